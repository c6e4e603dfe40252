"""GET /fhir/{type}: a FHIR R4 search in one chart."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from portal import http
from portal.http.answer import FHIR, answer
from portal.records import reading, search
from portal.records.reader import Reader


@http.operation("GET", "/fhir/{type}", who=Reader, raw=True)
def search_resources(type: str, reader: Reader) -> Response[Any]:
    """Search a chart's resources of one type: a searchset Bundle"""
    wanted = search.read(reading.served(type), reader.parameters)
    return answer(reading.search(reader, wanted), media=FHIR)


handler = http.handler(search_resources)
