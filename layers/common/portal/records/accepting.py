"""A bundle that is taken: checked now, or in the background where it was uploaded, and stored by an import.

The import is noted in the caller's transaction. This needs the `fhir` layer.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from portal import audit, clock, ids, outbox, store
from portal.errors import InvalidBundle, NotFound
from portal.store import Writes
from portal.store.items import Chart, Import, Practice

from . import fhir_json, files, imports, uploads
from .identity import Whose
from .intake import Taken, take_in
from .outcome import Issues, IssueType


def accept(
    write: Writes,
    practice: Practice,
    chart: Chart,
    bundle: Any,
    import_id: str,
    *,
    at: datetime,
    by: dict[str, str],
    source: dict[str, str],
) -> Import:
    """Check a parsed bundle, put its records where the import finds them, and note the import.

    InvalidBundle when anything is wrong with it; nothing is stored then. Conflict when another bundle taught the chart
    another patient id at the same moment.
    """
    made = _import(practice, chart, import_id, at)
    taken = _taken(chart, made, bundle)
    made = replace(made, sent=taken.sent)
    _learn(write, chart, taken)
    _note(write, made, at, by, source)
    return made


def accept_upload(
    write: Writes,
    practice: Practice,
    chart: Chart,
    upload: str,
    import_id: str,
    *,
    at: datetime,
    by: dict[str, str],
    source: dict[str, str],
) -> Import:
    """Note the import of a bundle that lies at `upload` (uploads.place) and is checked in the background."""
    made = replace(_import(practice, chart, import_id, at), state="checking", upload=upload)
    _note(write, made, at, by, source)
    return made


def check(practice_id: str, import_id: str) -> None:
    """Check an uploaded bundle, if that was not done yet: its import is then queued, or refused with its issues.

    Conflict as in accept: to be tried again.
    """
    found = store.get(store.keys.bundle_import(practice_id, import_id))
    if found is None or found.state != "checking" or found.upload is None:
        return
    chart = store.get(store.keys.chart(found.chart_id))
    if chart is None:
        imports.fail(practice_id, import_id)
        return
    try:
        taken = _taken(chart, found, _parsed(uploads.fetch(found.upload)))
    except InvalidBundle as refusal:
        imports.refuse(found, refusal.issues)
        return
    with store.all_or_nothing() as write:
        checking = store.where("state").eq("checking")
        write.update(found.key(), set={"state": "queued", "sent": taken.sent}, when=checking)
        _learn(write, chart, taken)


def _parsed(text: bytes | None) -> Any:
    if text is None:
        raise _unreadable("not-found", "nothing was uploaded there")
    try:
        return fhir_json.parse(text)
    except ValueError:
        raise _unreadable("structure", "the upload is not JSON") from None


def _unreadable(code: IssueType, what: str) -> InvalidBundle:
    issues = Issues()
    issues.add("Bundle", code, what)
    return InvalidBundle(issues.found())


def _import(practice: Practice, chart: Chart, import_id: str, at: datetime) -> Import:
    return Import(
        practice_id=practice.id,
        id=import_id,
        chart_id=chart.id,
        received=f"{clock.text(at)}#{import_id}",
        created=at,
        ttl=int((at + imports.KEPT).timestamp()),
    )


def _taken(chart: Chart, made: Import, bundle: Any) -> Taken:
    """The bundle checked, its records put where the import finds them and its files where they are read."""
    taken = take_in(bundle, Whose(chart.practice_id, chart.patient_id, chart.id, chart.fhir_patient_id))
    files.put(chart.id, taken.contents)
    imports.wait_for_import(made.id, taken.records)
    return taken


def _learn(write: Writes, chart: Chart, taken: Taken) -> None:
    if taken.fhir_patient_id and taken.fhir_patient_id != chart.fhir_patient_id:
        name = "fhir_patient_id"
        unknown = store.where(name).not_exists() | store.where(name).eq(taken.fhir_patient_id)
        write.update(chart.key(), set={name: taken.fhir_patient_id}, when=unknown)


def _note(write: Writes, made: Import, at: datetime, by: dict[str, str], source: dict[str, str]) -> None:
    write.put(made, when=store.ABSENT)
    write.put(outbox.work("import", at, practice_id=made.practice_id, import_id=made.id))
    owner, about = made.practice_id, made.chart_id
    write.put(audit.entry(owner, "records.received", event="practice", at=at, by=by, source=source, about=about))


def by_operator(practice_id: str, patient_id: str, bundle: Any, at: datetime, source: dict[str, str]) -> Import:
    """Take a bundle without a webhook. NotFound when there is no such practice, or it has told of no such patient."""
    practice, chart = store.fetch(
        store.keys.practice(practice_id), store.keys.chart(ids.chart_id(practice_id, patient_id))
    )
    if practice is None or chart is None:
        raise NotFound("There is no such practice, or it has told of no such patient")
    with store.all_or_nothing() as write:
        return accept(write, practice, chart, bundle, ids.new(), at=at, by=audit.SYSTEM, source=source)
