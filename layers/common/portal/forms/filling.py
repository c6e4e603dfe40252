"""What the patient, and those who act for them, do with a form before it is sent: see it, open it, keep a draft (E2).

Whoever may write the section `questionnaires` may fill forms in and sees drafts; others read (C4).
"""

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from portal import audit, store
from portal.access import Acting
from portal.errors import Conflict, NotFound, TooLarge
from portal.records import fhir_json, reading
from portal.settings import settings
from portal.store import where
from portal.store.items import Draft, Form, Record

from . import form, questions, validating
from .form import AlreadySubmitted, FormWithdrawn, Json, PatientForm

SHOWN = 500
"""Of one chart, the newest: more than anybody is asked in a life."""


class DraftShown(BaseModel):
    """`version` is to be sent with the next one."""

    answers: dict[str, Any]
    version: int
    saved: datetime


class OpenForm(BaseModel):
    """`questionnaire` is a FHIR Questionnaire."""

    form: PatientForm
    questionnaire: dict[str, Any]
    draft: DraftShown | None


class SavedDraft(BaseModel):
    version: int
    saved: datetime


class DraftChanged(Conflict):
    slug, title = "draft-changed", "Somebody saved other answers meanwhile. Open the form again to see them"


def listed(acting: Acting) -> list[PatientForm]:
    """Newest first. Noted as a look at the section."""
    audit.record_read(acting, "questionnaires")
    page = store.query(store.keys.forms(acting.chart.id), newest_first=True, limit=SHOWN)
    return [form.to_patient(each, may_fill=may_fill(acting)) for each in page.items]


def opened(acting: Acting, form_id: str) -> OpenForm:
    chart = acting.chart.id
    found, record, draft = store.fetch(
        store.keys.form(chart, form_id), form.questionnaire_key(chart, form_id), store.keys.draft(chart, form_id)
    )
    if found is None or record is None:
        raise NotFound
    audit.record_read(acting, "questionnaires")
    shown = form.to_patient(found, may_fill=may_fill(acting))
    return OpenForm(
        form=shown,
        questionnaire=form.plain(reading.whole(record)),
        draft=_shown(draft) if draft and shown.may_fill else None,
    )


def save(acting: Acting, form_id: str, version: int) -> SavedDraft:
    """Keep the answers in the request's body. The same sent again is saved once.

    DraftChanged when `version` is not that of the newest draft, FormWithdrawn, AlreadySubmitted; Invalid for what the
    questionnaire has no place for.
    """
    chart, sent = acting.chart.id, sent_answers(acting)
    key, kept_key = store.keys.form(chart, form_id), store.keys.draft(chart, form_id)
    found, record, kept = store.fetch(key, form.questionnaire_key(chart, form_id), kept_key)
    found, record = still_open(found, record)
    body = form.packed(sent)
    if kept and kept.version == version + 1 and kept.answers == body:
        return SavedDraft(version=kept.version, saved=kept.saved)
    questionnaire = form.of_record(record)
    validating.check_draft(questions.read(questionnaire), canonicals(questionnaire), sent)
    made = Draft(chart_id=chart, form_id=form_id, version=version + 1, saved=acting.at, answers=body)
    with store.all_or_nothing(else_raise=DraftChanged()) as write:
        sets = {"draft_version": made.version, "draft_saved": made.saved, "draft_by": acting.account.id}
        write.update(key, set=sets, when=where("state").eq("requested") & where("draft_version").eq(version))
        write.put(made)
        if _begins(acting, found):
            for entry in audit.on_chart(acting, "form.saved", "record", section="questionnaires"):
                write.put(entry)
    return SavedDraft(version=made.version, saved=made.saved)


def canonicals(questionnaire: Json) -> list[str]:
    """The names under which a response may say what it answers; the first is what ours say."""
    here = f"Questionnaire/{questionnaire['id']}"
    names = [f"{settings().portal_url}/fhir/{here}", here]
    if url := questionnaire.get("url"):
        version = questionnaire.get("version")
        names = [*([f"{url}|{version}"] if version else []), url, *names]
    return names


def _begins(acting: Acting, found: Form) -> bool:
    """A page saves every few seconds: the logs tell of it once in a quarter hour for each who fills in."""
    last = found.draft_saved
    return found.draft_by != acting.account.id or last is None or acting.at - last > audit.QUARTER_HOUR


def may_fill(acting: Acting) -> bool:
    return "questionnaires" in acting.sections("write")


def sent_answers(acting: Acting) -> Json:
    """As the body has them, with numbers as they were written."""
    answers: Json = form.of_body(acting.request.body)["answers"]
    if len(fhir_json.dump(answers).encode()) > form.LARGEST:
        raise TooLarge("Answers may have at most 200 KB")
    return answers


def still_open(found: Form | None, record: Record | None) -> tuple[Form, Record]:
    """NotFound, FormWithdrawn or AlreadySubmitted."""
    if found is None or record is None:
        raise NotFound
    if found.state == "withdrawn":
        raise FormWithdrawn
    if found.state == "submitted":
        raise AlreadySubmitted
    return found, record


def _shown(draft: Draft) -> DraftShown:
    return DraftShown(answers=form.plain(form.unpacked(draft.answers)), version=draft.version, saved=draft.saved)
