"""POST /api/charts/{chart}/documents/{document}/links: share it with somebody outside (G3)."""

from portal import http
from portal.access import Acting
from portal.documents import links
from portal.documents.links import MadeLink, WantedLink


@http.operation(
    "POST",
    "/api/charts/{chart}/documents/{document}/links",
    status=201,
    who=Acting,
    needs=("write", "documents"),
    just_proved=True,
)
def share_document(chart: str, document: str, wanted: WantedLink, acting: Acting) -> MadeLink:  # noqa: ARG001
    """The link goes to the address by mail; the passcode is in this answer only"""
    return links.share(acting, document, wanted)


handler = http.handler(share_document)
