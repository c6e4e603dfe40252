"""References, made ours at intake: after it, no reference says what the sender's server called something.

| as sent | becomes |
| --- | --- |
| `urn:uuid:…`, absolute or relative address or `Type?identifier=system|value` of an entry | `Type/<our id>` |
| any of them that is this patient | `Patient/<chart>` |
| `Type/id` that is not in the bundle | `Type/<our id>`: derived, so it meets what another bundle brings |
| `Type?identifier=…` that is not in the bundle | a logical reference: `type`, `identifier` and the `display` it had |
| `urn:uuid:…` that is not in the bundle | its `identifier` or `display` alone; refused when it has neither |
| `https://…` on a server that no entry is from | as it is |
| `#id` | as it is, when there is such a contained resource |

A reference to any other patient refuses the bundle. `display` is filled in where the bundle names the target.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from .checking import Referral
from .identity import SHARED, Whose
from .outcome import Issues
from .shapes import is_resource_type

_ID = r"[A-Za-z0-9\-.]{1,64}"
_RESTFUL = re.compile(rf"(?:(https?://\S+?)/)?([A-Z][A-Za-z]+)/({_ID})(?:/_history/{_ID})?")
_CONDITIONAL = re.compile(r"([A-Z][A-Za-z]+)\?(\S+)")
_ANOTHER = "this is another patient's"
_LONGEST_DISPLAY = 200


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference can point to: our address, and how people call it."""

    type_name: str
    id: str
    display: str | None


class Directory:
    """What a bundle holds, by every way in which a reference can name it."""

    def __init__(self, whose: Whose) -> None:
        self.whose = whose
        self._by_name: dict[str, Target] = {}
        self._bases: set[str] = set()
        self._my_identifiers: set[str] = {whose.patient_id}

    def enter(self, resource: dict[str, Any], source_id: str, full_url: str | None) -> None:
        """Note an entry's resource under its fullUrl, its `Type/id` and its identifiers."""
        type_name = resource["resourceType"]
        target = Target(type_name, self.whose.our_id(type_name, source_id), _display(resource))
        names = [f"{type_name}/{source_id}"]
        if full_url:
            names.append(full_url)
            if (match := _RESTFUL.fullmatch(full_url)) and match[1]:
                self._bases.add(match[1])
        for identifier in dicts(resource.get("identifier")):
            names.append(f"{type_name}?{identifier.get('system', '')}|{identifier.get('value')}")
            if type_name == "Patient":
                self._my_identifiers.add(str(identifier.get("value")))
        for name in names:
            self._by_name.setdefault(name, target)

    def resolve(self, found: Referral, contained: set[str], issues: Issues) -> None:
        """Rewrite one reference in place, or say why it cannot be."""
        address = found.node.get("reference")
        if address is None:
            self._logical(found, issues)
        elif not isinstance(address, str):
            return  # said already by the shape
        elif address.startswith("#"):
            if len(address) > 1 and address[1:] not in contained:
                issues.add(f"{found.place}.reference", "not-found", "ref-1: there is no such contained resource")
        elif target := self._by_name.get(address):
            self._point(found, target, issues)
        elif match := _CONDITIONAL.fullmatch(address):
            self._conditional(found, match[1], match[2], issues)
        elif match := _RESTFUL.fullmatch(address):
            self._restful(found, match, issues)
        elif address.startswith("urn:"):
            self._outside(found, issues)
        else:
            issues.add(f"{found.place}.reference", "value", "this is not a FHIR reference")

    def _point(self, found: Referral, target: Target, issues: Issues) -> None:
        if self._may_point(found, target.type_name, issues):
            found.node["reference"] = f"{target.type_name}/{target.id}"
            if target.display and "display" not in found.node:
                found.node["display"] = target.display

    def _restful(self, found: Referral, match: re.Match[str], issues: Issues) -> None:
        base, type_name, id_ = match.groups()
        if not is_resource_type(type_name):
            issues.add(f"{found.place}.reference", "value", "FHIR R4 has no such type")
        elif target := self._by_name.get(f"{type_name}/{id_}") if base is None or base in self._bases else None:
            self._point(found, target, issues)
        elif type_name == "Patient":
            if self.whose.is_me(id_):
                self._point(found, Target("Patient", self.whose.chart_id, None), issues)
            else:
                issues.add(f"{found.place}.reference", "forbidden", _ANOTHER)
        elif base is None or base in self._bases:
            self._point(found, Target(type_name, self.whose.our_id(type_name, id_), None), issues)

    def _conditional(self, found: Referral, type_name: str, query: str, issues: Issues) -> None:
        parameters = parse_qs(query, keep_blank_values=True)
        if not is_resource_type(type_name) or parameters.keys() != {"identifier"}:
            what = "a conditional reference is Type?identifier=system|value"
            issues.add(f"{found.place}.reference", "not-supported", what)
            return
        system, _, value = parameters["identifier"][0].rpartition("|")
        target = self._by_name.get(f"{type_name}?{system}|{value}")
        if type_name == "Patient" and target is None and value in self._my_identifiers:
            target = Target("Patient", self.whose.chart_id, None)
        if target:
            self._point(found, target, issues)
        elif type_name == "Patient":
            issues.add(f"{found.place}.reference", "forbidden", _ANOTHER)
        elif self._may_point(found, type_name, issues):
            del found.node["reference"]
            found.node["type"] = type_name
            found.node.setdefault("identifier", ({"system": system} if system else {}) | {"value": value})

    def _logical(self, found: Referral, issues: Issues) -> None:
        """An identifier alone. Where it can only be a patient's, it has to be this one's."""
        identifier = found.node.get("identifier")
        if not isinstance(identifier, dict):
            return
        mine = str(identifier.get("value")) in self._my_identifiers
        if found.node.get("type") == "Patient" or found.targets == frozenset({"Patient"}):
            if not mine:
                issues.add(f"{found.place}.identifier", "forbidden", _ANOTHER)
        elif not (found.place.endswith(".subject") and "type" not in found.node):
            return
        if mine:
            found.node["reference"] = f"Patient/{self.whose.chart_id}"

    def _outside(self, found: Referral, issues: Issues) -> None:
        if found.node.keys() & {"identifier", "display"}:
            del found.node["reference"]
            self._logical(found, issues)
        else:
            issues.add(f"{found.place}.reference", "not-found", "no entry of the bundle has this fullUrl")

    def _may_point(self, found: Referral, type_name: str, issues: Issues) -> bool:
        said = found.node.get("type")
        if found.targets is not None and type_name not in found.targets:
            what = f"this cannot be a {type_name}, but one of: {', '.join(sorted(found.targets))}"
            issues.add(f"{found.place}.reference", "value", what)
        elif said is not None and said != type_name:
            issues.add(f"{found.place}.type", "value", f"the reference is to a {type_name}")
        else:
            return True
        return False


