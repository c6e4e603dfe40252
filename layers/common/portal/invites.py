"""Invitations: from the practice's wish to an account that owns its chart (B1-B3, B5, B9).

Each step counts its attempt before it compares, and each outcome is one transaction: whoever comes second finds the
invite accepted and changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal import audit, dates, ids, outbox, sealing, store
from portal.access import OWN_RECORD
from portal.errors import (
    CodeUsed,
    EmailTaken,
    Invalid,
    InviteGone,
    InviteMismatch,
    InviteNotFound,
    NotFound,
    TicketExpired,
    TooManyCodes,
)
from portal.identity import captcha, codes, names, passwords, sessions, sign_in
from portal.identity.sign_in import NewDevice
from portal.settings import settings
from portal.store import Writes, where
from portal.store.items import Access, Account, Alias, Chart, Credential, Email, Invite, Member, Practice, Signup
from portal.store.items.account import Language
from portal.store.items.onboarding import InviteKind

LIFE = timedelta(days=30)
# Expired and used links still say so for a while.
REMEMBERED = timedelta(days=365)
TICKET_LIFE = timedelta(hours=1)
BIRTH_DATE_TRIES = 5
CODES_PER_INVITE = 10
OPEN = ["sent", "opened", "verified"]


def send(
    write: Writes, practice: Practice, chart: Chart, kind: InviteKind, email: str, at: datetime, by: dict[str, str]
) -> None:
    """Invite by mail, within the caller's transaction; an earlier open invite to the same address is withdrawn."""
    if chart.primary:
        raise Invalid.field("patient_id", "has_account", "This patient already has an account")
    if not names.is_email(email):
        raise Invalid.field("email", "impossible", "Enter an e-mail address")
    for earlier in store.every(store.keys.invites_of_chart(chart.id)):
        if earlier.state in OPEN and earlier.invite_kind == kind and names.normal(earlier.email) == names.normal(email):
            write.update(earlier.key(), set={"state": "withdrawn"}, when=where("state").is_in(OPEN))
    token = ids.token()
    made = Invite(
        digest=ids.digest(token),
        practice_id=practice.id,
        practice_name=practice.name,
        practice_phone=practice.phone,
        chart_id=chart.id,
        invite_kind=kind,
        email=email,
        state="sent",
        sent=at,
        expires=at + LIFE,
        ttl=int((at + REMEMBERED).timestamp()),
    )
    link = f"{settings().portal_url}/activate#{token}"
    write.put(made)
    write.put(outbox.mail(email, "invite", "en", at, practice=practice.name, link=link))
    write.put(audit.entry(practice.id, "invite.sent", event="sharing", at=at, by=by, source={}, about=chart.id))


def state_of(invite: Invite, at: datetime) -> str:
    """The state as people see it: an open invite past its time is `expired`."""
    return "expired" if invite.state in OPEN and invite.expires <= at else invite.state


def look(token: str, at: datetime) -> Invite:
    """The invite of a link; the first look opens it."""
    invite = store.get(store.keys.invite(ids.digest(token)))
    if invite is None:
        raise InviteNotFound
    if state_of(invite, at) == "sent":
        invite = store.update(invite.key(), set={"state": "opened"}, when=where("state").eq("sent")) or invite
    return invite


@dataclass(frozen=True)
class Ticket:
    """Whoever holds it has proved the date of birth for this invite. It is signed, and stored nowhere."""

    id: str
    invite: str
    expires: int

    def __str__(self) -> str:
        text = f"{self.id}.{self.invite}.{self.expires}"
        return f"{text}.{sealing.mac('ticket', text)}"


def _read_ticket(ticket: str, token: str, at: datetime) -> Ticket:
    text, _, mac = ticket.rpartition(".")
    if not sealing.same(mac, sealing.mac("ticket", text)):
        raise TicketExpired
    name, digest, expires = text.split(".")
    if digest != ids.digest(token) or int(expires) <= at.timestamp():
        raise TicketExpired
    return Ticket(name, digest, int(expires))


@dataclass(frozen=True)
class Verified:
    """What is shown once the date of birth was right."""

    ticket: str
    given: str
    family: str
    email: str
    account_exists: bool


def verify(token: str, birth_date: str, at: datetime, source: dict[str, str]) -> Verified:
    """Prove the patient's date of birth. The fifth wrong one locks the invite; a link that never was is only wrong."""
    born = dates.birth_date(birth_date, at.date())
    digest = ids.digest(token)
    still = where("state").is_in(OPEN) & where("tries").lt(BIRTH_DATE_TRIES) & where("expires").gt(at)
    invite = store.update(store.keys.invite(digest), add={"tries": 1}, when=still)
    if invite is None:
        raise _why_closed(digest, at)
    chart, alias = store.fetch(store.keys.chart(invite.chart_id), store.keys.alias(names.alias_digest(invite.email)))
    right = chart.birth_date == born
    last = not right and invite.tries >= BIRTH_DATE_TRIES
    outcome = "verified" if right else "locked" if last else "birth-date-wrong"
    changed = {"state": "verified", "tries": 0} if right else {"state": "locked"} if last else {}
    with store.all_or_nothing(else_raise=InviteGone("accepted")) as write:
        if changed:
            write.update(invite.key(), set=changed, when=where("state").is_in(OPEN))
        write.put(_practice_entry(invite, f"invite.{outcome}", at, source))
    if not right:
        raise InviteGone("locked") if last else InviteMismatch
    ticket = Ticket(ids.new(), digest, int((at + TICKET_LIFE).timestamp()))
    return Verified(str(ticket), chart.given, chart.family, invite.email, alias is not None)


