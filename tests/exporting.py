"""Asking for downloads and opening what came of them, in a cloud of this process."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.api.test_records import a1cs, send_records
from tests.bundles import appointment, observation
from tests.bundles import patient as fhir_patient
from tests.circle import ask, members, told
from tests.cloud import client
from tests.people import Patient, Practice, a_patient
from tests.signing_in import by_mail

Json = dict[str, Any]


VITALS = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "vital-signs"}]}
SEEN = observation(id="seen", performer=[{"reference": "PractitionerRole/role"}])
"""By whom, the practice has not told yet."""


def a_patient_with_records(practice: Practice) -> Patient:
    """Seven of them."""
    rosa = a_patient(practice)
    vitals = observation(id="weight", category=[VITALS])
    send_records(rosa, fhir_patient(), *a1cs(3), SEEN, vitals, appointment())
    return rosa


def signs_in(whom: Patient) -> None:
    """Again, when the session has ended."""
    whom.token = by_mail(whom)["AccessToken"]


def member_of(whom: Patient, given: str = "Rosa") -> str:
    return str(next(m["id"] for m in members(whom) if m["given"] == given))


def asked(whom: Patient, kind: str = "fhir", given: str = "Rosa", **days: str) -> str:
    """The id of a file that was asked for; it is made by now."""
    answer = ask(whom, "POST", f"/api/members/{member_of(whom, given)}/exports", {"kind": kind} | days)
    assert answer.status == 201, answer.body
    assert answer.json()["state"] == "waiting"
    whom.cloud.settle()
    return str(answer.json()["id"])


def exports(whom: Patient, given: str = "Rosa") -> list[Json]:
    found: list[Json] = told(ask(whom, "GET", f"/api/members/{member_of(whom, given)}/exports"))["exports"]
    return found


def export(whom: Patient, export_id: str, given: str = "Rosa") -> Json:
    return next(each for each in exports(whom, given) if each["id"] == export_id)


def file_of(whom: Patient, export_id: str, given: str = "Rosa") -> bytes:
    """What the address gives, after looking at how it is given."""
    url = told(ask(whom, "GET", f"/api/members/{member_of(whom, given)}/exports/{export_id}/file"))["url"]
    query = parse_qs(urlsplit(url).query)
    assert query["X-Amz-Expires"] == ["300"]
    [disposition] = query["response-content-disposition"]
    assert disposition.startswith('attachment; filename="kinchart-2')
    key = "exports/" + urlsplit(url).path.partition("/exports/")[2]
    content: bytes = client("s3").get_object(Bucket="files", Key=key)["Body"].read()
    return content


def bundle_of(whom: Patient, export_id: str, given: str = "Rosa") -> Json:
    found: Json = json.loads(file_of(whom, export_id, given))
    return found


def counts(found: Json) -> dict[str, int]:
    """Resources by type."""
    types = [entry["resource"]["resourceType"] for entry in found["entry"]]
    return {name: types.count(name) for name in sorted(set(types))}
