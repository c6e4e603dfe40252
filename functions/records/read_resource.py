"""GET /fhir/{type}/{id}: one FHIR R4 resource."""

from email.utils import format_datetime
from typing import Any

from aws_lambda_powertools.event_handler import Response

from portal import http
from portal.http.answer import FHIR, answer
from portal.records import reading
from portal.records.reader import Requester


@http.operation("GET", "/fhir/{type}/{id}", who=Requester, raw=True)
def read_resource(type: str, id: str, requester: Requester) -> Response[Any]:
    """One resource, with its version in ETag"""
    resource, record = reading.read(requester, type, id)
    tag = f'W/"{record.version}"'
    headers = {"ETag": tag, "Last-Modified": format_datetime(record.updated, usegmt=True)}
    if requester.request.headers.get("if-none-match") == tag:
        return answer("", status=304, media=FHIR, headers=headers)
    return answer(resource, media=FHIR, headers=headers)


handler = http.handler(read_resource)
