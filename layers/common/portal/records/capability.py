"""The CapabilityStatement: what /fhir can do, told from the same table that searches are read by."""

from typing import Any

from portal.errors import MethodNotAllowed, NotFound, Refusal

from .parameters import SERVED, SHARED, parameters
from .search import PROVENANCE

#: When this statement last changed.
_DATE = "2026-11-22"
_READ = {"code": "read"}
_SEARCH = {"code": "search-type"}


def statement(portal_url: str) -> dict[str, Any]:
    """For the server at `<portal_url>/fhir`."""
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": _DATE,
        "kind": "instance",
        "software": {"name": "Kinchart"},
        "implementation": {"description": "Kinchart, a patient portal", "url": f"{portal_url}/fhir"},
        "fhirVersion": "4.0.1",
        "format": ["json"],
        "rest": [
            {
                "mode": "server",
                "security": {"cors": True, "description": "A bearer token of somebody who is signed in to the portal"},
                "resource": [
                    *(_resource(name) | _searched(name) for name in SERVED),
                    *(_resource(name) | {"interaction": [_READ]} for name in SHARED),
                ],
            }
        ],
    }


def refusal(path: str) -> Refusal:
    """For a path below /fhir that cannot be asked, or not in this way."""
    _, _, type_name, *rest = path.split("/")
    if type_name not in ("metadata", "Binary", *SERVED, *SHARED):
        return unknown(type_name)
    if len(rest) > 1 or (rest == ["_search"]) > (type_name in SERVED):
        return NotFound("There is nothing at this address")
    return MethodNotAllowed("POST" if rest == ["_search"] else "GET")


def unknown(type_name: str) -> NotFound:
    return NotFound(f"{type_name[:64]} is not served here; these are: {', '.join((*SERVED, *SHARED))}")


def _resource(type_name: str) -> dict[str, Any]:
    return {"type": type_name, "versioning": "versioned", "conditionalRead": "not-match"}


def _searched(type_name: str) -> dict[str, Any]:
    found = [{"name": p.name, "type": p.kind} for p in parameters(type_name).values()]
    return {
        "interaction": [_READ, _SEARCH],
        "searchRevInclude": [PROVENANCE],
        "searchParam": [{"name": "_id", "type": "token"}, *found],
    }
