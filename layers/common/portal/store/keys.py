"""Every key of the table, each with an example. `docs/data-model.md` says what lies there."""

from typing import TYPE_CHECKING

from .item import Key
from .reading import Listing

if TYPE_CHECKING:
    from . import items


def account(account_id: str) -> "Key[items.Account]":
    """ACCT#6f1c… / ACCOUNT"""
    return Key(f"ACCT#{account_id}", "ACCOUNT")


def credential(account_id: str) -> "Key[items.Credential]":
    """ACCT#6f1c… / CREDENTIAL"""
    return Key(f"ACCT#{account_id}", "CREDENTIAL")


def verification(account_id: str, attribute: str) -> "Key[items.Verification]":
    """ACCT#6f1c… / VERIFY#email, or VERIFY#phone_number: one of each at a time"""
    return Key(f"ACCT#{account_id}", f"VERIFY#{attribute}")


def reset(digest: str) -> "Key[items.Reset]":
    """RESET#<HMAC of the name that was typed> / RESET"""
    return Key(f"RESET#{digest}", "RESET")


def contact(account_id: str, contact_id: str) -> "Key[items.Contact]":
    """ACCT#6f1c… / CONTACT#k3v7…"""
    return Key(f"ACCT#{account_id}", f"CONTACT#{contact_id}")


def contacts(account_id: str) -> "Listing[items.Contact]":
    return Listing(f"ACCT#{account_id}", begins="CONTACT#")


def correction(correction_id: str) -> "Key[items.Correction]":
    """Of 6f1c….019aa9f3c5bk3v7…: ACCT#6f1c… / CORRECTION#019aa9f3c5bk3v7…, in the order of time"""
    account_id, _, name = correction_id.partition(".")
    return Key(f"ACCT#{account_id}", f"CORRECTION#{name}")


def corrections(account_id: str) -> "Listing[items.Correction]":
    return Listing(f"ACCT#{account_id}", begins="CORRECTION#")


def corrections_of_practice(practice_id: str, listed: str) -> "Listing[items.Correction]":
    """GSI1 PRACTICE#p5r3… / CORRECTION#OPEN#019aa9f3c5bk3v7…, CORRECTION#DECIDED#…: as it was a moment ago."""
    return Listing(f"PRACTICE#{practice_id}", begins=f"CORRECTION#{listed}#", index="GSI1")


def export(account_id: str, export_id: str) -> "Key[items.Export]":
    """ACCT#6f1c… / EXPORT#019aa9f3c5bk3v7…, in the order of time"""
    return Key(f"ACCT#{account_id}", f"EXPORT#{export_id}")


def exports(account_id: str) -> "Listing[items.Export]":
    return Listing(f"ACCT#{account_id}", begins="EXPORT#")


def session(account_id: str, origin_jti: str) -> "Key[items.Session]":
    """ACCT#6f1c… / SESSION#0b7e…"""
    return Key(f"ACCT#{account_id}", f"SESSION#{origin_jti}")


def sessions(account_id: str) -> "Listing[items.Session]":
    return Listing(f"ACCT#{account_id}", begins="SESSION#")


def member(account_id: str, member_id: str) -> "Key[items.Member]":
    """ACCT#6f1c… / MEMBER#k3v7…"""
    return Key(f"ACCT#{account_id}", f"MEMBER#{member_id}")


def access(account_id: str, chart_id: str) -> "Key[items.Access]":
    """ACCT#6f1c… / ACCESS#q7a2…; Chart.accounts leads from the other side"""
    return Key(f"ACCT#{account_id}", f"ACCESS#{chart_id}")


def accesses_and_members(account_id: str) -> "Listing[items.Access | items.Member]":
    """Both in one Query: between ACCESS# and MEMBER$ lie also the account's other items, which are few."""
    return Listing(f"ACCT#{account_id}", between=("ACCESS#", "MEMBER$"))


def accesses_and_credential(account_id: str) -> "Listing[items.Access | items.Credential]":
    """The same for what switching an account off changes."""
    return Listing(f"ACCT#{account_id}", between=("ACCESS#", "CREDENTIAL"))


