"""One resource, checked: by fhir.resources' model, and along its shape for what the model lets through.

Found by the shape: null, empty objects and lists, numbers and booleans sent as strings, unknown required codes, broken
invariants, reference targets of a wrong type, scripts in narratives, addresses that run code, control characters.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from fhir.resources.R4B import get_fhir_model_class
from pydantic import ValidationError

from . import narrative
from .outcome import Issues
from .rules import RULES
from .shapes import Element, Shape, element_of, is_resource_type, shape

ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
MOST_DEPTH = 32

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_RUNS_CODE = re.compile(r"\s*(?:javascript|vbscript|data|file)\s*:", re.IGNORECASE)
_URIS = {"uri", "url", "canonical", "oid", "uuid"}
_UNKNOWN = "FHIR R4 has no such element here"
_JSON_NAMES = {str: "a string", bool: "true or false", int: "a whole number", Decimal: "a number", dict: "an object"}


@dataclass(frozen=True, slots=True)
class Referral:
    """A Reference in a resource: the node itself (to be rewritten), where it stands, the types it may point to."""

    node: dict[str, Any]
    place: str
    targets: frozenset[str] | None


@dataclass
class Check:
    """The walk through one resource. `references` and `attachments` are those found, in their order; narratives are
    cleaned in place."""

    issues: Issues
    references: list[Referral] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    _unreadable: bool = False

    def resource(self, node: dict[str, Any], place: str) -> None:
        """Check a resource whose `resourceType` is known to be one."""
        before = len(self.issues)
        self._object(node, shape(node["resourceType"]), place, 0)
        if self._unreadable:
            # The model would not say so, but break.
            return
        try:
            get_fhir_model_class(node["resourceType"]).model_validate(node)
        except ValidationError as error:
            for fault in error.errors(include_url=False, include_input=False, include_context=False):
                if fault["type"] == "extra_forbidden":
                    continue  # The walk named it, or it is the `_value…` of an extension, which the model lacks.
                self.issues.add(_path(place, fault["loc"]), *_worded(fault["type"], fault["msg"]))
        except (AttributeError, TypeError):
            # It breaks on some values that are not the JSON that they should be, which the walk has named.
            if len(self.issues) == before:
                raise

    def _object(self, node: dict[str, Any], shape_: Shape, place: str, depth: int) -> None:
        if not node:
            self.issues.add(place, "structure", "an object is never empty")
            return
        if depth > MOST_DEPTH:
            self._unreadable = True
            self.issues.add(place, "structure", f"nested more than {MOST_DEPTH} deep")
            return
        for name, value in node.items():
            element = element_of(shape_, name)
            if value is None:
                self.issues.add(f"{place}.{name}", "structure", "null is not sent: leave the element out")
            elif element is not None:
                self._element(node, name, value, element, f"{place}.{name}", depth)
            elif name != "resourceType" or value != shape_.name:
                self.issues.add(f"{place}.{name}", "structure", _UNKNOWN)
        if rule := RULES.get(shape_.name):
            for at, code, what in rule(node):
                self.issues.add(f"{place}.{at}" if at else place, code, what)

    def _element(self, owner: dict[str, Any], name: str, value: Any, element: Element, place: str, depth: int) -> None:
        if not element.many:
            self._value(value, element, place, depth)
        elif not isinstance(value, list):
            self.issues.add(place, "structure", "this is a list")
        elif not value:
            self.issues.add(place, "structure", "a list is never empty")
        else:
            extensions = owner.get(name[1:] if name.startswith("_") else f"_{name}")
            for index, part in enumerate(value):
                at = f"{place}[{index}]"
                # A null in a list of primitives keeps the place of a value that only has extensions, or of extensions.
                if part is not None:
                    self._value(part, element, at, depth)
                elif not (isinstance(extensions, list) and len(extensions) > index and extensions[index] is not None):
                    self.issues.add(at, "structure", "null is not sent: leave the element out")

    def _value(self, value: Any, element: Element, place: str, depth: int) -> None:
        if element.json is None:
            self._contained(value, place, depth)
        elif element.json is dict:
            if not isinstance(value, dict):
                self.issues.add(place, "structure", f"expected {_JSON_NAMES[dict]}")
                return
            self._object(value, shape(element.type_name), place, depth + 1)
            if element.concept:
                self._concept(value, *element.concept, place)
            if element.type_name == "Reference":
                self._reference(Referral(value, place, element.targets))
            elif element.type_name == "Attachment":
                self.attachments.append(value)
            elif element.type_name == "Narrative" and isinstance(value.get("div"), str):
                self._narrative(value, place)
        elif not _is_json(value, element.json):
            self.issues.add(place, "structure", f"expected {_JSON_NAMES[element.json]}")
        elif element.json is str:
            self._text(value, element, place)

    def _text(self, value: str, element: Element, place: str) -> None:
        if element.codes is not None and value not in element.codes:
            said = f"{value[:40]!r} is not one of: {', '.join(sorted(element.codes))}"
            self.issues.add(place, "code-invalid", said)
        elif not value.strip():
            self.issues.add(place, "value", "a string is never empty")
        elif _CONTROL.search(value):
            self.issues.add(place, "value", "there are control characters in it")
        elif element.type_name in _URIS:
            if _RUNS_CODE.match(value):
                self.issues.add(place, "security", "an address of this kind is not taken")
            elif any(character.isspace() for character in value):
                self.issues.add(place, "value", "an address has no spaces")
        elif element.type_name == "id" and not ID.fullmatch(value):
            self.issues.add(place, "value", "an id has 1 to 64 letters, digits, dots and hyphens")

    def _contained(self, value: Any, place: str, depth: int) -> None:
        if not isinstance(value, dict) or not is_resource_type(value.get("resourceType")):
            self._unreadable = True
            self.issues.add(place, "structure", "expected a resource with its resourceType")
        elif depth:
            self.issues.add(place, "structure", "dom-2: a contained resource contains no other")
        elif value["resourceType"] == "Patient":
            self.issues.add(place, "not-supported", "send the patient as an entry of the bundle, not contained")
        else:
            self._object(value, shape(value["resourceType"]), place, depth + 1)

    def _concept(self, concept: dict[str, Any], system: str, codes: frozenset[str], place: str) -> None:
        codings = concept.get("coding")
        known = codings if isinstance(codings, list) else []
        if not any(isinstance(coding, dict) and coding.get("system") == system for coding in known):
            self.issues.add(place, "code-invalid", f"a code of {system} is required here")
        for index, coding in enumerate(known):
            if isinstance(coding, dict) and coding.get("system") == system and coding.get("code") not in codes:
                said = f"{str(coding.get('code'))[:40]!r} is not one of: {', '.join(sorted(codes))}"
                self.issues.add(f"{place}.coding[{index}].code", "code-invalid", said)

    def _reference(self, found: Referral) -> None:
        self.references.append(found)
        if found.node and not found.node.keys() & {"reference", "identifier", "display", "extension", "_reference"}:
            self.issues.add(found.place, "invariant", "a reference has a reference, an identifier or a display")

    def _narrative(self, node: dict[str, Any], place: str) -> None:
        if narrative.has_script(node["div"]):
            self.issues.add(f"{place}.div", "security", "a narrative with a script is refused")
        else:
            node["div"] = narrative.cleaned(node["div"])


def _is_json(value: Any, json: type) -> bool:
    if json is Decimal:
        return isinstance(value, int | Decimal) and not isinstance(value, bool)
    return isinstance(value, json) and not (json is int and isinstance(value, bool))


def _path(place: str, where: tuple[int | str, ...]) -> str:
    return place + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where)


def _worded(kind: str, message: str) -> tuple[Any, str]:
    """An issue type and our words for one of pydantic's findings; its own words never quote the value."""
    if kind in ("missing", "model_field_validation.missing"):
        return "required", "this element is required"
    if kind.endswith("_type"):
        return "structure", message
    return "value", message.removeprefix("Value error, ")
