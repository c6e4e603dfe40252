"""Accounts with access to a patient's chart, as the staff of the practice see, change, reset and end them (D2, D5)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from pydantic import BaseModel, Field

from portal import family, granting, outbox, store
from portal.access import Section, rights
from portal.errors import Conflict, Invalid, NotFound, NotYoursAlone
from portal.identity import attempts, disabling, names, sessions, temporary
from portal.identity.disabling import Status
from portal.settings import settings
from portal.staff import StaffOnChart
from portal.store import Key, Writes, where
from portal.store.items import Access, Account, Chart, Credential
from portal.store.items.account import Right, Role


class AccountShown(BaseModel):
    """An account with access to the patient's chart."""

    id: str
    username: str
    name: str
    role: Role
    status: Status
    last_sign_in: datetime | None
    last_used: datetime | None = Field(description="when somebody else than the patient last looked at the record")
    sections: dict[str, Right] = Field(description="what counts at this moment")
    given: dict[str, Right] = Field(description="what the practice gave")
    force_password_change: bool
    own: bool = Field(description="every chart of it is this practice's: its password can be reset here")


class Credentials(BaseModel):
    """What the person needs to sign in; the password is told this once."""

    username: str
    temporary_password: str
    link: str


@dataclass(frozen=True)
class Entry:
    """An account with its access to one chart."""

    access: Access
    account: Account
    credential: Credential

    @property
    def name(self) -> str:
        return f"{self.account.given} {self.account.family}"


def keys_of(account_ids: Sequence[str], chart_id: str) -> list[Key[Any]]:
    """What `read` needs, in its order."""
    ids = [
        (store.keys.access(each, chart_id), store.keys.account(each), store.keys.credential(each))
        for each in account_ids
    ]
    return [key for keys in ids for key in keys]


def read(found: Sequence[Any]) -> list[Entry]:
    """Of those who still have access."""
    threes = (found[n : n + 3] for n in range(0, len(found), 3))
    return [Entry(*three) for three in threes if all(three)]


def shown(entry: Entry, chart: Chart, at: datetime) -> AccountShown:
    access, credential = entry.access, entry.credential
    return AccountShown(
        id=access.account_id,
        username=credential.username,
        name=entry.name,
        role=access.role,
        status=disabling.status(credential, at),
        last_sign_in=credential.last_sign_in,
        last_used=access.last_used,
        sections=rights(access, chart, at),
        given=access.sections,
        force_password_change=credential.must_change_password,
        own=is_own(entry.account, chart.practice_id),
    )


def is_own(account: Account, practice_id: str) -> bool:
    """Whether every chart of the account is this practice's."""
    return bool(account.charts) and all(chart.startswith(f"{practice_id}/") for chart in account.charts)


def require_own(write: Writes, account: Account, practice_id: str) -> None:
    """NotYoursAlone unless the account is this practice's alone, and still is when the transaction happens.

    What opens or closes a whole account is for no other practice to do. NotFound for a login of staff.
    """
    if account.practice_id:
        raise NotFound
    if not is_own(account, practice_id):
        raise NotYoursAlone("You can end its access to your patient instead. They can use “Forgot your password?”")
    as_read = where("charts").eq(account.charts)
    write.check(account.key(), when=as_read, else_raise=NotYoursAlone())


def change(
    staff: StaffOnChart, account_id: str, permissions: dict[Section, Right] | None, force: bool | None
) -> AccountShown:
    """What a representative may see, and whether a new password is asked for; None leaves it as it is."""
    entry = _entry(staff, account_id)
    with store.all_or_nothing() as write:
        if permissions is not None and permissions != entry.access.sections:
            entry = _permit(write, staff, entry, permissions)
        if force is not None and force != entry.credential.must_change_password:
            entry = _force(write, staff, entry, force)
    return shown(entry, staff.chart, staff.at)


def _permit(write: Writes, staff: StaffOnChart, entry: Entry, permissions: dict[Section, Right]) -> Entry:
    """The patient may still leave them less (C7), and is told."""
    access = entry.access
    if access.role != "representative":
        raise Invalid.field("permissions", "fixed", "Only what a representative may see can be chosen")
    if not permissions:
        raise Invalid.field("permissions", "missing", "Choose what this person may see, or delete the account")
    as_read = where("sections").eq(access.sections) & where("granted").eq(access.granted)
    write.update(access.key(), set={"sections": permissions}, when=as_read)
    _tell(write, staff, entry, "access.changed")
    return replace(entry, access=replace(access, sections=cast(dict[str, Right], permissions)))