def accesses_of_practice(practice_id: str, listed: str = "") -> "Listing[items.Access]":
    """GSI2 PRACTICE#p5r3… / ON#2026-11-22T05:50:00.123Z#6f1c…, OFF#… for disabled accounts: as it was a moment ago."""
    return Listing(f"PRACTICE#{practice_id}", begins=listed, index="GSI2")


def alias(digest: str) -> "Key[items.Alias]":
    """ALIAS#<HMAC of a username or an address> / ALIAS"""
    return Key(f"ALIAS#{digest}", "ALIAS")


def challenge(digest: str) -> "Key[items.Challenge]":
    """CHALLENGE#<digest of the session string> / CHALLENGE"""
    return Key(f"CHALLENGE#{digest}", "CHALLENGE")


def rate(digest: str) -> "Key[items.Rate]":
    """RATE#<HMAC of what is counted, and of whom> / RATE"""
    return Key(f"RATE#{digest}", "RATE")


def invite(digest: str) -> "Key[items.Invite]":
    """INVITE#<digest of the link's token> / INVITE"""
    return Key(f"INVITE#{digest}", "INVITE")


def invites_of_practice(practice_id: str) -> "Listing[items.Invite]":
    """GSI1 PRACTICE#p5r3… / INVITE#2026-11-22T05:50:00.123Z#<digest>: as it was a moment ago."""
    return Listing(f"PRACTICE#{practice_id}", begins="INVITE#", index="GSI1")


def signup(ticket_id: str) -> "Key[items.Signup]":
    """SIGNUP#<id in the ticket> / SIGNUP"""
    return Key(f"SIGNUP#{ticket_id}", "SIGNUP")


def seen(digest: str) -> "Key[items.Seen]":
    """SEEN#<digest of what must not happen twice> / SEEN"""
    return Key(f"SEEN#{digest}", "SEEN")


def once(digest: str) -> "Key[items.Once]":
    """ONCE#<HMAC of caller, operation and Idempotency-Key> / ONCE"""
    return Key(f"ONCE#{digest}", "ONCE")


def practice(practice_id: str) -> "Key[items.Practice]":
    """PRACTICE#p5r3… / PRACTICE"""
    return Key(f"PRACTICE#{practice_id}", "PRACTICE")


def staff(practice_id: str, account_id: str) -> "Key[items.Staff]":
    """PRACTICE#p5r3… / STAFF#6f1c…"""
    return Key(f"PRACTICE#{practice_id}", f"STAFF#{account_id}")


def chart(chart_id: str) -> "Key[items.Chart]":
    """CHART#q7a2… / CHART"""
    return Key(f"CHART#{chart_id}", "CHART")


def finder(practice_id: str, word: str, name: str, chart_id: str) -> "Key[items.Finder]":
    """PRACTICE#p5r3… / FIND#alvarez#alvarez rosa#q7a2…: a patient under one of their words, or under * or !"""
    return Key(f"PRACTICE#{practice_id}", f"FIND#{word}#{name}#{chart_id}")


def finders(practice_id: str, beginning: str) -> "Listing[items.Finder]":
    """By the beginning of a word, or `*#`, `!#`."""
    return Listing(f"PRACTICE#{practice_id}", begins=f"FIND#{beginning}")


def delivery(practice_id: str, delivery_id: str) -> "Key[items.Delivery]":
    """PRACTICE#p5r3… / DELIVERY#019aa9f3c5bk3v7…, in the order of time"""
    return Key(f"PRACTICE#{practice_id}", f"DELIVERY#{delivery_id}")


def deliveries(practice_id: str) -> "Listing[items.Delivery]":
    return Listing(f"PRACTICE#{practice_id}", begins="DELIVERY#")


def record(holder: str, type_name: str, record_id: str) -> "Key[items.Record]":
    """CHART#q7a2… / R#Observation#q7a2….m3x5…, or PRACTICE#p5r3… / R#Practitioner#p5r3….m3x5…"""
    return Key(holder, f"R#{type_name}#{record_id}")


