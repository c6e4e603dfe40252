"""GET /fhir/{type}: a FHIR R4 search in one chart."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from portal import http
from portal.http.answer import FHIR, answer
from portal.records import reading, search
from portal.records.reader import Requester


@http.operation("GET", "/fhir/{type}", who=Requester, raw=True)
def search_resources(type: str, requester: Requester) -> Response[Any]:
    """Search a chart's resources of one type: a searchset Bundle"""
    wanted = search.read(type, requester.parameters, lenient=requester.is_lenient)
    return answer(reading.search(requester, wanted), media=FHIR)


handler = http.handler(search_resources)
