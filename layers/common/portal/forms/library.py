"""A practice's library: the questionnaires that its staff may ask patients to fill in (D7).

Each is there once by its url: another version takes the place of the one before. Forms that were asked for keep what
they were asked with.
"""

from datetime import datetime

from pydantic import BaseModel

from portal import ids, pages, store
from portal.errors import NotFound
from portal.records import fhir_json
from portal.staff import StaffMember
from portal.store.items import Questionnaire

from . import asking, form


class Listed(BaseModel):
    """A questionnaire of the library."""

    id: str
    title: str
    url: str | None
    version: str | None
    questions: int
    added: datetime


def listed(staff: StaffMember, cursor: str | None) -> tuple[list[Listed], str | None]:
    """A page, in no order that tells anything."""
    found, after = pages.page(store.keys.questionnaires(staff.practice.id), cursor)
    return [_shown(each) for each in found], after


def opened(staff: StaffMember, questionnaire_id: str) -> tuple[Listed, form.Json]:
    """One, with the FHIR resource. NotFound when it is not in the library."""
    found = store.get(store.keys.questionnaire(staff.practice.id, questionnaire_id))
    if found is None:
        raise NotFound
    return _shown(found), form.plain(form.unpacked(found.body))


def add(staff: StaffMember) -> Listed:
    """What the body of the request holds. Invalid names every bad place by its path. The same again is the same entry.

    Needs the `fhir` layer.
    """
    sent = form.of_body(staff.request.body)["questionnaire"]
    asked = asking.checked(sent, "questionnaire")
    made = Questionnaire(
        practice_id=staff.practice.id,
        id=ids.derived("questionnaire", staff.practice.id, asked.url or fhir_json.dump(asked.resource)),
        title=asked.title,
        url=asked.url,
        version=asked.version,
        questions=asked.questions,
        body=form.packed(asked.resource),
        added=staff.at,
    )
    with store.all_or_nothing() as write:
        write.put(made)
        for entry in staff.entries("questionnaire.added", "practice", about=made.id):
            write.put(entry)
    return _shown(made)


def retire(staff: StaffMember, questionnaire_id: str) -> None:
    """NotFound when it is not in the library."""
    with store.all_or_nothing() as write:
        key = store.keys.questionnaire(staff.practice.id, questionnaire_id)
        write.delete(key, when=store.where("pk").exists(), else_raise=NotFound())
        for entry in staff.entries("questionnaire.retired", "practice", about=questionnaire_id):
            write.put(entry)


def _shown(kept: Questionnaire) -> Listed:
    return Listed(**{name: getattr(kept, name) for name in Listed.model_fields})
