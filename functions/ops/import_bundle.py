"""ImportBundle, by `sam remote invoke`: {"practice_id", "patient_id", "bundle"} takes a bundle in as the webhook does.

Lambda parses the event, so numbers lose zeros at their end here; the webhook keeps them.
"""

import json
from typing import Any

from portal import clock
from portal.ops import operator
from portal.records import accepting, fhir_json, imports


@operator
def handler(event: dict[str, Any], source: dict[str, str]) -> dict[str, Any]:
    bundle = fhir_json.parse(json.dumps(event["bundle"]))
    at = clock.now()
    return imports.report(accepting.by_operator(event["practice_id"], event["patient_id"], bundle, at, source), at)
