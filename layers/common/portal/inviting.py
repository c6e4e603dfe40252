"""Invitations as the staff of a practice send, see and withdraw them (B1, D10)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, cast

from pydantic import BaseModel, Field

from portal import finder, invites, pages, store
from portal.access import Section
from portal.errors import FieldError, Invalid, InviteGone, NotFound
from portal.identity import names
from portal.staff import StaffMember, StaffOnChart
from portal.store.items import Chart, Invite
from portal.store.items.account import Right
from portal.store.items.onboarding import Invitation, InviteKind

State = Literal["waiting", "sent", "opened", "verified", "expired", "locked", "withdrawn", "accepted"]
LONGEST_NAME = 100


class WantedInvite(BaseModel):
    """`given`, `family` and `permissions`, by section, are a representative's, who needs all three."""

    kind: InviteKind
    email: str
    given: str | None = None
    family: str | None = None
    permissions: dict[Section, Right] | None = None


class InviteShown(BaseModel):
    """An invitation and how far it is. The link is in the mail alone."""

    id: str
    kind: InviteKind
    email: str
    name: str | None = Field(description="the representative's; `given` and `family` are what a new link is asked with")
    given: str | None
    family: str | None
    state: State = Field(description="`waiting`: it goes out when the patient's own account is in use")
    sent: datetime | None
    expires: datetime | None
    permissions: dict[str, Right]


class InviteListed(InviteShown):
    chart: str
    patient: str


def send(staff: StaffOnChart, wanted: WantedInvite) -> InviteShown:
    """A new link; the earlier one to the same address works no more. Invalid names each wrong field."""
    if wanted.kind == "primary" and staff.chart.primary:
        raise Invalid.field("email", "has_account", "This patient already has an account")
    invitation = _checked(wanted)
    practice, chart = staff.practice, staff.chart
    with store.all_or_nothing() as write:
        made = invites.send(write, practice, chart, invitation, staff.at, staff.by, staff.request.source)
        # The practice's log has it from there.
        action = "invite.sent" if made else "invite.waiting"
        for entry in staff.entries(action, "sharing", chart.primary, about=chart.id)[1:]:
            write.put(entry)
    return _shown(made, staff.at) if made else _waiting(invites.whose(invitation), invitation)


def _checked(wanted: WantedInvite) -> Invitation:
    email, errors = wanted.email.strip(), address_errors(wanted.email.strip())
    if wanted.kind == "representative":
        errors += [*name_errors("given", wanted.given), *name_errors("family", wanted.family)]
        if not wanted.permissions:
            errors += Invalid.field("permissions", "missing", "Choose what this person may see").errors
    if errors:
        raise Invalid(errors=errors)
    if wanted.kind != "representative":
        return Invitation(wanted.kind, email)
    permissions = cast(dict[str, Right], wanted.permissions)
    return Invitation(wanted.kind, email, tidy(wanted.given), tidy(wanted.family), permissions)


def tidy(name: str | None) -> str:
    return " ".join((name or "").split())


def address_errors(email: str) -> list[FieldError]:
    if not email:
        return Invalid.field("email", "missing", "Enter an e-mail address").errors
    return [] if names.is_email(email) else Invalid.field("email", "impossible", "Enter an e-mail address").errors


def name_errors(field: str, name: str | None) -> list[FieldError]:
    """What is wrong with a name that staff typed."""
    told = tidy(name)
    if not told:
        return Invalid.field(field, "missing", "Enter a name").errors
    if len(told) > LONGEST_NAME or not told.isprintable():
        return Invalid.field(field, "too_long", f"Use at most {LONGEST_NAME} letters").errors
    return []


def withdraw(staff: StaffOnChart, invite_id: str) -> None:
    """The link works no more; what waits does not go out. Again, it is the same. InviteGone when it was used before."""
    chart, at = staff.chart, staff.at
    waits = next((whom for whom in chart.waiting if _waiting_id(whom) == invite_id), None)
    invite = None if waits else store.get(store.keys.invite(invite_id))
    if waits is None and (invite is None or invite.chart_id != chart.id):
        raise NotFound
    if invite and invites.state_of(invite, at) == "withdrawn":
        return
    if invite:
        invites.still_open(invite, at)
    with store.all_or_nothing(else_raise=InviteGone("accepted")) as write:
        newest = chart.invites | (invites.withdraw(write, invite, at) if invite else {})
        invites.change(write, chart, newest, {w: i for w, i in chart.waiting.items() if w != waits})
        if invite and invite.invite_kind == "primary":
            finder.free(write, chart)
        for entry in staff.entries("invite.withdrawn", "sharing", chart.primary, about=chart.id):
            write.put(entry)


def listed(staff: StaffMember, cursor: str | None) -> tuple[list[InviteListed], str | None]:
    """A page of all that the practice sent, newest first. What waits is on its patient's page."""
    listing = store.keys.invites_of_practice(staff.practice.id)
    found, after = pages.page(listing, cursor, newest_first=True)
    charts = list(dict.fromkeys(each.chart_id for each in found))
    # The index is a moment behind: the items themselves tell.
    now = store.fetch(*(each.key() for each in found), *map(store.keys.chart, charts)) if found else []
    patients = {chart.id: f"{chart.given} {chart.family}" for chart in now[len(found) :] if chart}
    shown = [
        InviteListed(**_shown(each, staff.at).model_dump(), chart=each.chart_id, patient=patients[each.chart_id])
        for each in now[: len(found)]
        if each and each.chart_id in patients
    ]
    return shown, after


def of_chart(chart: Chart, sent: Mapping[str, Invite | None], at: datetime) -> list[InviteShown]:
    """The newest to each address, newest first; before them those that wait."""
    waiting = [_waiting(whom, invitation) for whom, invitation in sorted(chart.waiting.items())]
    newest = sorted((each for each in sent.values() if each), key=lambda each: each.sent, reverse=True)
    return [*waiting, *(_shown(each, at) for each in newest)]


def _waiting_id(whom: str) -> str:
    return whom.replace("|", "-")


def _waiting(whom: str, told: Invitation) -> InviteShown:
    return InviteShown(
        id=_waiting_id(whom),
        kind=told.kind,
        email=told.email,
        name=_name(told),
        given=told.given,
        family=told.family,
        state="waiting",
        sent=None,
        expires=None,
        permissions=told.permissions,
    )


def _shown(invite: Invite, at: datetime) -> InviteShown:
    return InviteShown(
        id=invite.digest,
        kind=invite.invite_kind,
        email=invite.email,
        name=_name(invite),
        given=invite.given,
        family=invite.family,
        state=cast(State, invites.state_of(invite, at)),
        sent=invite.sent,
        expires=invite.expires,
        permissions=invite.permissions,
    )


def _name(told: Invitation | Invite) -> str | None:
    return f"{told.given} {told.family}" if told.given else None
