"""GET /fhir/Binary/{id}: the way to a file of a record, for programs."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from portal import http
from portal.http.answer import answer
from portal.records import files
from portal.records.reader import Reader


@http.operation("GET", "/fhir/Binary/{id}", who=Reader, status=307, raw=True)
def read_binary(id: str, reader: Reader) -> Response[Any]:
    """307 to an address that gives the file for five minutes"""
    return answer("", status=307, headers={"Location": files.address(files.find(reader, id))})


handler = http.handler(read_binary)
