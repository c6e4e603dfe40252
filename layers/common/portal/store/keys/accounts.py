"""Of accounts, how they sign in, and how they come to be."""

from typing import TYPE_CHECKING

from portal.store.item import Key
from portal.store.reading import Listing

if TYPE_CHECKING:
    from portal.store import items


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
