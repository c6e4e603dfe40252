"""POST /fhir/{type}/_search: the same search, with its parameters in a form instead of the address."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from portal import http
from portal.http.answer import FHIR, answer
from portal.records import reading, search
from portal.records.reader import Requester


@http.operation("POST", "/fhir/{type}/_search", who=Requester, raw=True, keyed=False)
def search_by_form(type: str, requester: Requester) -> Response[Any]:
    """Search a chart's resources of one type by a form: a searchset Bundle"""
    wanted = search.read(type, requester.parameters, lenient=requester.is_lenient)
    return answer(reading.search(requester, wanted), media=FHIR)


handler = http.handler(search_by_form)
