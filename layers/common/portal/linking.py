"""From a verified invitation to a chart in an account that exists already (B4, B5, B9)."""

from dataclasses import dataclass
from typing import Any

from portal import audit, granting, ids, invites, store
from portal.access import Caller, counts
from portal.errors import Conflict, Forbidden, Invalid, InviteGone, NotFound
from portal.identity import names
from portal.invites import Ticket
from portal.store import Writes, still, where
from portal.store.items import Access, Chart, Invite, Member


class StaffAccount(Forbidden):
    """Logins of staff hold no records: staff who are patients have another account."""

    slug, title = "staff-account", "This is a login of the practice's staff. Sign in with your own account"


class AddressNotYours(Forbidden):
    """The invited address, masked, is none of the verified ones of the account that is signed in (B5)."""

    slug, title = "address-not-yours", "This invitation was sent to an e-mail address that is not in your account"

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(f"It was sent to {address}. Sign in to the account with that address, or add it to this one")

    def problem(self) -> dict[str, Any]:
        return super().problem() | {"address": self.address}


class AlreadyLinked(Conflict):
    slug, title = "already-linked", "This record is already in your account"


@dataclass(frozen=True)
class Linked:
    """The chart, and the member of the account whose it is now."""

    chart_id: str
    member_id: str
    role: str


class _Quicker(Exception):
    """Something that was read is different by now."""


def accept(caller: Caller, token: str, ticket: str, member_id: str | None) -> Linked:
    """Link the chart to a member of the caller's account; None makes a new member. Again, it is the same answer.

    StaffAccount, AddressNotYours, InviteGone, PrimaryNeeded, AlreadyLinked; Invalid for a member that cannot be this
    patient.
    """
    if caller.account.practice_id:
        raise StaffAccount
    told = invites.read_ticket(ticket, token, caller.at)
    for _ in range(2):
        try:
            return _accept(caller, told, member_id)
        except _Quicker:
            # Another tab, account or the practice: what they left tells the answer.
            continue
    raise Conflict


def _accept(caller: Caller, told: Ticket, member_id: str | None) -> Linked:
    account, at = caller.account, caller.at
    own = granting.member_id(account.id, told.chart)
    found, chart, practice, access, known = store.fetch(
        store.keys.invite(told.invite),
        store.keys.chart(told.chart),
        store.keys.practice(told.practice),
        store.keys.access(account.id, told.chart),
        store.keys.member(account.id, own if member_id is None else member_id),
    )
    active = access is not None and chart is not None and counts(access, chart, at)
    if found and found.state == "accepted" and found.account == account.id and active:
        return _linked(access)
    invite = invites.still_open(found, at)
    if names.normal(invite.email) not in map(names.normal, account.emails):
        raise AddressNotYours(names.masked(invite.email))
    if chart is None or practice is None:
        raise NotFound
    whom = granting.invited(invite, chart)
    if active and (access.role == "primary" or invite.invite_kind != "primary"):
        raise AlreadyLinked
    if invite.invite_kind == "primary" and chart.primary:
        raise InviteGone("accepted")
    with store.all_or_nothing(else_raise=_Quicker()) as write:
        arrives = {granting.held(practice.id, chart.id)}
        write.update(account.key(), add={"charts": arrives}, when=where("emails").eq(account.emails))
        if member_id is None:
            # Theirs has stayed where somebody gave it another chart.
            member = _new(write, caller, chart, whom.patient_is, ids.new() if known else own)
        else:
            member = _chosen(write, invite, chart, known)
        given = granting.grant(
            write, invite, chart, account, member, at, caller.request.source, before=access, else_raise=_Quicker()
        )
        by, source, practice_name = audit.person(caller), caller.request.source, invite.practice_name
        about = {"about": chart.id, "practice": practice_name}
        write.put(audit.entry(account.id, "invite.accepted", event="sharing", at=at, by=by, source=source, **about))
        if practice.mfa_required and not caller.credential.mfa_required:
            # From the next sign-in on.
            write.update(caller.credential.key(), set={"mfa_required": True}, when=where("state").eq("active"))
    return _linked(given)


def _linked(access: Access) -> Linked:
    return Linked(access.chart_id, access.member_id, access.role)


def _new(write: Writes, caller: Caller, chart: Chart, relationship: str, member_id: str) -> Member:
    """The person whose chart it is, as a new member."""
    made = Member(
        account_id=caller.account.id,
        id=member_id,
        given=chart.given,
        family=chart.family,
        relationship=relationship,
        birth_date=chart.birth_date,
    )
    write.put(made, when=store.ABSENT)
    return made


def _chosen(write: Writes, invite: Invite, chart: Chart, member: Member | None) -> Member:
    """The member who was chosen, who must still be there."""
    if member is None:
        raise Invalid.field("member_id", "unknown", "Choose somebody of your family, or add this person")
    if member.relationship == "self" and invite.invite_kind != "primary":
        raise Invalid.field("member_id", "oneself", "This is somebody else's record, not your own")
    if member.birth_date not in (None, chart.birth_date):
        raise Invalid.field("member_id", "other_person", "This person has another date of birth")
    there = where("pk").exists() & still("birth_date", member.birth_date)
    write.update(member.key(), set={"birth_date": chart.birth_date}, add={"links": 1}, when=there)
    return member
