"""Invitations: sent, withdrawn, opened, and the date of birth that proves whom they reached (B1, B2, B5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn

from portal import audit, clock, dates, ids, outbox, sealing, store
from portal.errors import (
    Invalid,
    InviteGone,
    InviteMismatch,
    InviteNotFound,
    TicketExpired,
)
from portal.identity import names
from portal.settings import settings
from portal.store import Writes, where
from portal.store.items import Chart, Invite, Practice
from portal.store.items.onboarding import InviteKind

LIFE = timedelta(days=30)
# Expired and used links still say so for a while.
REMEMBERED = timedelta(days=365)
TICKET_LIFE = timedelta(hours=1)
BIRTH_DATE_TRIES = 5
OPEN = ["sent", "opened", "verified"]
# What a right date of birth changes in the invite.
PROVED = {"state": "verified", "tries": 0}


def send(
    write: Writes, practice: Practice, chart: Chart, kind: InviteKind, email: str, at: datetime, by: dict[str, str]
) -> None:
    """Invite by mail, within the caller's transaction; an earlier open invite to the same address is withdrawn."""
    if chart.primary:
        raise Invalid.field("patient_id", "has_account", "This patient already has an account")
    if not names.is_email(email):
        raise Invalid.field("email", "impossible", "Enter an e-mail address")
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
    whom = f"{kind}|{names.alias_digest(email)[:16]}"
    earlier, _, until = chart.invites.get(whom, "").partition("|")
    if until > clock.text(at):
        write.update(store.keys.invite(earlier), set={"withdrawn": at})
    newest = chart.invites | {whom: f"{made.digest}|{clock.text(made.expires)}"}
    write.update(chart.key(), set={"invites": newest}, when=where("invites").eq(chart.invites))
    write.put(made)
    link = f"{settings().portal_url}/activate#{token}"
    write.put(outbox.mail(email, "invite", "en", at, practice=practice.name, link=link))
    write.put(audit.entry(practice.id, "invite.sent", event="sharing", at=at, by=by, source={}, about=chart.id))


def state_of(invite: Invite, at: datetime) -> str:
    """The state as people see it: an open invite may be `withdrawn`, or past its time `expired`."""
    if invite.state not in OPEN:
        return invite.state
    return "withdrawn" if invite.withdrawn else "expired" if invite.expires <= at else invite.state


def usable(at: datetime) -> store.Condition:
    """What must still hold when a step on the way to an account is written."""
    return where("state").is_in(OPEN) & where("withdrawn").not_exists() & where("expires").gt(at)


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
        return sealing.signed("ticket", self.id, self.invite, str(self.expires))


def read_ticket(ticket: str, token: str, at: datetime) -> Ticket:
    parts = sealing.parts_of("ticket", ticket)
    if parts is None:
        raise TicketExpired
    name, digest, expires = parts
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
    invite = count_try(token, at)
    chart, alias = store.fetch(store.keys.chart(invite.chart_id), store.keys.alias(names.alias_digest(invite.email)))
    if chart.birth_date != born:
        refuse(invite, at, source)
    with store.all_or_nothing(else_raise=InviteGone("accepted")) as write:
        write.update(invite.key(), set=PROVED, when=usable(at))
        write.put(practice_entry(invite, "invite.verified", at, source))
    ticket = Ticket(ids.new(), invite.digest, int((at + TICKET_LIFE).timestamp()))
    return Verified(str(ticket), chart.given, chart.family, invite.email, alias is not None)


def count_try(token: str, at: datetime) -> Invite:
    """The invite, after counting one date of birth that is going to be compared. InviteGone or InviteMismatch."""
    digest = ids.digest(token)
    few = where("tries").lt(BIRTH_DATE_TRIES)
    invite = store.update(store.keys.invite(digest), add={"tries": 1}, when=usable(at) & few)
    if invite is None:
        raise _why_closed(digest, at)
    return invite


def refuse(invite: Invite, at: datetime, source: dict[str, str]) -> NoReturn:
    """The counted date of birth was wrong."""
    last = invite.tries >= BIRTH_DATE_TRIES
    with store.all_or_nothing(else_raise=InviteGone("accepted")) as write:
        if last:
            write.update(invite.key(), set={"state": "locked"}, when=usable(at))
        write.put(practice_entry(invite, f"invite.{'locked' if last else 'birth-date-wrong'}", at, source))
    raise InviteGone("locked") if last else InviteMismatch()


def _why_closed(digest: str, at: datetime) -> Exception:
    invite = store.get(store.keys.invite(digest))
    if invite is None:
        return InviteMismatch()
    if invite.tries >= BIRTH_DATE_TRIES and invite.state in OPEN:
        return InviteGone("locked")
    return InviteGone(state_of(invite, at))


def practice_entry(invite: Invite, action: str, at: datetime, source: dict[str, str]) -> store.Item:
    by = {"kind": "invited", "name": names.masked(invite.email)}
    return audit.entry(invite.practice_id, action, event="sharing", at=at, by=by, source=source, about=invite.chart_id)
