"""From a verified invitation to an account that owns its chart (B3, B9).

Each step counts its attempt before it compares, and each outcome is one transaction: whoever comes second finds the
invite accepted and changes nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from portal import audit, granting, ids, invites, outbox, store
from portal.errors import (
    CodeUsed,
    EmailTaken,
    Invalid,
    InviteGone,
    NotFound,
    TicketExpired,
    TooManyCodes,
)
from portal.identity import captcha, challenges, codes, devices, names, passwords, sessions, srp
from portal.identity.sessions import SignedIn
from portal.identity.visit import Asked, Visit
from portal.settings import settings
from portal.store import Writes, where
from portal.store.items import Account, Alias, Chart, Credential, Invite, Member, Practice, Signup
from portal.store.items.account import Language

CODES_PER_INVITE = 10


@dataclass(frozen=True)
class CodeSent:
    """Where a code went, and until when it counts."""

    email: str
    expires_at: datetime


@dataclass(frozen=True)
class NewAccount:
    """What a person chooses for their account."""

    username: str
    password: str
    accept_terms: bool
    language: Language


def activate(token: str, ticket: str, wanted: NewAccount, solution: str, at: datetime) -> CodeSent:
    """Keep what was chosen until the code that goes out now comes back. `solution` is the captcha's."""
    told = invites.read_ticket(ticket, token, at)
    name_key = store.keys.alias(names.alias_digest(wanted.username))
    found = store.fetch(store.keys.invite(told.invite), name_key)
    invite = invites.still_open(found[0], at)
    check(wanted, invite, found[1])
    solved = captcha.check(solution, at)
    with store.all_or_nothing() as write:
        captcha.use(write, solved, at)
        signup = keep(write, told.id, invite, wanted, at)
    return CodeSent(invite.email, signup.code_expires)


def check(wanted: NewAccount, invite: Invite, holder: Alias | Signup | None) -> None:
    """Invalid names every wrong field at once. `holder` is who has the username already."""
    errors = names.username_errors(wanted.username, invite.email)
    if holder is not None and not errors:
        errors = Invalid.field("username", "taken", "This username is taken. Please choose another").errors
    errors += passwords.errors(wanted.password, wanted.username, invite.email.partition("@")[0])
    if not wanted.accept_terms:
        errors += Invalid.field("accept_terms", "required", "Accept the terms to go on").errors
    if errors:
        raise Invalid(errors=errors)


def keep(write: Writes, ticket_id: str, invite: Invite, wanted: NewAccount, at: datetime, **proved: Any) -> Signup:
    """Put the sign-up into the transaction, with the code that goes out. `proved` also changes the invite."""
    code, stored = codes.new(ticket_id)
    account_id = ids.account()
    signup = Signup(
        ticket_id=ticket_id,
        invite=invite.digest,
        practice_id=invite.practice_id,
        chart_id=invite.chart_id,
        account_id=account_id,
        username=names.normal(wanted.username),
        password=passwords.hashed(wanted.password, account_id),
        srp=srp.sealed(wanted.password, account_id),
        language=wanted.language,
        terms_accepted=at,
        code=stored,
        code_expires=at + codes.LIFE,
        ttl=int((at + invites.TICKET_LIFE).timestamp()),
    )
    count_code(write, invite, at, **proved)
    email_alias = store.keys.alias(names.alias_digest(invite.email))
    write.check(email_alias, when=store.ABSENT, else_raise=EmailTaken())
    mine = where("state").eq("waiting") & where("chart_id").eq(invite.chart_id)
    granting.require_primary(write, invite, store.keys.chart(invite.chart_id))
    free = store.ABSENT | mine | where("ttl").lte(int(at.timestamp()))
    write.put(signup, when=free, else_raise=InviteGone("accepted"))
    write.put(outbox.mail(invite.email, "code", wanted.language, at, code=code))
    return signup


def count_code(write: Writes, invite: Invite, at: datetime, **proved: Any) -> None:
    left = where("codes").lt(CODES_PER_INVITE)
    write.update(invite.key(), set=proved, add={"codes": 1}, when=invites.usable(at) & left, else_raise=TooManyCodes())


def resend_code(token: str, ticket: str, at: datetime) -> CodeSent:
    """Another code; the one before is dead."""
    told = invites.read_ticket(ticket, token, at)
    found = store.fetch(store.keys.invite(told.invite), store.keys.signup(told.id))
    invite, signup = invites.still_open(found[0], at), found[1]
    if signup is None:
        raise TicketExpired
    with store.all_or_nothing() as write:
        renew_code(write, invite, signup, at)
    return CodeSent(invite.email, at + codes.LIFE)


def renew_code(write: Writes, invite: Invite, signup: Signup, at: datetime) -> None:
    code, stored = codes.new(signup.ticket_id)
    changed = {"code": stored, "code_expires": at + codes.LIFE, "tries": 0}
    count_code(write, invite, at)
    write.update(signup.key(), set=changed, when=where("state").eq("waiting"), else_raise=CodeUsed())
    write.put(outbox.mail(invite.email, "code", signup.language, at, code=code))


