"""`python -m tests.roundtrip FOLDER…`: all that lies there goes in by the webhook, or is refused for a good reason.

Against the cloud that `make run` started. For each bundle, and each single resource as a bundle of its own, a new
patient is told of. What is stored has to be equal to what was sent once our listed changes are undone
(tests/undoing.py), has to be good FHIR for `fhir.resources`, and pushed again nothing may change; the patient of a
bundle signs in and gets by /fhir as many of each type as were sent. What is refused has to be refused for the reason
that tests/agreed.py tells. Ends with 1 when anything is otherwise.
"""

import argparse
import json
import sys
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from local.place import Place
from local.workers import add_code_to_path
from tests.agreed import refusal, whose
from tests.e2e.laptop import Laptop
from tests.people import Patient, Practice, sign_up
from tests.undoing import Kept, Undoing, exact

PATIENCE = 300
"""Seconds for one import."""
FINISHED = ("complete", "refused", "failed")
INVENTED = {"name": [{"given": ["Rosa"], "family": "Alvarez"}], "birthDate": "1956-04-28"}
"""Of a patient of whom the file does not tell."""

Json = dict[str, Any]


class Refused(Exception):
    """The bundle was refused; `issues` say why."""

    def __init__(self, issues: list[Json]) -> None:
        self.issues = issues


@dataclass
class Roundtrip:
    practice: Practice
    kept: Kept
    sums: dict[str, Counter[str]] = field(default_factory=dict)
    changes: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)

    def file(self, path: Path) -> str:
        """What is wrong with how it went; empty when nothing is."""
        text = path.read_text()
        sent = json.loads(text)
        single = sent["resourceType"] != "Bundle"
        expected = refusal(str(path), sent) if single else None
        if single:
            entry = f'{{"fullUrl":"urn:uuid:one","resource":{text}}}'
            text = f'{{"resourceType":"Bundle","type":"collection","entry":[{entry}]}}'
        try:
            wrong = self.bundle(text, whose(sent) if single else None)
        except Refused as refused:
            return self._as_expected(refused.issues, expected)
        return f"taken, although {expected[2]}" if expected else wrong

    def _as_expected(self, issues: list[Json], expected: tuple[str, str, str] | None) -> str:
        if expected is None:
            return f"refused: {issues[:3]}"
        code, where, why = expected
        self.refusals[why] += 1
        right = any(issue["code"] == code and where in issue["expression"][0] for issue in issues)
        return "" if right else f"refused, but not because {why}: {issues[:3]}"

    def bundle(self, text: str, named: str | None) -> str:
        sent = exact(text)
        resources = [entry["resource"] for entry in sent["entry"]]
        person = next((r for r in resources if r["resourceType"] == "Patient"), None)
        patient = _tell_of(self.practice, person or INVENTED, named)
        first = _push(self.practice, patient, text)
        given = self._signed_in(patient, resources) if person else {}
        wrong = self._compared(sent, patient)
        again = _push(self.practice, patient, text)
        if again["written"] or again["stored"] != first["stored"]:
            wrong.append("the second push changed something")
        for name, count in Counter(r["resourceType"] for r in resources).items():
            numbers = {"sent": count, "stored": first["stored"].get(name, 0)}
            numbers |= {"asked": count, "/fhir": given[name]} if name in given else {}
            if len(set(numbers.values())) > 1:
                wrong.append(f"{name}: {numbers}")
            self.sums.setdefault(name, Counter()).update(numbers)
        return "; ".join(wrong)

    def _signed_in(self, patient: Patient, resources: list[Json]) -> dict[str, int]:
        from portal.records.parameters import SERVED

        sign_up(patient)
        return {name: _given_back(patient, name) for name in SERVED if name in {r["resourceType"] for r in resources}}

    def _compared(self, sent: Json, patient: Patient) -> list[str]:
        from portal.ids import chart_id

        chart = chart_id(self.practice.id, patient.id)
        me = {patient.id, *(str(whose(entry["resource"])) for entry in sent["entry"])}
        undoing, wrong = Undoing(sent, self.kept, self.practice.id, chart, me), []
        for resource, kept in undoing.pairs():
            about = f"{resource['resourceType']}/{resource.get('id')}"
            if kept is None:
                wrong.append(f"{about} is not there")
                continue
            wrong += _no_fhir(about, kept)
            wrong += [f"{about}{place}" for place in undoing.differences(resource, kept)]
        self.changes += undoing.changes
        return wrong[:5]


