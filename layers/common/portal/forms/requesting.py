"""Asking a patient to fill in a questionnaire: by staff, by the practice's own webhook; and taking it back (D7).

A form and a copy of its questionnaire lie in the chart. A patient without an account finds it when they join.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from portal import ids, outbox, store
from portal.errors import Conflict, Invalid, NotFound
from portal.practice import SignedPractice
from portal.records import fhir_json
from portal.records.checked import Checked
from portal.settings import settings
from portal.staff import StaffOnChart
from portal.store import Writes, where
from portal.store.items import Chart, Form, Practice
from portal.store.items.account import Right

from . import form
from .form import AlreadySubmitted, PracticeForm

MOST_OPEN = 100
"""Forms of one patient that are not answered yet."""
MOST_TOLD = 90
"""Accounts around one patient; a transaction ends at a hundred writes."""
LONGEST_WAIT = timedelta(days=3 * 366)


class TooManyForms(Conflict):
    slug, title = (
        "too-many-forms",
        f"This patient has {MOST_OPEN} open forms. Withdraw some that are not needed any more",
    )


def by_staff(staff: StaffOnChart, questionnaire_id: str, due: date | None) -> PracticeForm:
    """Ask for one of the library. Invalid for an unknown one, or for a day that is over."""
    _check_due(due, staff.at, "due")
    known = store.get(store.keys.questionnaire(staff.practice.id, questionnaire_id))
    if known is None:
        raise Invalid.field("questionnaire", "unknown", "Choose a questionnaire of your library")
    with store.all_or_nothing() as write:
        asked = form.unpacked(known.body)
        name = f"{staff.staff.given} {staff.staff.family}"
        made = _ask(write, staff.practice, staff.chart, asked, known.title, due, staff.at, name)
        for entry in staff.entries("form.requested", "record", staff.chart.primary, section="questionnaires"):
            write.put(entry)
    return form.to_staff(made)


def by_system(
    write: Writes, sender: SignedPractice, chart: Chart, questionnaire: Any, due: date | None
) -> PracticeForm:
    """The same by the practice's own system, which sends the questionnaire along; the library stays as it is.

    Invalid names every bad place by its path. Needs the `fhir` layer.
    """
    from . import asking

    _check_due(due, sender.at, "due")
    asked = asking.checked(questionnaire, "questionnaire")
    practice = sender.practice
    made = _ask(write, practice, chart, asked.resource, asked.title, due, sender.at, practice.name)
    told = {"about": chart.id, "acting_for": made.patient, "section": "questionnaires"}
    for entry in sender.entries("form.requested", "record", chart.primary, **told):
        write.put(entry)
    return form.to_staff(made)


def withdraw(staff: StaffOnChart, form_id: str) -> None:
    """AlreadySubmitted when it came back; the same again is no conflict."""
    key = store.keys.form(staff.chart.id, form_id)
    found = store.get(key)
    if found is None:
        raise NotFound
    if found.state == "submitted":
        raise AlreadySubmitted
    if found.state == "withdrawn":
        return
    with store.all_or_nothing() as write:
        close(write, found, {"state": "withdrawn", "withdrawn": staff.at}, AlreadySubmitted())
        for entry in staff.entries("form.withdrawn", "record", staff.chart.primary, section="questionnaires"):
            write.put(entry)


def close(write: Writes, opened: Form, sets: dict[str, Any], else_raise: Exception) -> None:
    """It is open no more, and its draft is gone. `else_raise` when it was closed at the same moment."""
    closed = replace(opened, **sets)
    write.update(opened.key(), set=sets | closed.index(), when=where("state").eq("requested"), else_raise=else_raise)
    write.delete(store.keys.draft(opened.chart_id, opened.id))
    write.update(store.keys.chart(opened.chart_id), add={"open_forms": -1}, when=where("pk").exists())


def _ask(
    write: Writes,
    practice: Practice,
    chart: Chart,
    questionnaire: form.Json,
    title: str,
    due: date | None,
    at: datetime,
    by: str,
) -> Form:
    """The form, the questionnaire as a record of the chart, and mails to those who may fill it in."""
    name = ids.derived("form", practice.id, fhir_json.dump(questionnaire))
    made = Form(
        chart_id=chart.id,
        practice_id=practice.id,
        id=form.new_id(at, name),
        patient=f"{chart.given} {chart.family}",
        title=title,
        due=due,
        requested=at,
        requested_by=by,
    )
    write.put(made, when=store.ABSENT)
    # What was asked before lies there already, and is the same.
    record = Checked.of(questionnaire, f"{chart.id}.{name}")
    write.put(record.kept(f"CHART#{chart.id}", received="", at=at))
    room = where("pk").exists() & (where("open_forms").not_exists() | where("open_forms").lt(MOST_OPEN))
    write.update(chart.key(), add={"open_forms": 1}, when=room, else_raise=TooManyForms())
    words = {"practice": practice.name, "link": settings().portal_url}
    for account in sorted(chart.accounts)[:MOST_TOLD]:
        may: tuple[Right, str] = ("write", "questionnaires")
        write.put(outbox.notice_with(may, account, chart.id, "new_form", "form-requested", at, after=at, **words))
    return made


def _check_due(due: date | None, at: datetime, field: str) -> None:
    """Today counts, wherever the practice is: a day ends there up to twelve hours after it does in UTC."""
    if due is not None and due < (at - timedelta(hours=12)).date():
        raise Invalid.field(field, "past", "This day is over. Choose today or a later day")
    if due is not None and due > (at + LONGEST_WAIT).date():
        raise Invalid.field(field, "too_late", "Choose a day within the next three years")
