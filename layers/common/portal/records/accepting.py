"""A bundle that is taken: checked now, stored by an import that is noted in the caller's transaction.

This needs the `fhir` layer.
"""

from datetime import datetime
from typing import Any

from portal import audit, clock, ids, outbox, store
from portal.errors import NotFound
from portal.store import Writes
from portal.store.items import Chart, Import, Practice

from .identity import Whose
from .imports import KEPT, wait_for_import
from .intake import take_in


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
    taken = take_in(bundle, Whose(practice.id, chart.patient_id, chart.id, chart.fhir_patient_id))
    made = Import(
        practice_id=practice.id,
        id=import_id,
        chart_id=chart.id,
        received=f"{clock.text(at)}#{import_id}",
        created=at,
        sent=taken.sent,
        ttl=int((at + KEPT).timestamp()),
    )
    wait_for_import(import_id, taken.records)
    write.put(made, when=store.ABSENT)
    if taken.fhir_patient_id and taken.fhir_patient_id != chart.fhir_patient_id:
        name = "fhir_patient_id"
        unknown = store.where(name).not_exists() | store.where(name).eq(taken.fhir_patient_id)
        write.update(chart.key(), set={name: taken.fhir_patient_id}, when=unknown)
    write.put(outbox.work("import", at, practice_id=practice.id, import_id=import_id))
    write.put(
        audit.entry(practice.id, "records.received", event="practice", at=at, by=by, source=source, about=chart.id)
    )
    return made


def by_operator(practice_id: str, patient_id: str, bundle: Any, at: datetime, source: dict[str, str]) -> Import:
    """Take a bundle without a webhook. NotFound when there is no such practice, or it has told of no such patient."""
    practice, chart = store.fetch(
        store.keys.practice(practice_id), store.keys.chart(ids.chart_id(practice_id, patient_id))
    )
    if practice is None or chart is None:
        raise NotFound("There is no such practice, or it has told of no such patient")
    with store.all_or_nothing() as write:
        return accept(write, practice, chart, bundle, ids.new(), at=at, by=audit.SYSTEM, source=source)
