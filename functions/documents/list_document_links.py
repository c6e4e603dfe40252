"""GET /api/charts/{chart}/documents/{document}/links: with whom outside it is shared, and when they opened it (G3)."""

from pydantic import BaseModel

from portal import http
from portal.access import Acting
from portal.documents import links
from portal.documents.links import LinkShown


class Links(BaseModel):
    links: list[LinkShown]


@http.operation("GET", "/api/charts/{chart}/documents/{document}/links", who=Acting, needs=("read", "documents"))
def list_document_links(chart: str, document: str, acting: Acting) -> Links:  # noqa: ARG001
    """Newest first, with those that ended within 90 days"""
    return Links(links=links.listed(acting, document))


handler = http.handler(list_document_links)
