"""What came back to the practice, for its staff (D7)."""

from typing import Any

from pydantic import BaseModel

from portal import audit, pages, store
from portal.errors import NotFound
from portal.records import reading
from portal.staff import StaffMember, StaffOnChart
from portal.store.items.forms import FormState

from . import form
from .filling import SHOWN
from .form import PracticeForm, Score


class ReturnedForm(BaseModel):
    """`questionnaire` and `response` are FHIR resources; there is a response once the form was submitted."""

    form: PracticeForm
    questionnaire: dict[str, Any]
    response: dict[str, Any] | None
    scores: list[Score]


def of_practice(staff: StaffMember, state: FormState, cursor: str | None) -> tuple[list[PracticeForm], str | None]:
    """A page of all patients', those that changed last first."""
    noted, after = pages.page(store.keys.forms_of_practice(staff.practice.id, state.upper()), cursor, newest_first=True)
    # The index is a moment behind: the items themselves tell.
    found = [each for each in store.fetch(*(each.key() for each in noted)) if each] if noted else []
    return [form.to_staff(each) for each in found if each.state == state], after


def of_patient(staff: StaffOnChart) -> list[PracticeForm]:
    """Newest first. The look is in the logs of the practice and of the patient first."""
    chart = staff.chart
    audit.record_look(staff.entries("patient.viewed", "record", chart.primary), staff.at)
    page = store.query(store.keys.forms(chart.id), newest_first=True, limit=SHOWN)
    return [form.to_staff(each) for each in page.items]


def read(staff: StaffOnChart, form_id: str) -> ReturnedForm:
    """With the answers. The look is in the logs of the practice and of the patient first."""
    chart = staff.chart
    found, asked, answered = store.fetch(
        store.keys.form(chart.id, form_id),
        form.questionnaire_key(chart.id, form_id),
        form.response_key(chart.id, form_id),
    )
    if found is None or asked is None:
        raise NotFound
    looked = staff.entries("form.viewed", "record", chart.primary, section="questionnaires")
    audit.record_look(looked, staff.at)
    return ReturnedForm(
        form=form.to_staff(found),
        questionnaire=form.plain(reading.whole(asked)),
        response=form.plain(reading.whole(answered)) if answered else None,
        scores=[Score(**each) for each in found.scores],
    )