def _why_closed(digest: str, at: datetime) -> Exception:
    invite = store.get(store.keys.invite(digest))
    if invite is None:
        return InviteMismatch()
    if invite.tries >= BIRTH_DATE_TRIES and invite.state in OPEN:
        return InviteGone("locked")
    return InviteGone(state_of(invite, at))


def _practice_entry(invite: Invite, action: str, at: datetime, source: dict[str, str]) -> store.Item:
    by = {"kind": "invited", "name": names.masked(invite.email)}
    return audit.entry(invite.practice_id, action, event="sharing", at=at, by=by, source=source, about=invite.chart_id)


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
    told = _read_ticket(ticket, token, at)
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
    signup = Signup(
        ticket_id=told.id,
        invite=told.invite,
        chart_id=invite.chart_id,
        username=names.normal(wanted.username),
        password=passwords.hashed(wanted.password, told.id),
        language=wanted.language,
        terms_accepted=at,
        code=stored,
        code_expires=at + codes.LIFE,
        ttl=int((at + TICKET_LIFE).timestamp()),
    )
    with store.all_or_nothing() as write:
        _count_code(write, invite)
        captcha.use(write, solved, at)
        email_alias = store.keys.alias(names.alias_digest(invite.email))
        write.check(email_alias, when=store.ABSENT, else_raise=EmailTaken())
        write.put(signup, when=store.ABSENT | where("state").eq("waiting"), else_raise=InviteGone("accepted"))
        write.put(outbox.mail(invite.email, "code", wanted.language, at, code=code))
    return CodeSent(invite.email, signup.code_expires)


def _still_open(invite: Invite | None, at: datetime) -> Invite:
    if invite is None:
        raise InviteNotFound
    if state_of(invite, at) not in OPEN:
        raise InviteGone(state_of(invite, at))
    return invite


def _count_code(write: Writes, invite: Invite) -> None:
    left = where("codes").lt(CODES_PER_INVITE) & where("state").is_in(OPEN)
    write.update(invite.key(), add={"codes": 1}, when=left, else_raise=TooManyCodes())


def resend_code(token: str, ticket: str, at: datetime) -> CodeSent:
    """Another code; the one before is dead."""
    told = _read_ticket(ticket, token, at)
    found = store.fetch(store.keys.invite(told.invite), store.keys.signup(told.id))
    invite, signup = _still_open(found[0], at), found[1]
    if signup is None:
        raise TicketExpired
    code, stored = codes.new(told.id)
    changed = {"code": stored, "code_expires": at + codes.LIFE, "tries": 0}
    with store.all_or_nothing() as write:
        _count_code(write, invite)
        write.update(signup.key(), set=changed, when=where("state").eq("waiting"), else_raise=CodeUsed())
        write.put(outbox.mail(invite.email, "code", signup.language, at, code=code))
    return CodeSent(invite.email, at + codes.LIFE)


def confirm(
    token: str, ticket: str, code: str, app: sessions.Client, at: datetime, source: dict[str, str]
) -> NewDevice:
    """The code came back: account, first member and access to the chart are made, and the person is signed in."""
    told = _read_ticket(ticket, token, at)
    signup = store.update(store.keys.signup(told.id), add={"tries": 1}, when=where("code").exists())
    if signup is None:
        raise TicketExpired
    found = store.fetch(store.keys.invite(told.invite), store.keys.chart(signup.chart_id))
    invite, chart = _still_open(found[0], at), found[1]
    codes.check(code, signup.code, told.id, tries=signup.tries, expired=signup.code_expires <= at)
    if chart is None:
        raise NotFound
    account = Account(id=ids.account(), given=chart.given, family=chart.family, created=at)
    credential = Credential(
        account_id=account.id,
        username=signup.username,
        password=passwords.move(signup.password, told.id, account.id),
        email=invite.email,
        language=signup.language,
    )
    opened = sessions.new(credential, app, at, source, factors=["password", "email"], remembered=False)
    device_key, device = sign_in.new_device(account.id, at, source)
    with store.all_or_nothing() as write:
        accepted = where("state").eq("verified") & where("expires").gt(at)
        write.update(invite.key(), set={"state": "accepted"}, when=accepted, else_raise=InviteGone("accepted"))
        write.update(
            signup.key(), set={"state": "done"}, when=where("state").eq("waiting"), else_raise=InviteGone("accepted")
        )
        unowned = where("primary").not_exists()
        write.update(chart.key(), set={"primary": account.id}, when=unowned, else_raise=InviteGone("accepted"))
        _write_account(write, account, credential, chart, invite, at)
        write.put(opened)
        write.put(device)
        by = audit.oneself(account.id, f"{chart.given} {chart.family}")
        practice_name = invite.practice_name
        write.put(
            audit.entry(
                account.id, "account.created", event="account", at=at, by=by, source=source, practice=practice_name
            )
        )
        write.put(_practice_entry(invite, "invite.accepted", at, source))
        words = {"username": credential.username, "practice": practice_name, "link": settings().portal_url}
        write.put(outbox.mail(invite.email, "welcome", credential.language, at, **words))
    return NewDevice(sessions.signed_in(credential, opened, at), device_key)


def _write_account(
    write: Writes, account: Account, credential: Credential, chart: Chart, invite: Invite, at: datetime
) -> None:
    taken = Invalid.field("username", "taken", "This username is taken. Please choose another")
    email_digest, name_digest = names.alias_digest(invite.email), names.alias_digest(credential.username)
    write.put(account)
    write.put(credential)
    write.put(Email(account_id=account.id, address=names.normal(invite.email), verified=at))
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
            granted=at,
        )
    )
