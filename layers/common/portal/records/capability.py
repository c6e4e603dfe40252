"""The CapabilityStatement: what /fhir can do, told from the same table that searches are read by."""

from typing import Any

from .search import SERVED

_TYPES = {"patient": "reference", "date": "date"}
#: When this statement last changed.
_DATE = "2026-11-22"


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
        "rest": [{"mode": "server", "resource": [_resource(name) for name in SERVED]}],
    }


def _resource(type_name: str) -> dict[str, Any]:
    names = ("_id", *SERVED[type_name])
    return {
        "type": type_name,
        "interaction": [{"code": "read"}, {"code": "search-type"}],
        "versioning": "versioned",
        "searchParam": [{"name": name, "type": _TYPES.get(name, "token")} for name in names],
    }
