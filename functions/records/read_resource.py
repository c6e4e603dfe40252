"""GET /fhir/{type}/{id}: one FHIR R4 resource."""

from email.utils import format_datetime
from typing import Any

from aws_lambda_powertools.event_handler import Response

from portal import http
from portal.http.answer import FHIR, answer
from portal.records import reading
from portal.records.reader import Reader


@http.operation("GET", "/fhir/{type}/{id}", who=Reader, raw=True)
def read_resource(type: str, id: str, reader: Reader) -> Response[Any]:
    """One resource, with its version in ETag"""
    resource, record = reading.read(reader, reading.served(type), id)
    headers = {"ETag": f'W/"{record.version}"', "Last-Modified": format_datetime(record.updated, usegmt=True)}
    return answer(resource, media=FHIR, headers=headers)


handler = http.handler(read_resource)
