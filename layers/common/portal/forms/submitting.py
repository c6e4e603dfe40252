"""Sending a form to the practice: checked, counted, kept as a record, and told to the practice's own system (E2)."""

import re
from typing import Any

from pydantic import BaseModel, Field

from portal import audit, clock, deliveries, ids, store
from portal.access import Acting
from portal.errors import NotFound, TooLarge
from portal.records import fhir_json
from portal.records.checked import Checked
from portal.store import Writes, where
from portal.store.items import Form

from . import form, questions, requesting, scoring, validating
from .filling import canonicals, sent_answers, still_open
from .form import AlreadySubmitted, Json, Score

#: FHIR's form of an id; the practice's own need not have it.
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_DISPLAY = "http://hl7.org/fhir/StructureDefinition/display"
#: Of a response with its questions' words, which each copy of a repeating group has again: an item takes 400 KB.
MOST_LETTERS = 350_000


class Submitted(BaseModel):
    """`response_id` is that of the FHIR QuestionnaireResponse."""

    response_id: str
    scores: list[Score]
    left_out: list[str] = Field(description="`linkId`s whose answers do not count: other answers made them needless")


def submit(acting: Acting, form_id: str) -> Submitted:
    """Send the answers in the request's body. The same from the same account again is the same answer.

    Invalid names what is to be changed; TooLarge, AlreadySubmitted, FormWithdrawn.
    """
    chart, sent = acting.chart.id, sent_answers(acting)
    found, record = store.fetch(store.keys.form(chart, form_id), form.questionnaire_key(chart, form_id))
    digest = ids.digest(f"{acting.account.id}|{fhir_json.dump(sent)}")
    if found and found.state == "submitted" and found.sent == digest:
        return _before(found)
    found, record = still_open(found, record)
    questionnaire = form.of_record(record)
    names = canonicals(questionnaire)
    answers = validating.check(questions.read(questionnaire), names, sent)
    counted = [node.question.text for node in answers.every() if node.question.calculated]
    if _letters([answers.items(), counted]) > MOST_LETTERS:
        raise TooLarge("With their questions, these answers are too long. Use fewer copies, or shorter answers")
    response = _response(acting, found, names[0])
    scores = scoring.count(questionnaire, answers, response)
    response |= {"item": items} if (items := answers.items()) else {}
    left_out = answers.left_out()
    told = {"scores": [each.model_dump() for each in scores], "left_out": left_out}
    with store.all_or_nothing() as write:
        _write(write, acting, found, response, told | {"sent": digest})
        data = {"patient_id": acting.chart.patient_id, "form_id": form_id, "scores": told["scores"]}
        data |= {"questionnaire": {name: questionnaire.get(name) for name in ("url", "version", "title")}}
        data |= {"response": form.plain(_for_practice(acting, response))}
        deliveries.announce(write, found.practice_id, "form.submitted", data, acting.at)
    return Submitted(response_id=form.response_id(chart, form_id), scores=scores, left_out=left_out)


def _write(write: Writes, acting: Acting, found: Form, response: Json, told: dict[str, Any]) -> None:
    """All but what the practice's system is told. Whose access has ended meanwhile sends nothing."""
    write.check(acting.access.key(), when=where("granted").eq(acting.access.granted), else_raise=NotFound())
    sets = {"state": "submitted", "submitted": acting.at, "submitted_by": acting.known_as} | told
    requesting.close(write, found, sets, AlreadySubmitted())
    record = Checked.of(response, form.response_id(found.chart_id, found.id))
    write.put(record.kept(f"CHART#{found.chart_id}", received="", at=acting.at))
    for entry in audit.on_chart(acting, "form.submitted", "record", found.practice_id, section="questionnaires"):
        write.put(entry)


def _letters(value: Any) -> int:
    if isinstance(value, dict | list):
        return sum(map(_letters, value.values() if isinstance(value, dict) else value))
    return len(value) if isinstance(value, str) else 0


def _before(found: Form) -> Submitted:
    scores = [Score(**each) for each in found.scores]
    return Submitted(response_id=form.response_id(found.chart_id, found.id), scores=scores, left_out=found.left_out)


def _response(acting: Acting, found: Form, canonical: str) -> Json:
    """Without its items. `source` is who filled it in: the patient, or by name who did it for them. Its questionnaire
    is named in words, too: whoever has only the response calls it by them."""
    patient = {"reference": f"Patient/{acting.chart.id}"}
    behalf = {"type": "RelatedPerson", "display": f"{acting.known_as}, on behalf of {acting.patient}"}
    return {
        "resourceType": "QuestionnaireResponse",
        "id": form.response_id(acting.chart.id, found.id),
        "questionnaire": canonical,
        "_questionnaire": {"extension": [{"url": _DISPLAY, "valueString": found.title}]},
        "status": "completed",
        "subject": patient,
        "authored": clock.text(acting.at),
        "source": patient if acting.access.oneself else behalf,
    }


def _for_practice(acting: Acting, response: Json) -> Json:
    """The same with the practice's own id of the patient."""
    chart = acting.chart
    known = chart.fhir_patient_id or chart.patient_id
    named = {"reference": f"Patient/{known}"} if _ID.fullmatch(known) else {}
    mine = named | {"identifier": {"value": chart.patient_id}}
    own = {"subject": mine} | ({"source": mine} if acting.access.oneself else {})
    return response | own
