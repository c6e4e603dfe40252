"""`python -m tests.roundtrip FOLDER…`: every bundle goes in through the webhook and comes back through /fhir.

Against the cloud that `make run` started. For each bundle a new patient is told of, invited and signed in. Prints by
type what was sent, what the import reports as stored and what /fhir gives the patient; pushes it again and wants
nothing to change. Ends with 1 when any two numbers differ.
"""

import argparse
import json
import sys
import time
import uuid
from collections import Counter
from pathlib import Path
from typing import Any

from local.place import Place
from local.workers import add_code_to_path
from tests.e2e.laptop import Laptop
from tests.people import Patient, Practice, sign_up

SERVED = ("Patient", "Appointment", "DiagnosticReport", "MedicationRequest", "Observation")
PATIENCE = 300
"""Seconds for one import."""


def roundtrip(
    practice: Practice, bundle: dict[str, Any], text: str
) -> tuple[list[tuple[str, int, int, int | None]], str]:
    """Rows of type, sent, stored, given back (None for types that /fhir does not serve yet), and what went wrong."""
    patient = _tell_of(practice, bundle)
    first = _push(practice, patient, text)
    sign_up(patient)
    given = {name: _given_back(patient, name) for name in SERVED}
    again = _push(practice, patient, text)
    sent = Counter(e["resource"]["resourceType"] for e in bundle["entry"])
    rows = [(name, sent[name], first["stored"].get(name, 0), given.get(name)) for name in sorted(sent)]
    wrong = [name for name, out, kept, back in rows if out != kept or back not in (None, out)]
    if again["written"] or again["stored"] != first["stored"]:
        wrong.append("the second push changed something")
    if {name: _given_back(patient, name) for name in SERVED} != given:
        wrong.append("the second push changed what is given back")
    return rows, ", ".join(wrong)


def _tell_of(practice: Practice, bundle: dict[str, Any]) -> Patient:
    sent = next(e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == "Patient")
    name, number = sent["name"][0], uuid.uuid4().hex[:8]
    given, family = " ".join(name["given"]), name["family"]
    patient = Patient(practice, number, given, family, sent["birthDate"], f"{number}@example.org", f"patient-{number}")
    told = {"id": number, "given": given, "family": family, "birth_date": patient.birth_date, "email": patient.email}
    assert practice.send("patient.upserted", {"patient": told, "caregivers": []}).status == 202
    return patient


def _push(practice: Practice, patient: Patient, text: str) -> dict[str, Any]:
    answer = practice.send_text("records.upserted", f'{{"patient_id":"{patient.id}","bundle":{text}}}')
    assert answer.status == 202, answer.body[:2000]
    end = time.monotonic() + PATIENCE
    while True:
        report: dict[str, Any] = practice.get(f"/imports/{answer.json()['import']}").json()
        if report["state"] in ("complete", "failed") or time.monotonic() > end:
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
    sums: dict[str, list[int | None]] = {}
    failed = 0
    for file in sorted(file for folder in options.folders for file in folder.rglob("*.json")):
        text = file.read_text()
        rows, wrong = roundtrip(practice, json.loads(text), text)
        failed += bool(wrong)
        print(f"{file.name}: {sum(row[1] for row in rows)} resources, {wrong or 'all there, twice'}", flush=True)
        for name, *numbers in rows:
            before = sums.setdefault(name, [0, 0, None if numbers[2] is None else 0])
            sums[name] = [None if a is None or b is None else a + b for a, b in zip(before, numbers, strict=True)]
    print(f"\n{'type':<28}{'sent':>8}{'stored':>8}{'/fhir':>8}")
    for name, (out, kept, back) in sorted(sums.items()):
        print(f"{name:<28}{out:>8}{kept:>8}{'-' if back is None else back:>8}")
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
