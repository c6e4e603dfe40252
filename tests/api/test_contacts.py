"""My Contacts: the account's own address book (A10)."""

from typing import Any

import pytest

from local.gateway import HttpAnswer
from tests.cloud import Cloud
from tests.people import Patient, Practice, a_patient

NAIR = {
    "kind": "health", "name": "Dr. Priya Nair", "role": "Heart doctor", "phone": "555-0117 ext. 2",
    "email": "priya@riverside.example", "address": "12 River Road\nSpringfield", "notes": "Ask for Maria. Ñandú ❤",
}  # fmt: skip


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def ask(patient: Patient, method: str, path: str = "", body: Any = b"", **headers: str) -> HttpAnswer:
    return patient.cloud.call(method, f"/api/contacts{path}", body, token=patient.token, **headers)


def told(answer: HttpAnswer) -> dict[str, Any]:
    assert answer.status == 200, answer.body
    found: dict[str, Any] = answer.json()
    return found


def listed(patient: Patient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told(ask(patient, "GET"))["contacts"]
    return found


@pytest.mark.feature("A10", "A8")
def test_contacts_are_added_changed_listed_and_deleted(cloud: Cloud, patient: Patient):
    assert listed(patient) == []
    nair = told(ask(patient, "POST", "", NAIR))
    assert nair == NAIR | {"id": nair["id"]}
    yoga = told(ask(patient, "POST", "", {"kind": "wellness", "name": "  Anna's yoga "}))
    assert (yoga["name"], yoga["phone"], yoga["notes"]) == ("Anna's yoga", None, None)
    assert [c["name"] for c in listed(patient)] == ["Anna's yoga", "Dr. Priya Nair"]
    changed = told(ask(patient, "PUT", f"/{nair['id']}", {"kind": "practice", "name": "Riverside", "email": ""}))
    assert changed == dict.fromkeys(NAIR) | {"id": nair["id"], "kind": "practice", "name": "Riverside"}
    assert told(ask(patient, "DELETE", f"/{yoga['id']}")) == {}
    assert listed(patient) == [changed]
    log = told(cloud.call("GET", "/api/audit?kind=account", token=patient.token))["entries"]
    assert [e["action"] for e in log][:4] == ["contact.removed", "contact.changed", "contact.added", "contact.added"]


@pytest.mark.feature("A10", "X5")
def test_nobody_reaches_anothers_contacts(practice: Practice, patient: Patient):
    nair = told(ask(patient, "POST", "", NAIR))["id"]
    other = a_patient(practice, "Walter")
    assert listed(other) == []
    assert ask(other, "PUT", f"/{nair}", NAIR).status == 404
    assert ask(other, "DELETE", f"/{nair}").status == 404
    assert len(listed(patient)) == 1
    assert ask(patient, "DELETE", "/never").status == 404


@pytest.mark.feature("A10", "X1")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "  "}, "name"), ({"name": "x" * 101}, "name"), ({"kind": "family"}, "kind"),
        ({"phone": "x" * 41}, "phone"), ({"email": "nobody"}, "email"), ({"notes": "x" * 2001}, "notes"),
        ({"address": "x" * 301}, "address"), ({"role": "x" * 101}, "role"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named(patient: Patient, changes: dict[str, str], field: str):
    answer = ask(patient, "POST", "", NAIR | changes)
    assert answer.status == 422
    assert [e["field"] for e in answer.json()["errors"]] == [field]
    assert listed(patient) == []


@pytest.mark.feature("A10", "X3")
def test_there_is_an_end_to_contacts(patient: Patient, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("portal.contacts.MOST", 2)
    for name in ("a", "b"):
        told(ask(patient, "POST", "", {"kind": "health", "name": name}))
    answer = ask(patient, "POST", "", {"kind": "health", "name": "c"})
    assert (answer.status, answer.json()["errors"][0]["code"]) == (422, "too_many")


@pytest.mark.feature("A10", "X2")
def test_a_contact_that_is_sent_twice_is_added_once(patient: Patient):
    first, second = (ask(patient, "POST", "", NAIR, idempotency_key="the same") for _ in range(2))
    assert first.json() == second.json()
    assert len(listed(patient)) == 1
