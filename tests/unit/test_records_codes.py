"""The required codes are FHIR R4's: as another project's types tell them (DefinitelyTyped's `@types/fhir`)."""

import re
from functools import cache

import pytest

from local.place import ROOT
from portal.records.shapes import shape
from tests.valid import VALID

TYPES = ROOT / "web/node_modules/@types/fhir/r4.d.ts"
#: Names of types, which no page shows and no search asks for.
NAMES_OF_TYPES = {("Questionnaire", "subjectType"), ("DataRequirement", "type"), ("ParameterDefinition", "type")}
#: An item of this type exists in the code system only as the parent of others.
ABSTRACT = {("QuestionnaireItem", "type"): {"question"}}


@cache
def told() -> dict[tuple[str, str], frozenset[str]]:
    """(type, element) → the codes that it may have, where they are required."""
    found = {}
    for owner, body in re.findall(r"export interface (\w+)[^{]*\{(.*?)\n\}", TYPES.read_text(), re.DOTALL):
        plain = re.sub(r"/\*.*?\*/", "", body, flags=re.DOTALL)
        for name, kind in re.findall(r"\n\s+(\w+)\??: ([^;]+);", plain):
            codes = frozenset(re.findall(r"'([^']+)'", kind))
            if codes and name != "resourceType":
                found[owner, name] = codes - ABSTRACT.get((owner, name), set())
    return found


def parts(type_name: str, seen: set[str]) -> None:
    """The type and the types of all that it is made of."""
    if type_name in seen:
        return
    seen.add(type_name)
    for element in shape(type_name).elements.values():
        if element.json is dict and element.type_name != "Extension":
            parts(element.type_name, seen)


@pytest.mark.feature("E8+")
@pytest.mark.parametrize("type_name", sorted(VALID))
def test_every_required_code_of_a_type_is_known(type_name: str) -> None:
    made_of: set[str] = set()
    parts(type_name, made_of)
    for (owner, name), codes in told().items():
        if owner in made_of and (owner, name) not in NAMES_OF_TYPES:
            assert shape(owner).elements[name].codes == codes, (owner, name)
