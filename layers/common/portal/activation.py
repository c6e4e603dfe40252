"""From a verified invitation to an account that owns its chart (B3, B9).

Each step counts its attempt before it compares, and each outcome is one transaction: whoever comes second finds the
invite accepted and changes nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from portal import audit, ids, invites, outbox, store
from portal.access import OWN_RECORD
from portal.errors import (
    CodeUsed,
    EmailTaken,
    Invalid,
    InviteGone,
    InviteNotFound,
    NotFound,
    TicketExpired,
    TooManyCodes,
)
from portal.identity import captcha, challenges, codes, devices, names, passwords, sessions, srp
from portal.identity.sessions import SignedIn
from portal.identity.visit import Asked, Visit
from portal.settings import settings
from portal.store import Writes, where
from portal.store.items import Access, Account, Alias, Chart, Credential, Invite, Member, Signup
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
    captcha: str
    accept_terms: bool
    language: Language


def activate(token: str, ticket: str, wanted: NewAccount, at: datetime) -> CodeSent:
    """Keep what was chosen until the code that goes out now comes back. Every wrong field is named at once."""
    told = invites.read_ticket(ticket, token, at)
    name_key = store.keys.alias(names.alias_digest(wanted.username))
    found = store.fetch(store.keys.invite(told.invite), name_key)
    invite = _still_open(found[0], at)
    errors = names.username_errors(wanted.username, invite.email)
    if found[1] is not None and not errors:
        errors = Invalid.field("username", "taken", "This username is taken. Please choose another").errors
    errors += passwords.errors(wanted.password, wanted.username, invite.email.partition("@")[0])
    if not wanted.accept_terms:
        errors += Invalid.field("accept_terms", "required", "Accept the terms to go on").errors
    if errors:
        raise Invalid(errors=errors)
    solved = captcha.check(wanted.captcha, at)
    code, stored = codes.new(told.id)
    account_id = ids.account()
    signup = Signup(
        ticket_id=told.id,
        invite=told.invite,
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
    with store.all_or_nothing() as write:
        _count_code(write, invite, at)
        captcha.use(write, solved, at)
        email_alias = store.keys.alias(names.alias_digest(invite.email))
        write.check(email_alias, when=store.ABSENT, else_raise=EmailTaken())
        write.put(signup, when=store.ABSENT | where("state").eq("waiting"), else_raise=InviteGone("accepted"))
        write.put(outbox.mail(invite.email, "code", wanted.language, at, code=code))
    return CodeSent(invite.email, signup.code_expires)


def _still_open(invite: Invite | None, at: datetime) -> Invite:
    if invite is None:
        raise InviteNotFound
    if invites.state_of(invite, at) not in invites.OPEN:
        raise InviteGone(invites.state_of(invite, at))
    return invite


def _count_code(write: Writes, invite: Invite, at: datetime) -> None:
    left = where("codes").lt(CODES_PER_INVITE)
    write.update(invite.key(), add={"codes": 1}, when=invites.usable(at) & left, else_raise=TooManyCodes())


def resend_code(token: str, ticket: str, at: datetime) -> CodeSent:
    """Another code; the one before is dead."""
    told = invites.read_ticket(ticket, token, at)
    found = store.fetch(store.keys.invite(told.invite), store.keys.signup(told.id))
    invite, signup = _still_open(found[0], at), found[1]
    if signup is None:
        raise TicketExpired
    code, stored = codes.new(told.id)
    changed = {"code": stored, "code_expires": at + codes.LIFE, "tries": 0}
    with store.all_or_nothing() as write:
        _count_code(write, invite, at)
        write.update(signup.key(), set=changed, when=where("state").eq("waiting"), else_raise=CodeUsed())
        write.put(outbox.mail(invite.email, "code", signup.language, at, code=code))
    return CodeSent(invite.email, at + codes.LIFE)


def confirm(token: str, ticket: str, code: str, visit: Visit) -> SignedIn | Asked:
    """The code came back: account, first member and access to the chart are made, and the person is signed in.

    Where the practice requires a second factor, it is set up before.
    """
    told, at, source = invites.read_ticket(ticket, token, visit.at), visit.at, visit.source
    signup = store.update(store.keys.signup(told.id), add={"tries": 1}, when=where("code").exists())
    if signup is None:
        raise TicketExpired
    found = store.fetch(
        store.keys.invite(told.invite), store.keys.chart(signup.chart_id), store.keys.practice(signup.practice_id)
    )
    invite, chart, practice = _still_open(found[0], at), found[1], found[2]
    codes.check(code, signup.code, told.id, tries=signup.tries, expired=signup.code_expires <= at)
    if chart is None or practice is None:
        raise NotFound
    emails = {invite.email: at}
    account = Account(id=signup.account_id, given=chart.given, family=chart.family, created=at, emails=emails)
    credential = Credential(
        account_id=account.id,
        username=signup.username,
        password=signup.password,
        srp=signup.srp,
        email=invite.email,
        language=signup.language,
        mfa_required=practice.mfa_required,
    )
    key = visit.device_key or ids.token()
    credential = replace(credential, devices=devices.noted(credential, key, source["device"], at, trust=True))
    passed = ["password", "email"]
    missing = challenges.after(credential, visit, passed)
    opened = sessions.new(credential, visit, factors=passed)
    with store.all_or_nothing() as write:
        write.update(
            invite.key(), set={"state": "accepted"}, when=invites.usable(at), else_raise=InviteGone("accepted")
        )
        write.update(
            signup.key(), set={"state": "done"}, when=where("state").eq("waiting"), else_raise=InviteGone("accepted")
        )
        unowned = where("primary").not_exists()
        write.update(chart.key(), set={"primary": account.id}, when=unowned, else_raise=InviteGone("accepted"))
        _write_account(write, account, credential, chart, invite)
        by = audit.oneself(account.id, f"{chart.given} {chart.family}")
        practice_name = invite.practice_name
        write.put(
            audit.entry(
                account.id, "account.created", event="account", at=at, by=by, source=source, practice=practice_name
            )
        )
        write.put(invites.practice_entry(invite, "invite.accepted", at, source))
        words = {"username": credential.username, "practice": practice_name, "link": settings().portal_url}
        write.put(outbox.mail(invite.email, "welcome", credential.language, at, **words))
        if missing:
            return challenges.ask(write, missing, credential, visit, passed)
        write.put(opened)
    return sessions.signed_in(credential, opened, at, key)


def _write_account(write: Writes, account: Account, credential: Credential, chart: Chart, invite: Invite) -> None:
    taken = Invalid.field("username", "taken", "This username is taken. Please choose another")
    email_digest, name_digest = names.alias_digest(invite.email), names.alias_digest(credential.username)
    write.put(account)
    write.put(credential)
    write.put(Alias(digest=email_digest, account_id=account.id), when=store.ABSENT, else_raise=EmailTaken())
    if name_digest != email_digest:
        write.put(Alias(digest=name_digest, account_id=account.id), when=store.ABSENT, else_raise=taken)
    oneself = Member(
        account_id=account.id,
        id=ids.new(),
        given=chart.given,
        family=chart.family,
        relationship="self",
        birth_date=chart.birth_date,
    )
    write.put(oneself)
    write.put(
        Access(
            account_id=account.id,
            chart_id=chart.id,
            practice_id=invite.practice_id,
            practice_name=invite.practice_name,
            member_id=oneself.id,
            role="primary",
            sections=OWN_RECORD,
            granted=account.created,
        )
    )