def points_to(node: dict[str, Any], type_name: str) -> bool:
    """Whether a resolved reference is to a resource of this type in our house."""
    return str(node.get("reference", "")).startswith(f"{type_name}/")


def leaves_the_shared(node: dict[str, Any]) -> bool:
    """Whether a resolved reference is to something of one chart: what a practice shares must not say it."""
    match = _RESTFUL.fullmatch(str(node.get("reference", "")))
    return bool(match and match[1] is None and match[2] not in SHARED)


def dicts(value: Any) -> list[dict[str, Any]]:
    """The objects in a list; nothing when it is none, because what was sent may not be right."""
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _display(resource: dict[str, Any]) -> str | None:
    """What people call a resource: a person's or place's name, or what its code or type says. None for the Patient,
    whose name is shown by the portal and would be written into every record."""
    if resource["resourceType"] == "Patient":
        return None
    name = resource.get("name")
    if isinstance(name, str):
        return name[:_LONGEST_DISPLAY] or None
    for person in dicts(name):
        parts = [*_strings(person.get("prefix")), *_strings(person.get("given")), *_strings([person.get("family")])]
        said = person.get("text") or " ".join(parts)
        return str(said)[:_LONGEST_DISPLAY] or None
    for element in ("code", "vaccineCode", "medicationCodeableConcept", "type", "description", "title"):
        value = resource.get(element)
        for concept in [value] if isinstance(value, dict) else dicts(value):
            codings = dicts(concept.get("coding"))
            said = concept.get("text") or next((c["display"] for c in codings if c.get("display")), None)
            if isinstance(said, str):
                return said[:_LONGEST_DISPLAY]
    return None


def _strings(value: Any) -> list[str]:
    return [part for part in value if isinstance(part, str)] if isinstance(value, list) else []
