"""The people and records around a patient, by the practice's invitations; and asking as somebody who is signed in."""

from typing import Any

import jwt

from local.gateway import HttpAnswer
from tests.invitees import a_caregiver, a_link, a_representative, take_in
from tests.people import Patient, Practice, a_known_patient


def a_caregiver_of(patient: Patient) -> Patient:
    """Ana Alvarez, the daughter, with an account of her own."""
    return a_caregiver(patient)


def a_representative_of(patient: Patient, sections: dict[str, str] | None = None) -> Patient:
    """Ruth Klein, with an account of her own, who reaches exactly these sections of the patient's record."""
    return a_representative(patient, permissions=sections or {"labs": "read", "records": "read"})


def records_elsewhere(patient: Patient, practice: Practice) -> str:
    """The patient's own chart at another practice, in the same account."""
    oneself = next(m for m in members(patient) if m["relationship"] == "self")
    return _taken_in(patient, a_known_patient(practice, patient.given, patient.email), oneself["id"])


def a_child_of(patient: Patient) -> str:
    """The chart of Sam Alvarez, in the account of the patient, who is its owner."""
    return _taken_in(patient, a_known_patient(patient.practice, "Sam", patient.email), None)


def _taken_in(whom: Patient, known: Patient, member_id: str | None) -> str:
    answer = take_in(whom, known, a_link(known, "primary", known.email), member_id)
    assert answer.status == 200, answer.body
    return chart_of(known)


def account_of(whom: Patient) -> str:
    return str(jwt.decode(whom.token, options={"verify_signature": False})["sub"])


def chart_of(patient: Patient) -> str:
    """The practice's chart of the patient, with or without an account."""
    from portal import ids

    return ids.chart_id(patient.practice.id, patient.id)


def members(whom: Patient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told(ask(whom, "GET", "/api/members"))["members"]
    return found


def ask(whom: Patient, method: str, path: str, body: Any = b"", **headers: str) -> HttpAnswer:
    """As somebody who is signed in."""
    return whom.cloud.call(method, path, body, token=whom.token, **headers)


def told(answer: HttpAnswer) -> dict[str, Any]:
    assert answer.status == 200, answer.body
    found: dict[str, Any] = answer.json()
    return found


def log(whom: Patient, query: str = "") -> list[dict[str, Any]]:
    """The account's own log, newest first."""
    found: list[dict[str, Any]] = told(ask(whom, "GET", f"/api/audit{query}"))["entries"]
    return found
