"""Links to video visits are in a section of their own: who may not read it gets the appointment without them."""

from collections.abc import Collection
from typing import Any

from . import fhir_json

#: http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.virtualService, and the Encounter's; either may be
#: contained in another resource.
_EXTENSION = ".virtualService"
_EXTENSIONS = frozenset({"extension", "modifierExtension"})


def as_seen(sections: Collection[str], text: str) -> str:
    """A resource's JSON for who may read these sections, parsed only where there is something to leave out."""
    if _EXTENSION not in text or "telehealth" in sections:
        return text
    return fhir_json.dump(_without(fhir_json.parse(text)))


def _without(node: Any) -> Any:
    if isinstance(node, list):
        return [_without(part) for part in node]
    if not isinstance(node, dict):
        return node
    kept = {name: _without(value) for name, value in node.items()}
    for name in _EXTENSIONS & kept.keys():
        left = [each for each in kept.pop(name) if not str(each.get("url", "")).endswith(_EXTENSION)]
        kept |= {name: left} if left else {}
    return kept
