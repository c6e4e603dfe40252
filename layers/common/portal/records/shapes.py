"""The shape of every FHIR R4 type: which elements it has and what JSON each must be, read off fhir.resources' models.

pydantic converts where it can ("7.1" passes as a number, a lone null as nothing sent), and the library names required
codes and reference targets without checking them. Walking what was sent along these shapes finds all of it.
"""

import datetime
import decimal
import typing
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import Any

from fhir.resources.R4B import get_fhir_model_class

from .codes import CONCEPTS, allowed

_ANY_TARGET = {"Resource", "Any"}


@dataclass(frozen=True, slots=True)
class Element:
    """`json`: str, bool, int, Decimal (a JSON number), dict (a type with a shape of its own) or None (any resource)."""

    json: type | None
    many: bool
    type_name: str
    codes: frozenset[str] | None
    concept: tuple[str, frozenset[str]] | None
    targets: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Shape:
    """A type's elements by their JSON names, without the `_name` ones that extend primitives."""

    name: str
    elements: dict[str, Element]


def _leaves(annotation: Any) -> tuple[list[Any], bool]:
    """What stands inside Optional, Union, Annotated and List, and whether a List was passed."""
    origin = typing.get_origin(annotation)
    if origin is None:
        return [annotation], False
    if origin is typing.Annotated:
        base, *notes = typing.get_args(annotation)
        name = next((note.__visit_name__ for note in notes if hasattr(note, "__visit_name__")), "")
        found, many = _leaves(base)
        return [(leaf, name) if isinstance(leaf, type) else leaf for leaf in found], many
    leaves: list[Any] = []
    many = origin is list
    for part in typing.get_args(annotation):
        if part is not NoneType:
            inner, inner_many = _leaves(part)
            leaves += inner
            many = many or inner_many
    return leaves, many


_JSON: dict[type, type] = {bool: bool, int: int, decimal.Decimal: decimal.Decimal, datetime.date: str}


def _element(owner: str, name: str, field: Any) -> Element:
    leaves, many = _leaves(field.annotation)
    notes = field.json_schema_extra or {}
    leaf = leaves[0]
    codes = allowed(owner, name, notes.get("enum_values"))
    concept = CONCEPTS.get((owner, name))
    listed = frozenset(notes.get("enum_reference_types", ()))
    targets = listed if listed and not listed & _ANY_TARGET else None
    if hasattr(leaf, "get_model_klass"):
        type_name = leaf.get_model_klass().__resource_type__
        return Element(None if type_name == "Resource" else dict, many, type_name, codes, concept, targets)
    base, type_name = leaf if isinstance(leaf, tuple) else (leaf, "")
    return Element(_JSON.get(base, str), many, type_name, codes, concept, targets)


@cache
def shape(type_name: str) -> Shape:
    """The shape of a resource or data type. ValueError when FHIR R4 has no such type."""
    model = get_fhir_model_class(type_name)
    elements = {
        field.alias or name: _element(type_name, field.alias or name, field)
        for name, field in model.model_fields.items()
        if not name.endswith("__ext") and name not in ("fhir_comments", "resource_type")
    }
    return Shape(type_name, elements)


def element_of(owner: Shape, name: str) -> Element | None:
    """An element by its JSON name: `_birthDate` is the id and the extensions of the primitive `birthDate`."""
    known = owner.elements.get(name.removeprefix("_"))
    if known is None or not name.startswith("_"):
        return known
    return Element(dict, known.many, "Element", None, None, None) if known.json not in (dict, None) else None


def is_resource_type(name: object) -> bool:
    """Whether FHIR R4 knows a resource type of this name that is not abstract."""
    if not isinstance(name, str) or name in ("Resource", "DomainResource"):
        return False
    try:
        return bool(get_fhir_model_class(name).has_resource_base())
    except ValueError:
        return False