def records(chart_id: str) -> "Listing[items.Record]":
    """All of a chart: CHART#q7a2… / R#…"""
    return Listing(f"CHART#{chart_id}", begins="R#")


def records_by_date(chart_id: str, type_name: str, first: str, last: str) -> "Listing[items.Record]":
    """CHART#q7a2… / Observation#2026-03-02T13:30:00.000Z#q7a2….m3x5…, between two dates, or dates and ids."""
    return Listing(f"CHART#{chart_id}", index="byDate", between=(f"{type_name}#{first}", f"{type_name}#{last}"))


def form(chart_id: str, form_id: str) -> "Key[items.Form]":
    """CHART#q7a2… / FORM#019aa9f3c5bk3v7….m3x5…, in the order of time"""
    return Key(f"CHART#{chart_id}", f"FORM#{form_id}")


def forms(chart_id: str) -> "Listing[items.Form]":
    return Listing(f"CHART#{chart_id}", begins="FORM#")


def forms_of_practice(practice_id: str, state: str) -> "Listing[items.Form]":
    """GSI1 PRACTICE#p5r3… / FORM#REQUESTED#2026-11-22T05:50:00.123Z#q7a2…, also SUBMITTED and WITHDRAWN: as it was a
    moment ago."""
    return Listing(f"PRACTICE#{practice_id}", begins=f"FORM#{state}#", index="GSI1")


def draft(chart_id: str, form_id: str) -> "Key[items.Draft]":
    """CHART#q7a2… / DRAFT#019aa9f3c5bk3v7….m3x5…"""
    return Key(f"CHART#{chart_id}", f"DRAFT#{form_id}")


def questionnaire(practice_id: str, questionnaire_id: str) -> "Key[items.Questionnaire]":
    """PRACTICE#p5r3… / QUESTIONNAIRE#m3x5…"""
    return Key(f"PRACTICE#{practice_id}", f"QUESTIONNAIRE#{questionnaire_id}")


def questionnaires(practice_id: str) -> "Listing[items.Questionnaire]":
    return Listing(f"PRACTICE#{practice_id}", begins="QUESTIONNAIRE#")


def file(chart_id: str, file_id: str) -> "Key[items.File]":
    """CHART#q7a2… / FILE#q7a2….m3x5…"""
    return Key(f"CHART#{chart_id}", f"FILE#{file_id}")


def bundle_import(practice_id: str, import_id: str) -> "Key[items.Import]":
    """PRACTICE#p5r3… / IMPORT#k3v7…"""
    return Key(f"PRACTICE#{practice_id}", f"IMPORT#{import_id}")


def audit(owner: str, place: str) -> "Key[items.AuditEntry]":
    """AUDIT#6f1c…#202611 / 2026-11-22T05:50:00.123Z#k3v7…: the month is the place's own."""
    return Key(f"AUDIT#{owner}#{place[:7].replace('-', '')}", place)


def audit_month(owner: str, month: str, first: str, last: str) -> "Listing[items.AuditEntry]":
    return Listing(f"AUDIT#{owner}#{month}", between=(first, last))


def seal(owner: str, number: int) -> "Key[items.Seal]":
    """SEAL#6f1c… / 000000000042"""
    return Key(f"SEAL#{owner}", f"{number:012d}")


def seals(owner: str) -> "Listing[items.Seal]":
    return Listing(f"SEAL#{owner}")


def sealed(owner: str, entry: str) -> "Key[items.Sealed]":
    """SEALED#6f1c… / <place of the entry>: sealed once, however often the stream delivers it."""
    return Key(f"SEALED#{owner}", entry)


def outbox(outbox_id: str) -> "Key[items.Outbox]":
    """OUTBOX#k3v7… / OUTBOX"""
    return Key(f"OUTBOX#{outbox_id}", "OUTBOX")


def signing() -> "Key[items.Signing]":
    """SIGNING / SIGNING"""
    return Key("SIGNING", "SIGNING")
