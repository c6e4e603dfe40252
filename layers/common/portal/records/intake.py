"""Taking in a Bundle: all of it is right and becomes records, or it is refused and every bad place is named.

The sender's JSON is kept, not the model's copy of it: elements stay in their order and numbers as they were written.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from fhir.resources.R4B import get_fhir_model_class
from pydantic import ValidationError

from portal.errors import InvalidBundle

from . import files
from .bodies import TooLong
from .checked import Checked
from .checking import Check
from .files import Cut
from .identity import SHARED, Whose
from .outcome import Issues
from .references import Directory, dicts, leaves_the_shared, points_to
from .shapes import is_resource_type, shape

BUNDLE_TYPES = ("transaction", "batch", "collection")
#: Of the smallest resources a hundred megabytes hold more; so many are checked in the time that a function has.
MOST_ENTRIES = 100_000
_METHODS = ("POST", "PUT")
_LAST_PART = re.compile(r"(?:urn:uuid:|urn:oid:|.*/)([A-Za-z0-9\-.]{1,64})")

#: The elements that tell whose a resource is; one of those that a type has must be this patient.
_SUBJECT = ("subject", "patient", "beneficiary", "for")
#: Types that may lack it: what a patient's other records point to, or are about.
_SUBJECT_OPTIONAL = frozenset({"Device", "Medication", "Patient", "Provenance", "Questionnaire"})
_PARTICIPANTS = ("Appointment", "AppointmentResponse")


@dataclass(frozen=True)
class Taken:
    """What a bundle became. `sent` counts the entries by type; `fhir_patient_id` is to be remembered for the chart;
    `contents` are those of the files that were cut out of its records."""

    records: list[Checked]
    sent: dict[str, int]
    fhir_patient_id: str | None
    contents: dict[Cut, bytes]


@dataclass(frozen=True, slots=True)
class _Entry:
    resource: dict[str, Any]
    source_id: str
    place: str
    full_url: str | None


def take_in(bundle: Any, whose: Whose) -> Taken:
    """The records of a parsed Bundle (fhir_json.parse; it is changed on the way) for one chart.

    InvalidBundle names every bad place, with the FHIRPath into what was sent.
    """
    issues = Issues()
    entries = _entries(bundle, issues)
    patient = _patient(entries, whose, issues)
    checks = []
    for entry in entries:
        check = Check(issues)
        check.resource(entry.resource, entry.place)
        checks.append(check)
    directory = Directory(whose)
    for entry in entries:
        directory.enter(entry.resource, entry.source_id, entry.full_url)
    for entry, check in zip(entries, checks, strict=True):
        contained = {str(part.get("id")) for part in dicts(entry.resource.get("contained"))}
        for found in check.references:
            directory.resolve(found, contained, issues)
        _belongs(entry, check, whose, issues)
    contents: dict[Cut, bytes] = {}
    records = [] if issues else _records(entries, checks, whose, contents, issues)
    if issues:
        raise InvalidBundle(issues.found())
    learned = whose.fhir_patient_id or (patient.source_id if patient else None)
    return Taken(records, dict(Counter(e.resource["resourceType"] for e in entries)), learned, contents)


def _entries(bundle: Any, issues: Issues) -> list[_Entry]:
    """The entries that have a resource of a known type and an id; what is wrong with the envelope becomes issues."""
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        issues.add("Bundle", "structure", "expected a FHIR R4 Bundle")
        return []
    if bundle.get("type") not in BUNDLE_TYPES:
        issues.add("Bundle.type", "value", f"expected one of: {', '.join(BUNDLE_TYPES)}")
    sent = bundle.get("entry")
    if not isinstance(sent, list) or not sent:
        issues.add("Bundle.entry", "required", "the bundle has no entries")
        return []
    if len(sent) > MOST_ENTRIES:
        issues.add("Bundle.entry", "too-long", f"{len(sent)} entries; a bundle may have {MOST_ENTRIES} at most")
        return []
    bare = [{k: v for k, v in e.items() if k != "resource"} if isinstance(e, dict) else e for e in sent]
    try:
        get_fhir_model_class("Bundle").model_validate(bundle | {"entry": bare})
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False, include_context=False):
            where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in fault["loc"])
            issues.add(f"Bundle{where}", "structure", fault["msg"])
    entries = [entry for index, one in enumerate(sent) if (entry := _entry(one, f"Bundle.entry[{index}]", issues))]
    _no_twins(entries, issues)
    return entries


def _entry(sent: Any, place: str, issues: Issues) -> _Entry | None:
    resource = sent.get("resource") if isinstance(sent, dict) else None
    if not isinstance(resource, dict):
        issues.add(f"{place}.resource", "required", "the entry has no resource")
        return None
    type_name = resource.get("resourceType")
    if not isinstance(type_name, str) or not is_resource_type(type_name):
        issues.add(f"{place}.resource.resourceType", "structure", "FHIR R4 has no such resource type")
        return None
    if not _subjects(type_name) and type_name not in SHARED.union(_SUBJECT_OPTIONAL, _PARTICIPANTS):
        what = "put the data into the Attachment itself" if type_name == "Binary" else "it tells of no one patient"
        issues.add(f"{place}.resource", "not-supported", f"{type_name} is not taken: {what}")
        return None
    request = sent.get("request")
    if isinstance(request, dict) and request.get("method") not in _METHODS:
        issues.add(f"{place}.request.method", "not-supported", "records are created or updated: POST or PUT")
    full_url = sent.get("fullUrl")
    last = _LAST_PART.fullmatch(full_url) if isinstance(full_url, str) else None
    source_id = resource.get("id") or (last[1] if last else None)
    if not isinstance(source_id, str):
        issues.add(f"{place}.resource.id", "required", "a resource has an id, or its entry a fullUrl that ends in one")
        return None
    # What is wrong with an id is named by the checks; here it only has to be text.
    source_id = source_id.encode(errors="replace").decode()
    return _Entry(resource, source_id, f"{place}.resource", full_url if isinstance(full_url, str) else None)


def _no_twins(entries: list[_Entry], issues: Issues) -> None:
    """Two entries that are the same resource: which of them counts cannot be told."""
    seen: dict[str, str] = {}
    for entry in entries:
        for name in filter(None, (entry.full_url, f"{entry.resource['resourceType']}/{entry.source_id}")):
            first = seen.setdefault(name, entry.place)
            if first != entry.place:
                issues.add(entry.place, "duplicate", f"the same resource as {first}")


def _patient(entries: list[_Entry], whose: Whose, issues: Issues) -> _Entry | None:
    patients = [entry for entry in entries if entry.resource["resourceType"] == "Patient"]
    for other in patients[1:]:
        issues.add(other.place, "forbidden", "a bundle has one Patient at most")
    if not patients:
        return None
    values = [identifier.get("value") for identifier in dicts(patients[0].resource.get("identifier"))]
    if not whose.accepts(patients[0].source_id, values):
        issues.add(patients[0].place, "forbidden", "this is another patient than the one whose records came before")
    return patients[0]


def _belongs(entry: _Entry, check: Check, whose: Whose, issues: Issues) -> None:
    """A resource is this patient's, or shared and nobody's. What is wrong with its references was said before."""
    type_name, place = entry.resource["resourceType"], entry.place
    if type_name in SHARED:
        for found in check.references:
            if leaves_the_shared(found.node):
                what = f"a {type_name} is shared by all patients and cannot point to one's record"
                issues.add(found.place, "forbidden", what)
        for index, part in enumerate(dicts(entry.resource.get("contained"))):
            if part.get("resourceType") not in SHARED:
                what = f"a {type_name} is shared by all patients and contains only what is"
                issues.add(f"{place}.contained[{index}]", "forbidden", what)
        return
    mine = f"Patient/{whose.chart_id}"
    if type_name in _PARTICIPANTS:
        actors = [part.get("actor") for part in dicts(entry.resource.get("participant"))] + [
            entry.resource.get("actor")
        ]
        if not any(actor.get("reference") == mine for actor in dicts(actors)) and not issues.below(
            f"{place}.participant"
        ):
            issues.add(place, "required", "the patient is not among the participants")
        return
    names = _subjects(type_name)
    if type_name in _SUBJECT_OPTIONAL:
        return
    subjects = entry.resource.get(names[0])
    nodes = dicts(subjects if isinstance(subjects, list) else [subjects])
    if not any(points_to(node, "Patient") for node in nodes) and not issues.below(f"{place}.{names[0]}"):
        issues.add(f"{place}.{names[0]}", "required", "this has to be the patient whose records these are")


def _subjects(type_name: str) -> list[str]:
    """The elements of a type that tell whose it is, the first of them first."""
    elements = shape(type_name).elements
    return [name for name in _SUBJECT if name in elements and elements[name].type_name == "Reference"]


def _records(
    entries: list[_Entry], checks: list[Check], whose: Whose, contents: dict[Cut, bytes], issues: Issues
) -> list[Checked]:
    records = []
    for entry, check in zip(entries, checks, strict=True):
        type_name = entry.resource["resourceType"]
        identifier = shape(type_name).elements.get("identifier")
        whose.mark(entry.resource, entry.source_id, has_identifiers=bool(identifier and identifier.many))
        our_id = whose.our_id(type_name, entry.source_id)
        # What all of a practice's patients share lies in no chart, where files are.
        found = [] if type_name in SHARED else files.cut(our_id, check.attachments)
        if len(found) > files.MOST:
            issues.add(entry.place, "too-long", f"{len(found)} files; a resource may have {files.MOST} at most")
        contents |= found
        try:
            records.append(Checked.of(entry.resource, our_id, [each for each, _ in found]))
        except TooLong as error:
            issues.add(entry.place, "too-long", str(error))
    return records
