"""What an accepted invitation gives an account: one chart, told to everybody whom it concerns (B4, C1, C2, C6, A17)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal import audit, deliveries, finder, ids, invites, outbox, store
from portal.access import CAREGIVER, OWN_RECORD, caregiver
from portal.errors import Conflict, InviteGone, PrimaryNeeded, SessionEnded
from portal.settings import settings
from portal.store import Writes, where
from portal.store.items import Access, Account, Chart, Credential, Invite, Member
from portal.store.items.account import Right


@dataclass(frozen=True)
class Invited:
    """The person whom the practice means, and what the patient is to them."""

    given: str
    family: str
    patient_is: str


def invited(invite: Invite, chart: Chart) -> Invited:
    """PrimaryNeeded, or InviteGone when the practice has struck the caregiver out since."""
    if invite.invite_kind == "primary":
        return Invited(chart.given, chart.family, "family")
    if not chart.live:
        raise PrimaryNeeded
    if invite.invite_kind == "representative":
        return Invited(invite.given or "", invite.family or "", "represented")
    entry = caregiver(chart, invite.email)
    if entry is None:
        raise InviteGone("withdrawn")
    return Invited(entry["given"], entry["family"], "cared-for")


def sections(invite: Invite) -> dict[str, Right]:
    return {"primary": OWN_RECORD, "caregiver": CAREGIVER, "representative": invite.permissions}[invite.invite_kind]


def require_primary(write: Writes, invite: Invite, chart_key: store.Key[Chart]) -> None:
    """Within the transaction: for anybody but the patient, the primary account is in use at that moment (C2)."""
    if invite.invite_kind != "primary":
        write.check(chart_key, when=where("live").exists(), else_raise=PrimaryNeeded())


def grant(
    write: Writes,
    invite: Invite,
    chart: Chart,
    account: Account,
    member: Member,
    at: datetime,
    source: dict[str, str],
    *,
    before: Access | None = None,
    else_raise: Exception,
) -> Access:
    """Use the invite up and write the access; `before` is the one that it replaces. `else_raise`: another was quicker.

    The practice's log tells of it, and the patient is told when it is somebody else's access.
    """
    changed = {"state": "accepted", "account": account.id}
    write.update(invite.key(), set=changed, when=invites.usable(at), else_raise=else_raise)
    whom = invited(invite, chart)
    access = Access(
        account_id=account.id,
        chart_id=chart.id,
        practice_id=invite.practice_id,
        practice_name=invite.practice_name,
        member_id=member.id,
        role=invite.invite_kind,
        sections=sections(invite),
        oneself=member.relationship == "self",
        address=invite.email,
        name=f"{whom.given} {whom.family}",
        granted=at,
    )
    as_read = where("granted").eq(before.granted) if before else store.ABSENT
    write.put(access, when=as_read, else_raise=else_raise)
    write.put(invites.practice_entry(invite, "invite.accepted", at, source))
    told = {"patient_id": chart.patient_id, "kind": invite.invite_kind, "email": invite.email}
    deliveries.announce(write, invite.practice_id, "account.activated", told, at)
    if invite.invite_kind == "primary":
        free = where("pk").exists() & where("primary").not_exists()
        own: dict[str, Any] = {"primary": account.id, "live": at}
        write.update(chart.key(), set=own, add={"accounts": {account.id}}, when=free, else_raise=else_raise)
        write.put(outbox.waiting_invites(invite.practice_id, chart.id, at))
    else:
        _tell_patient(write, access, chart, at, source)
    return access


def _tell_patient(write: Writes, access: Access, chart: Chart, at: datetime, source: dict[str, str]) -> None:
    """In the log and by mail of the chart's primary account, which is in use. The name is the practice's, not one that
    people choose."""
    unchanged = where("primary").eq(chart.primary) & where("caregivers").eq(chart.caregivers)
    write.update(chart.key(), add={"accounts": {access.account_id}}, when=unchanged & where("live").exists())
    # invited() has refused the invite otherwise.
    assert chart.primary is not None
    practice = access.practice_name
    by = {"kind": access.role, "account": access.account_id, "name": access.name}
    about = {"about": chart.id, "practice": practice}
    write.put(audit.entry(chart.primary, "access.granted", event="sharing", at=at, by=by, source=source, **about))
    words = {"who": access.name, "practice": practice, "link": settings().portal_url}
    write.put(outbox.notice(chart.primary, "access", "access-granted", at, **words))


def member_id(account_id: str, chart_id: str) -> str:
    """Of a person who comes into an account with this chart. Who was taken out and comes again has the same one, and so
    the documents that the account kept about them."""
    return ids.derived("member", account_id, chart_id)


def held(practice_id: str, chart_id: str) -> str:
    """How an account notes a chart that it has access to."""
    return f"{practice_id}/{chart_id}"


def charts_of(account: Account, practice_id: str = "") -> list[str]:
    """The ids of the charts that it has access to, at one practice or everywhere."""
    begins = held(practice_id, "") if practice_id else ""
    return sorted(each.partition("/")[2] for each in account.charts if each.startswith(begins))


def take_away(write: Writes, account_id: str, taken: Iterable[tuple[Access, Chart]], at: datetime) -> None:
    """The account has these charts no more. One that was the patient's own is free: the practice can invite to it
    again, and until then nobody else sees it (C2).
    """
    there, noted = where("pk").exists(), set()
    for access, chart in taken:
        noted.add(held(access.practice_id, chart.id))
        write.delete(access.key(), when=where("granted").eq(access.granted))
        if chart.primary == account_id:
            free(write, chart, account_id, at)
        else:
            no_way_round(write, access, chart, at, leaves={"accounts": {account_id}})
    if noted:
        write.update(store.keys.account(account_id), take={"charts": noted}, when=there)


def no_way_round(
    write: Writes, access: Access, chart: Chart, at: datetime, *, leaves: dict[str, set[str]] | None = None
) -> None:
    """No invitation of this person that is open, or waits, whether as caregiver or representative, leads to the chart
    past what was taken from their access. Only the practice can invite them again.
    """
    whom = tuple(invites.noted_under(kind, access.address) for kind in ("caregiver", "representative"))
    newest = chart.invites | invites.withdraw_open(write, chart, whom, at)
    waiting = {noted_for: wanted for noted_for, wanted in chart.waiting.items() if noted_for not in whom}
    noted = {"invites": newest, "waiting": waiting}
    write.update(chart.key(), set=noted, take=leaves, when=invites.as_read(chart), else_raise=Conflict())


def free(write: Writes, chart: Chart, account_id: str, at: datetime) -> None:
    """The chart is this account's no more, and nobody's; no earlier invitation leads to it."""
    mine = where("primary").eq(account_id) & where("invites").eq(chart.invites)
    newest = chart.invites | invites.withdraw_open(write, chart, "primary|", at)
    leaves = {"accounts": {account_id}}
    write.update(chart.key(), set={"invites": newest}, remove=["primary", "live"], take=leaves, when=mine)
    finder.free(write, chart)


def go_live(write: Writes, credential: Credential, at: datetime, source: dict[str, str]) -> None:
    """With the first sign-in to an account that the practice made, the chart is in use, and what waited for it goes out
    (C2). The address is verified: its code was one of the factors (`challenges.after`).
    """
    told = credential.activates
    if told is None:
        return
    practice_id, chart_id = told["practice"], told["chart"]
    mine = where("primary").eq(credential.account_id)
    write.update(store.keys.chart(chart_id), set={"live": at}, when=mine, else_raise=SessionEnded())
    own, verified = store.keys.account(credential.account_id), {"emails": {credential.email: at}}
    write.update(own, set=verified, when=where("pk").exists(), else_raise=SessionEnded())
    write.put(outbox.waiting_invites(practice_id, chart_id, at))
    of = {"patient_id": told["patient"], "kind": "primary", "email": credential.email or None}
    deliveries.announce(write, practice_id, "account.activated", of, at)
    person = audit.oneself(credential.account_id)
    # The practice knows the person by the name that it gave.
    theirs = person | {"kind": "primary", "name": credential.username}
    for owner, by in ((credential.account_id, person), (practice_id, theirs)):
        entry = audit.entry(owner, "account.activated", event="account", at=at, by=by, source=source, about=chart_id)
        write.put(entry)
