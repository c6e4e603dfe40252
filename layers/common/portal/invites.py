"""Invitations: sent, waiting, withdrawn, opened; and the date of birth that proves whom they reached (B1, B2, C2)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import batched
from typing import NoReturn

from portal import audit, clock, dates, deliveries, finder, ids, outbox, sealing, store
from portal.access import caregiver
from portal.errors import Invalid, InviteGone, InviteMismatch, InviteNotFound, PrimaryNeeded, TicketExpired
from portal.identity import names
from portal.settings import settings
from portal.store import Writes, still, where
from portal.store.items import Chart, Invite, Practice
from portal.store.items.onboarding import Invitation, InviteKind

LIFE = timedelta(days=30)
# Expired and used links still say so for a while.
REMEMBERED = timedelta(days=365)
TICKET_LIFE = timedelta(hours=1)
BIRTH_DATE_TRIES = 5
OPEN = ["sent", "opened", "verified"]
# What a right date of birth changes in the invite.
PROVED = {"state": "verified", "tries": 0}
MAILS: dict[InviteKind, str] = {
    "primary": "invite", "caregiver": "invite-caregiver", "representative": "invite-representative",
}  # fmt: skip
# Of a transaction's hundred writes each that goes out takes three; those to the patient are all withdrawn in one.
SENT_AT_ONCE, OPEN_AT_ONCE = 32, 50


def send(
    write: Writes,
    practice: Practice,
    chart: Chart,
    wanted: Invitation,
    at: datetime,
    by: dict[str, str],
    source: dict[str, str],
) -> Invite | None:
    """Invite by mail, within the caller's transaction; an earlier open invite to the same address is withdrawn.

    While the patient uses no account of their own, an invitation of another kind waits in the chart (C2): None.
    """
    _check(chart, wanted, at)
    whom = whose(wanted)
    newest, waiting = chart.invites | withdraw_open(write, chart, whom, at), dict(chart.waiting)
    made = None
    if wanted.kind == "primary" or chart.live:
        made = _go_out(write, practice, chart, wanted, at, by, source)
        newest[whom] = noted(made)
    else:
        waiting[whom] = wanted
        write.put(
            audit.entry(practice.id, "invite.waiting", event="sharing", at=at, by=by, source=source, about=chart.id)
        )
    change(write, chart, newest, waiting)
    if wanted.kind == "primary":
        finder.taken(write, chart)
    return made


def whose(invite: Invitation | Invite) -> str:
    """Under what a chart notes it: only the newest of a kind to an address counts."""
    return noted_under(invite.kind if isinstance(invite, Invitation) else invite.invite_kind, invite.email)


def noted_under(kind: str, email: str) -> str:
    """The same by what it says."""
    return f"{kind}|{names.alias_digest(email)[:16]}"


def noted(invite: Invite) -> str:
    """What a chart notes of it: where it lies, and until when it is open."""
    return f"{invite.digest}|{clock.text(invite.expires)}"


def withdraw(write: Writes, invite: Invite, at: datetime) -> dict[str, str]:
    """In a transaction, unless it was used or is over; what the chart is to note of it then."""
    write.update(invite.key(), set={"withdrawn": at}, when=usable(at))
    return {whose(invite): f"{invite.digest}|{clock.text(at)}"}


def withdraw_open(write: Writes, chart: Chart, begins: str | tuple[str, ...], at: datetime) -> dict[str, str]:
    """The same for all that are open still and noted under what begins so: `primary|`, or one person."""
    found = _open(chart, begins, at)
    for digest in found.values():
        write.update(store.keys.invite(digest), set={"withdrawn": at})
    return {noted_for: f"{digest}|{clock.text(at)}" for noted_for, digest in found.items()}


def _open(chart: Chart, begins: str | tuple[str, ...], at: datetime) -> dict[str, str]:
    told = [(whom, *noted.partition("|")) for whom, noted in chart.invites.items() if whom.startswith(begins)]
    return {whom: digest for whom, digest, _, until in told if until > clock.text(at)}


def _check(chart: Chart, wanted: Invitation, at: datetime) -> None:
    if not names.is_email(wanted.email):
        raise Invalid.field("email", "impossible", "Enter an e-mail address")
    if wanted.kind == "primary" and chart.primary:
        raise Invalid.field("patient_id", "has_account", "This patient already has an account")
    if wanted.kind == "caregiver" and caregiver(chart, wanted.email) is None:
        raise Invalid.field("email", "not_a_caregiver", "Write this caregiver into the patient's file first")
    if wanted.kind == "primary" and len(_open(chart, "primary|", at).keys() - {whose(wanted)}) >= OPEN_AT_ONCE:
        raise Invalid.field("email", "too_many", "Too many invitations to this patient are open. Withdraw one first")


def _go_out(
    write: Writes,
    practice: Practice,
    chart: Chart,
    wanted: Invitation,
    at: datetime,
    by: dict[str, str],
    source: dict[str, str],
) -> Invite:
    """Put the invite and its mail into the transaction."""
    token = ids.token()
    made = Invite(
        digest=ids.digest(token),
        practice_id=practice.id,
        practice_name=practice.name,
        practice_phone=practice.phone,
        chart_id=chart.id,
        invite_kind=wanted.kind,
        email=wanted.email,
        given=wanted.given,
        family=wanted.family,
        permissions=wanted.permissions,
        state="sent",
        sent=at,
        expires=at + LIFE,
        ttl=int((at + REMEMBERED).timestamp()),
    )
    write.put(made)
    link = f"{settings().portal_url}/activate#{token}"
    write.put(outbox.mail(wanted.email, MAILS[wanted.kind], "en", at, practice=practice.name, link=link))
    about = {"about": chart.id, "acting_for": f"{chart.given} {chart.family}"}
    write.put(audit.entry(practice.id, "invite.sent", event="sharing", at=at, by=by, source=source, **about))
    return made


def change(write: Writes, chart: Chart, newest: dict[str, str], waiting: dict[str, Invitation]) -> None:
    write.update(chart.key(), set={"invites": newest, "waiting": waiting}, when=as_read(chart))


def as_read(chart: Chart) -> store.Condition:
    """Whether the chart has the same invites still, the same primary account or none, and in use or not."""
    live = where("live").exists() if chart.live else where("live").not_exists()
    return (
        still("primary", chart.primary) & live & where("invites").eq(chart.invites) & where("waiting").eq(chart.waiting)
    )


def send_waiting(write: Writes, practice_id: str, chart_id: str, at: datetime) -> None:
    """Send what waited for the patient's own account (C2), in the caller's transaction; of very many some before it.

    Not to a caregiver whom the practice has struck out since.
    """
    chart, practice = store.fetch(store.keys.chart(chart_id), store.keys.practice(practice_id))
    if chart is None or practice is None or not chart.live:
        return
    *before, last = list(batched(chart.waiting, SENT_AT_ONCE, strict=False)) or [()]
    for some in before:
        with store.all_or_nothing() as more:
            chart = _send_some(more, practice, chart, some, at)
    if last:
        _send_some(write, practice, chart, last, at)


def _send_some(write: Writes, practice: Practice, chart: Chart, some: Iterable[str], at: datetime) -> Chart:
    """Gives the chart as it is then."""
    newest, waiting = dict(chart.invites), dict(chart.waiting)
    for whom in some:
        wanted = waiting.pop(whom)
        if wanted.kind != "caregiver" or caregiver(chart, wanted.email):
            newest[whom] = noted(_go_out(write, practice, chart, wanted, at, audit.SYSTEM, {}))
    change(write, chart, newest, waiting)
    return replace(chart, invites=newest, waiting=waiting)


def state_of(invite: Invite, at: datetime) -> str:
    """The state as people see it: an open invite may be `withdrawn`, or past its time `expired`."""
    if invite.state not in OPEN:
        return invite.state
    return "withdrawn" if invite.withdrawn else "expired" if invite.expires <= at else invite.state


def usable(at: datetime) -> store.Condition:
    """What must still hold when a step on the way to an account is written."""
    return where("state").is_in(OPEN) & where("withdrawn").not_exists() & where("expires").gt(at)


def still_open(invite: Invite | None, at: datetime) -> Invite:
    if invite is None:
        raise InviteNotFound
    if state_of(invite, at) not in OPEN:
        raise InviteGone(state_of(invite, at))
    return invite


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
    chart: str
    practice: str
    expires: int

    def __str__(self) -> str:
        return sealing.signed("ticket", self.id, self.invite, self.chart, self.practice, str(self.expires))


def read_ticket(ticket: str, token: str, at: datetime) -> Ticket:
    parts = sealing.parts_of("ticket", ticket)
    if parts is None or len(parts) != 5:
        raise TicketExpired
    name, digest, chart, practice, expires = parts
    if digest != ids.digest(token) or int(expires) <= at.timestamp():
        raise TicketExpired
    return Ticket(name, digest, chart, practice, int(expires))


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
    invite = count_try(token, at)
    chart, alias = store.fetch(store.keys.chart(invite.chart_id), store.keys.alias(names.alias_digest(invite.email)))
    if chart.birth_date != born:
        refuse(invite, chart, at, source)
    if invite.invite_kind != "primary" and not chart.live:
        raise PrimaryNeeded
    with store.all_or_nothing(else_raise=InviteGone("accepted")) as write:
        write.update(invite.key(), set=PROVED, when=usable(at))
        write.put(practice_entry(invite, "invite.verified", at, source))
    until = int((at + TICKET_LIFE).timestamp())
    ticket = Ticket(ids.new(), invite.digest, chart.id, invite.practice_id, until)
    return Verified(str(ticket), chart.given, chart.family, invite.email, alias is not None)


def count_try(token: str, at: datetime) -> Invite:
    """The invite, after counting one date of birth that is going to be compared. InviteGone or InviteMismatch."""
    digest = ids.digest(token)
    few = where("tries").lt(BIRTH_DATE_TRIES)
    invite = store.update(store.keys.invite(digest), add={"tries": 1}, when=usable(at) & few)
    if invite is None:
        raise _why_closed(digest, at)
    return invite


def refuse(invite: Invite, chart: Chart, at: datetime, source: dict[str, str]) -> NoReturn:
    """The counted date of birth was wrong; of a fifth one the practice is told."""
    last = invite.tries >= BIRTH_DATE_TRIES
    with store.all_or_nothing(else_raise=InviteGone("accepted")) as write:
        if last:
            write.update(invite.key(), set={"state": "locked"}, when=usable(at))
            told = {"patient_id": chart.patient_id, "kind": invite.invite_kind, "email": invite.email}
            deliveries.announce(write, invite.practice_id, "invite.locked", told, at)
        write.put(practice_entry(invite, f"invite.{'locked' if last else 'birth-date-wrong'}", at, source))
    raise InviteGone("locked") if last else InviteMismatch()


def _why_closed(digest: str, at: datetime) -> Exception:
    invite = store.get(store.keys.invite(digest))
    if invite is None:
        return InviteMismatch()
    is_locked = invite.tries >= BIRTH_DATE_TRIES and invite.state in OPEN
    return InviteGone("locked" if is_locked else state_of(invite, at))


def practice_entry(invite: Invite, action: str, at: datetime, source: dict[str, str]) -> store.Item:
    by = {"kind": "invited", "name": names.masked(invite.email)}
    return audit.entry(invite.practice_id, action, event="sharing", at=at, by=by, source=source, about=invite.chart_id)
