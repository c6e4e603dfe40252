"""GET /api/charts/{chart}/files/{id}: the way to a file of a record, for the portal's own pages."""

from pydantic import BaseModel, Field

from portal import http
from portal.access import Acting
from portal.records import files


class FileAddress(BaseModel):
    url: str = Field(description="gives the file for five minutes, to be shown or downloaded")
    content_type: str
    size: int = Field(description="bytes")
    name: str | None


@http.operation("GET", "/api/charts/{chart}/files/{id}", who=Acting)
def get_file(chart: str, id: str, reader: Acting) -> FileAddress:  # noqa: ARG001
    """Where a file of the record can be fetched"""
    found = files.find(reader, id)
    return FileAddress(url=files.address(found), content_type=found.content_type, size=found.size, name=found.name)


handler = http.handler(get_file)
