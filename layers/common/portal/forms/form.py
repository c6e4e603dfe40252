"""A form that was asked for: where its records lie in the chart, and how patients and staff see it."""

import json
import zlib
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field

from portal import ids, store
from portal.errors import Conflict, Malformed
from portal.records import fhir_json, reading
from portal.store.items import Form, Record
from portal.store.items.forms import FormState

Json = dict[str, Any]
LARGEST = 200 * 1024
"""Bytes of JSON that a questionnaire or its answers may have."""


class DraftSaved(BaseModel):
    saved: datetime


class Score(BaseModel):
    """An item that Kinchart has counted, from the answers alone; null where they were not enough to count it."""

    link_id: str
    text: str | None
    value: bool | int | float | str | None


class _Shown(BaseModel):
    """`response_id` is that of the FHIR QuestionnaireResponse."""

    id: str
    title: str
    due: date | None
    state: FormState
    requested: datetime
    requested_by: str = Field(description="the member of staff, or the practice where its own system asked")
    submitted: datetime | None
    submitted_by: str | None = Field(description="who filled it in")
    response_id: str | None = Field(description="of the FHIR QuestionnaireResponse, once it was submitted")


class PatientForm(_Shown):
    """As the patient and the people around them see it."""

    draft: DraftSaved | None = Field(description="shown to those who may fill it in")
    may_fill: bool


class PracticeForm(_Shown):
    """As the practice's staff see it."""

    chart: str
    patient: str = Field(description="the name on the chart")


class FormWithdrawn(Conflict):
    slug, title = "withdrawn", "The practice does not need this form any more"


class AlreadySubmitted(Conflict):
    slug, title = "already-submitted", "This form was sent to the practice already"


def new_id(at: datetime, questionnaire: str) -> str:
    """`questionnaire` is the last part of its record's id."""
    return f"{ids.timed(at)}.{questionnaire}"


def questionnaire_key(chart_id: str, form_id: str) -> store.Key[Record]:
    return store.keys.record(f"CHART#{chart_id}", "Questionnaire", f"{chart_id}.{form_id.partition('.')[2]}")


def response_id(chart_id: str, form_id: str) -> str:
    """Of the QuestionnaireResponse that is, or will be, the answer: a form has one."""
    return f"{chart_id}.{form_id.partition('.')[0]}"


def response_key(chart_id: str, form_id: str) -> store.Key[Record]:
    return store.keys.record(f"CHART#{chart_id}", "QuestionnaireResponse", response_id(chart_id, form_id))


def to_patient(form: Form, *, may_fill: bool) -> PatientForm:
    may_fill = may_fill and form.state == "requested"
    saved = DraftSaved(saved=form.draft_saved) if may_fill and form.draft_saved else None
    return PatientForm(**_told(form), draft=saved, may_fill=may_fill)


def to_staff(form: Form) -> PracticeForm:
    return PracticeForm(**_told(form), chart=form.chart_id, patient=form.patient)


def _told(form: Form) -> Json:
    answered = response_id(form.chart_id, form.id) if form.state == "submitted" else None
    return {n: getattr(form, n) for n in _Shown.model_fields if n != "response_id"} | {"response_id": answered}


def packed(resource: Json) -> bytes:
    """As it is kept outside of records."""
    return zlib.compress(fhir_json.dump(resource).encode())


def unpacked(body: bytes) -> Json:
    """With its numbers as they were written."""
    resource: Json = fhir_json.parse(zlib.decompress(body))
    return resource


def of_record(record: Record) -> Json:
    """The resource of a record, with its numbers as they were written."""
    resource: Json = fhir_json.parse(reading.whole(record))
    return resource


def of_body(body: bytes) -> Json:
    """What was sent, with its numbers as they were written. Malformed for one that is none, or as good as infinite."""
    try:
        sent: Json = fhir_json.parse(body)
    except ValueError:
        raise Malformed("The body has a number that cannot be kept") from None
    return sent


def plain(resource: str | Json) -> Json:
    """For an answer of this API, which writes numbers as JSON does: `1.20` is 1.2 there. Under /fhir it stays 1.20."""
    told: Json = json.loads(resource if isinstance(resource, str) else fhir_json.dump(resource))
    return told