def _no_fhir(about: str, resource: Json) -> list[str]:
    """Where fhir.resources refuses it; but the `_value…` of extensions are FHIR, and it does not know them."""
    from fhir.resources.R4B import get_fhir_model_class
    from pydantic import ValidationError

    try:
        get_fhir_model_class(resource["resourceType"]).model_validate(resource)
    except ValidationError as error:
        places = [fault["loc"] for fault in error.errors() if not str(fault["loc"][-1]).startswith("_value")]
        return [f"{about} is no FHIR at {place}" for place in places]
    return []


def _tell_of(practice: Practice, person: Json, named: str | None) -> Patient:
    """`named` is what the sender's other records call the patient; else it is an id of our own."""
    name, number = person["name"][0], uuid.uuid4().hex[:8]
    given, family = " ".join(name["given"]), name["family"]
    patient_id = named or number
    born = person["birthDate"]
    patient = Patient(practice, patient_id, given, family, born, f"{number}@example.org", f"patient-{number}")
    told = {"id": patient.id, "given": given, "family": family, "birth_date": born, "email": patient.email}
    assert practice.send("patient.upserted", {"patient": told, "caregivers": []}).status == 202
    return patient


def _push(practice: Practice, patient: Patient, text: str) -> Json:
    answer = practice.send_text("records.upserted", f'{{"patient_id":"{patient.id}","bundle":{text}}}')
    if answer.status == 422:
        raise Refused(answer.json()["issue"])
    assert answer.status == 202, answer.body[:2000]
    end = time.monotonic() + PATIENCE
    while True:
        report: Json = practice.get(f"/imports/{answer.json()['import']}").json()
        if report["state"] in FINISHED or time.monotonic() > end:
            return report
        time.sleep(0.1)


def _given_back(patient: Patient, name: str) -> int:
    """Different ids on all pages of a search."""
    members = patient.cloud.call("GET", "/api/members", token=patient.token).json()["members"]
    chart = members[0]["charts"][0]["id"]
    query = f"_id={chart}" if name == "Patient" else f"patient={chart}&_count=100"
    path: str | None = f"/fhir/{name}?{query}"
    found: set[str] = set()
    while path:
        page = patient.cloud.call("GET", path, token=patient.token).json()
        found |= {entry["resource"]["id"] for entry in page.get("entry", [])}
        path = next((link["url"] for link in page["link"] if link["relation"] == "next"), None)
    return len(found)


def main() -> int:
    add_code_to_path()
    parser = argparse.ArgumentParser(prog="python -m tests.roundtrip", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--state", type=Path, default=Place.state, help="the folder of the running cloud")
    options = parser.parse_args()
    laptop = Laptop.running(options.state)
    told = laptop.told["practices"][0]
    practice = Practice(laptop, told["id"], told["webhook_secret"], told["name"])
    trip = Roundtrip(practice, Kept(laptop.aws, laptop.told["table"], laptop.told["files_bucket"]))
    failed, files = 0, sorted(file for folder in options.folders for file in folder.rglob("*.json"))
    for file in files:
        wrong = trip.file(file)
        failed += bool(wrong)
        if wrong:
            print(f"{file.parent.name}/{file.name}: {wrong}", flush=True)
    print(f"\n{'type':<28}{'sent':>8}{'stored':>8}   given back of those in bundles")
    for name, numbers in sorted(trip.sums.items()):
        given = f"{numbers['/fhir']} of {numbers['asked']}" if "asked" in numbers else "-"
        print(f"{name:<28}{numbers['sent']:>8}{numbers['stored']:>8}   {given}")
    for title, counted in (("refused, because", trip.refusals), ("changed", trip.changes)):
        print(f"\n{title}", *(f"{count:>8}  {what}" for what, count in counted.most_common()), sep="\n")
    print(f"\n{len(files)} files, {sum(trip.refusals.values())} refused as agreed, {failed} otherwise than expected")
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
