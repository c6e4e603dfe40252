"""ImportBundle, by `sam remote invoke`: {"practice_id", "patient_id", "bundle"} takes a bundle in as the webhook does.

Lambda parses the event, so numbers lose zeros at their end here; the webhook keeps them.
"""

import json
from typing import Any

from portal import audit, clock, ids, store
from portal.errors import NotFound
from portal.ops import operator
from portal.records import accepting, fhir_json, imports


@operator
def handler(event: dict[str, Any], source: dict[str, str]) -> dict[str, Any]:
    practice, chart = store.fetch(
        store.keys.practice(event["practice_id"]),
        store.keys.chart(ids.chart_id(event["practice_id"], event["patient_id"])),
    )
    if practice is None or chart is None:
        raise NotFound("There is no such practice, or it has told of no such patient")
    bundle = fhir_json.parse(json.dumps(event["bundle"]))
    with store.all_or_nothing() as write:
        made = accepting.accept(
            write, practice, chart, bundle, ids.new(), at=clock.now(), by=audit.SYSTEM, source=source
        )
    return imports.report(made)
