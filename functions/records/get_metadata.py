"""GET /fhir/metadata: the CapabilityStatement."""

import json
from typing import Any

from aws_lambda_powertools.event_handler import Response

from portal import http
from portal.http.answer import FHIR, answer
from portal.records import capability
from portal.settings import settings


@http.operation("GET", "/fhir/metadata", who=http.Anyone, raw=True)
def get_metadata() -> Response[Any]:
    """What this FHIR server can do"""
    return answer(json.dumps(capability.statement(settings().portal_url)), media=FHIR)


handler = http.handler(get_metadata)