def _force(write: Writes, staff: StaffOnChart, entry: Entry, force: bool) -> Entry:
    """Every session ends, so that it is met before anything else (A12)."""
    require_own(write, entry.account, staff.practice.id)
    if entry.credential.temporary_until:
        raise Invalid.field("force_password_change", "temporary", "A temporary password always has to be changed")
    disabling.change(write, entry.credential, must_change_password=force)
    action = "password.change-required" if force else "password.change-not-required"
    for each in staff.entries(action, "account", entry.account.id, about=staff.chart.id):
        write.put(each)
    return replace(entry, credential=replace(entry.credential, must_change_password=force))


def reset(staff: StaffOnChart, account_id: str) -> Credentials:
    """A temporary password in place of the one there is: every session and every trust in a device ends.

    The second factor stays, and no code by mail stands in for it (`strong_next`). The person is told by mail.
    """
    entry = _entry(staff, account_id)
    credential, practice = entry.credential, staff.practice.name
    if credential.state != "active":
        raise Conflict("This account is disabled. Enable it first")
    text, changed = temporary.new(account_id, staff.at)
    changed |= {"strong_next": True, "failures": 0}
    with store.all_or_nothing() as write:
        require_own(write, entry.account, staff.practice.id)
        sessions.end_others(write, credential, None, remove=[*attempts.WAITS, "reset"], **changed)
        for each in staff.entries("password.reset-by-practice", "account", account_id, about=staff.chart.id):
            write.put(each)
        words = {"practice": practice, "link": settings().portal_url}
        mail = "password-reset-by-practice"
        write.put(outbox.mail(credential.email, mail, credential.language, staff.at, **words))
    return Credentials(username=credential.username, temporary_password=text, link=settings().portal_url)


def delete(staff: StaffOnChart, account_id: str) -> None:
    """The account loses this chart. One that the practice made and nobody has used goes entirely."""
    if not names.is_account_id(account_id):
        raise NotFound
    items: list[store.Item] = list(store.every(store.keys.accesses_and_members(account_id)))
    chart = staff.chart
    access = next((i for i in items if isinstance(i, Access) and i.chart_id == chart.id), None)
    account = next((i for i in items if isinstance(i, Account)), None)
    credential = next((i for i in items if isinstance(i, Credential)), None)
    if access is None or account is None or credential is None:
        raise NotFound
    entry = Entry(access, account, credential)
    with store.all_or_nothing(else_raise=Conflict()) as write:
        if credential.activates:
            _delete_unused(write, entry, chart, staff.at)
            for each in staff.entries("account.deleted", "account", account_id, about=chart.id):
                write.put(each)
            return
        family.leave(write, items, access, chart, staff.at)
        _tell(write, staff, entry, "access.ended")
        words = {"practice": staff.practice.name}
        mail = "access-ended-by-practice"
        write.put(outbox.mail(credential.email, mail, credential.language, staff.at, **words))


def _delete_unused(write: Writes, entry: Entry, chart: Chart, at: datetime) -> None:
    """Unless somebody signs in at that moment."""
    access, account, credential = entry.access, entry.account, entry.credential
    unused = where("activates").exists() & where("epoch").eq(credential.epoch)
    write.delete(credential.key(), when=unused)
    write.delete(account.key())
    write.delete(access.key())
    write.delete(store.keys.member(account.id, access.member_id))
    mine = where("account_id").eq(account.id)
    for name in {names.normal(n) for n in (credential.username, credential.email, account.id)}:
        write.delete(store.keys.alias(names.alias_digest(name)), when=mine)
    granting.free(write, chart, account.id, at)


def _entry(staff: StaffOnChart, account_id: str) -> Entry:
    """NotFound for somebody without access to the chart."""
    found = read(store.fetch(*keys_of([account_id], staff.chart.id)))
    if not found:
        raise NotFound
    return found[0]


def _tell(write: Writes, staff: StaffOnChart, entry: Entry, action: str) -> None:
    """In the logs of the practice, the account and the patient; the patient also by mail, where it is another's."""
    owner, about = staff.chart.primary, staff.chart.id
    for each in staff.entries(action, "sharing", entry.account.id, owner, about=about, whom=entry.access.name):
        write.put(each)
    if owner and owner != entry.account.id:
        words = {"name": entry.access.name, "practice": staff.practice.name, "link": settings().portal_url}
        write.put(outbox.notice(owner, "access", "access-changed-by-practice", staff.at, **words))