@dataclass(frozen=True)
class Proved:
    """A sign-up whose code came back, and what its account is made of."""

    signup: Signup
    invite: Invite
    chart: Chart
    practice: Practice


def prove(ticket_id: str, code: str, at: datetime) -> Proved:
    """The try counts before the code is compared."""
    signup = store.update(store.keys.signup(ticket_id), add={"tries": 1}, when=where("code").exists())
    if signup is None:
        raise TicketExpired
    found = store.fetch(
        store.keys.invite(signup.invite), store.keys.chart(signup.chart_id), store.keys.practice(signup.practice_id)
    )
    invite, chart, practice = invites.still_open(found[0], at), found[1], found[2]
    codes.check(code, signup.code, ticket_id, tries=signup.tries, expired=signup.code_expires <= at)
    if chart is None or practice is None:
        raise NotFound
    return Proved(signup, invite, chart, practice)


def credential_of(proved: Proved) -> Credential:
    """The new account's, as it begins."""
    signup = proved.signup
    return Credential(
        account_id=signup.account_id,
        username=signup.username,
        password=signup.password,
        srp=signup.srp,
        email=proved.invite.email,
        language=signup.language,
        mfa_required=proved.practice.mfa_required,
    )


def confirm(token: str, ticket: str, code: str, visit: Visit) -> SignedIn | Asked:
    """The code came back: account, first member and access to the chart are made, and the person is signed in.

    Where the practice requires a second factor, it is set up before.
    """
    told = invites.read_ticket(ticket, token, visit.at)
    proved = prove(told.id, code, visit.at)
    credential, key = credential_of(proved), visit.device_key or ids.token()
    noted = devices.noted(credential, key, visit.source["device"], visit.at, trust=True)
    credential = replace(credential, devices=noted)
    passed = ["password", "email"]
    missing = challenges.after(credential, visit, passed)
    credential = replace(credential, last_sign_in=None if missing else visit.at)
    opened = sessions.new(credential, visit, factors=passed)
    with store.all_or_nothing() as write:
        make_account(write, proved, credential, visit.at, visit.source)
        if missing:
            return challenges.ask(write, missing, credential, visit, passed)
        write.put(opened)
    return sessions.signed_in(credential, opened, visit.at, key)


def make_account(write: Writes, proved: Proved, credential: Credential, at: datetime, source: dict[str, str]) -> None:
    """All that an account begins with. InviteGone when another one was quicker, PrimaryNeeded before the patient's."""
    invite, chart, gone = proved.invite, proved.chart, InviteGone("accepted")
    whom = granting.invited(invite, chart)
    account = Account(
        id=credential.account_id,
        given=whom.given,
        family=whom.family,
        created=at,
        emails={invite.email: at},
        charts=frozenset({granting.held(invite.practice_id, chart.id)}),
    )
    write.update(proved.signup.key(), set={"state": "done"}, when=where("state").eq("waiting"), else_raise=gone)
    # The invite before the address: who comes second learns that it was used.
    patient = _write_members(write, account, invite, chart, whom)
    granting.grant(write, invite, chart, account, patient, at, source, else_raise=gone)
    _write_account(write, account, credential)
    by = audit.oneself(account.id, f"{whom.given} {whom.family}")
    practice_name = invite.practice_name
    write.put(
        audit.entry(account.id, "account.created", event="account", at=at, by=by, source=source, practice=practice_name)
    )
    words = {"username": credential.username, "practice": practice_name, "link": settings().portal_url}
    write.put(outbox.mail(invite.email, "welcome", credential.language, at, **words))


def _write_account(write: Writes, account: Account, credential: Credential) -> None:
    taken = Invalid.field("username", "taken", "This username is taken. Please choose another")
    email_digest, name_digest = names.alias_digest(credential.email), names.alias_digest(credential.username)
    write.put(account)
    write.put(credential)
    write.put(Alias(digest=names.alias_digest(account.id), account_id=account.id))
    write.put(Alias(digest=email_digest, account_id=account.id), when=store.ABSENT, else_raise=EmailTaken())
    if name_digest != email_digest:
        write.put(Alias(digest=name_digest, account_id=account.id), when=store.ABSENT, else_raise=taken)


def _write_members(write: Writes, account: Account, invite: Invite, chart: Chart, whom: granting.Invited) -> Member:
    """The account's holder, and the patient where that is somebody else. Gives the patient."""
    patient = Member(
        account_id=account.id,
        id=granting.member_id(account.id, chart.id),
        given=chart.given,
        family=chart.family,
        relationship="self" if invite.invite_kind == "primary" else whom.patient_is,
        birth_date=chart.birth_date,
    )
    write.put(patient)
    if invite.invite_kind != "primary":
        write.put(
            Member(account_id=account.id, id=ids.new(), given=whom.given, family=whom.family, relationship="self")
        )
    return patient
