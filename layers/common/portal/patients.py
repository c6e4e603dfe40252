"""A practice's patients as its staff find them: the list, the search, and one patient's page (D1, D10)."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from portal import accounts, audit, finder, inviting, store
from portal.accounts import AccountShown
from portal.finder import EVERYBODY, NEW, Search
from portal.identity import names
from portal.invites import OPEN
from portal.inviting import InviteShown
from portal.staff import StaffMember, StaffOnChart
from portal.store.items import Access, Chart, Finder

List = Literal["all", "new"]
AccountState = Literal["none", "waiting", "invited", "set-up", "active"]


class PatientShown(BaseModel):
    """A patient of the practice, as its own system told."""

    chart: str
    id: str = Field(description="the practice's own id for the patient")
    given: str
    family: str
    birth_date: date
    email: str | None
    phone: str | None


class PatientListed(PatientShown):
    account: AccountState = Field(description="the patient's own; `set-up`: made by the staff and not used yet")


class CaregiverShown(BaseModel):
    """Somebody whom the practice's file names as the patient's caregiver."""

    email: str
    given: str
    family: str
    relationship: str
    account: AccountState = Field(description="`waiting`: the invitation goes out when the patient's account is in use")


class PatientPage(PatientShown):
    sex: str | None
    caregivers: list[CaregiverShown]
    accounts: list[AccountShown] = Field(description="everybody who has access, the patient's own account first")
    invites: list[InviteShown] = Field(description="the newest to each address, newest first")


def listed(staff: StaffMember, search: str, which: List, cursor: str | None) -> tuple[list[PatientListed], str | None]:
    """A page, by family name, or in the order of the words that were found; it may be short and still not the last."""
    found, after = _search(staff, search, which).page(cursor)
    charts = store.fetch(*(store.keys.chart(item.chart_id) for item in found)) if found else []
    shown = [_listed(chart, staff.at) for chart in charts if chart is not None]
    if which == "new":
        # Who was invited at the same moment as the practice told another name may still lie there.
        shown = [each for each in shown if each.account == "none"]
    return shown, after


def _search(staff: StaffMember, search: str, which: List) -> Search[Finder]:
    """What is read is few: the list of the new ones, or what begins with the longest word."""
    typed = finder.wanted(search, staff.at.date())
    word = NEW if which == "new" else typed.pop() if typed else EVERYBODY
    beginning = word if word not in (EVERYBODY, NEW) else f"{word}#"
    context = f"cursor|patients|{staff.practice.id}|{which}|{search}"
    return Search(store.keys.finders(staff.practice.id, beginning), context, word, tuple(typed))


def _listed(chart: Chart, at: datetime) -> PatientListed:
    return PatientListed(**_shown(chart).model_dump(), account=_own_account(chart, at))


def _shown(chart: Chart) -> PatientShown:
    told = {name: getattr(chart, name) for name in ("given", "family", "birth_date", "email", "phone")}
    return PatientShown(chart=chart.id, id=chart.patient_id, **told)


def _own_account(chart: Chart, at: datetime) -> AccountState:
    if chart.primary:
        return "active" if chart.live else "set-up"
    return "none" if finder.is_new(chart, at) else "invited"


def page(staff: StaffOnChart) -> PatientPage:
    """All that the console shows of one patient. The look is in the logs of the practice and of the patient first."""
    chart, at = staff.chart, staff.at
    audit.record_look(staff.entries("patient.viewed", "record", chart.primary, about=chart.id), at)
    people = sorted(chart.accounts)
    sent = {whom: noted.partition("|")[0] for whom, noted in chart.invites.items()}
    found = store.fetch(*accounts.keys_of(people, chart.id), *map(store.keys.invite, sent.values()))
    entries = accounts.read(found[: 3 * len(people)])
    shown = [accounts.shown(entry, chart, at) for entry in entries]
    invites = inviting.of_chart(chart, dict(zip(sent, found[3 * len(people) :], strict=True)), at)
    return PatientPage(
        **_shown(chart).model_dump(),
        sex=chart.sex,
        caregivers=[_caregiver(each, [e.access for e in entries], invites) for each in chart.caregivers],
        accounts=sorted(shown, key=lambda each: (each.role != "primary", each.name, each.id)),
        invites=invites,
    )


def _caregiver(told: dict[str, str], accesses: list[Access], invites: list[InviteShown]) -> CaregiverShown:
    """By the address where the practice invited them (C1)."""
    address = names.normal(told["email"])
    state: AccountState = "none"
    for invite in invites:
        if invite.kind == "caregiver" and names.normal(invite.email) == address:
            state = "waiting" if invite.state == "waiting" else "invited" if invite.state in OPEN else state
    if any(access.role == "caregiver" and names.normal(access.address) == address for access in accesses):
        state = "active"
    return CaregiverShown(**{k: told[k] for k in ("email", "given", "family", "relationship")}, account=state)
