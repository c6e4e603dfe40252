"""A practice's own system: it is told of messages, and answers them in the name of its staff (F4)."""

import pytest

from tests.circle import a_caregiver_of, account_of, log
from tests.cloud import Cloud, problem
from tests.documents import uploaded
from tests.messages import FRONT_DESK, Json, answer, begun, made, opened, reply, seen_by, texts, threads_of, unread
from tests.people import Patient, Practice, a_known_patient, a_patient
from tests.receiver import Receiver, a_listening_practice
from tests.staffing import Colleague, staff_of


@pytest.fixture
def practice(cloud: Cloud, receiver: Receiver) -> Practice:
    return a_listening_practice(cloud, receiver.url)


@pytest.fixture
def staff(practice: Practice) -> Colleague:
    return staff_of(practice)


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def received(cloud: Cloud, practice: Practice, receiver: Receiver) -> list[Json]:
    cloud.settle()
    return [each["data"] for each in receiver.messages(practice.secret, "message.received")]


@pytest.mark.feature("F4", "F2")
def test_the_practices_system_is_told_of_every_message_of_an_account(
    cloud: Cloud, practice: Practice, patient: Patient, staff: Colleague, receiver: Receiver
):
    document = uploaded(patient, "Letter.pdf")
    thread = begun(patient, FRONT_DESK, "My knee", attachments=[document["id"]])
    made(answer(staff, thread))
    [sent] = received(cloud, practice, receiver)
    shown = opened(patient, thread)["messages"][0]
    assert sent == {
        "patient_id": patient.id,
        "thread_id": thread["id"],
        "message_id": shown["id"],
        "from": {"account": account_of(patient), "name": "Rosa Alvarez", "role": "self"},
        "to": {"kind": "team", "id": FRONT_DESK, "name": "Front desk"},
        "subject": "My knee",
        "content": "When can I come?",
        "sent": sent["sent"],
        "attachments": shown["attachments"],
    }
    assert shown["attachments"][0]["name"] == "Letter.pdf"
    caregiver = a_caregiver_of(patient)
    begun(caregiver, staff.account_id, patient=patient)
    assert received(cloud, practice, receiver)[-1]["from"] == {
        "account": account_of(caregiver), "name": "Ana Alvarez", "role": "caregiver",
    }  # fmt: skip


@pytest.mark.feature("F4", "F5", "X2", "A17+")
def test_the_practices_system_answers_once(cloud: Cloud, practice: Practice, patient: Patient, staff: Colleague):
    thread = begun(patient, staff.account_id)
    told = {"patient_id": patient.id, "thread_id": thread["id"], "from": staff.account_id, "content": "By our system"}
    cloud.settle()
    mails = len(cloud.mails(patient.email))
    for _ in range(2):
        sent = practice.send("message.sent", told, webhook_id="msg_1")
        assert (sent.status, sent.json()) == (202, {"thread": thread["id"]})
    cloud.settle()
    assert len(cloud.mails(patient.email)) == mails + 1
    assert texts(opened(patient, thread)) == ["When can I come?", "By our system"]
    assert seen_by(staff, thread)["messages"][-1]["by"] == {"name": "Nora Lindqvist", "role": "administrator"}
    assert unread(patient) == 1
    assert [e["by"]["kind"] for e in log(patient) if e["action"] == "message.sent"] == ["practice", "self"]


@pytest.mark.feature("F4", "X2")
def test_the_practices_system_begins_a_thread_with_one_account(practice: Practice, patient: Patient, staff: Colleague):
    caregiver = a_caregiver_of(patient)
    told = {"patient_id": patient.id, "to_account": account_of(caregiver), "from": staff.account_id}
    wanted = told | {"subject": "Your mother's visit", "content": "She did well."}
    threads = {practice.send("message.sent", wanted, webhook_id="msg_2").json()["thread"] for _ in range(2)}
    assert threads == {t["id"] for t in threads_of(caregiver, patient=patient)}
    assert threads_of(patient) == []
    [thread] = threads_of(caregiver, "?search=mother", patient)
    assert thread["to"]["name"] == "Nora Lindqvist"
    assert made(reply(caregiver, thread, "Thank you", patient))["number"] == 2


@pytest.mark.feature("F4")
def test_what_the_practices_system_gets_wrong_is_named(practice: Practice, patient: Patient, staff: Colleague):
    other = a_patient(practice, "Walter")
    thread = begun(patient, staff.account_id)
    right = {"patient_id": patient.id, "thread_id": thread["id"], "from": staff.account_id, "content": "Yes"}
    new = {"patient_id": patient.id, "to_account": account_of(patient), "from": staff.account_id, "content": "Yes"}
    for wrong, field in (
        (right | {"patient_id": "nobody"}, "patient_id"),
        (right | {"patient_id": other.id}, "thread_id"),
        (right | {"thread_id": "never"}, "thread_id"),
        (right | {"thread_id": f"{account_of(patient)}_never"}, "thread_id"),
        (right | {"from": account_of(patient)}, "from"),
        (right | {"content": " "}, "content"),
        (right | {"to_account": account_of(patient)}, "thread_id"),
        (new, "subject"),
        (new | {"subject": "x" * 201}, "subject"),
        ({name: right[name] for name in ("patient_id", "thread_id", "content")}, "from"),
    ):
        refused = practice.send("message.sent", wrong)
        assert refused.status == 422, wrong
        assert [e["field"] for e in refused.json()["errors"]] == [f"data.{field}"], wrong
    stranger = practice.send("message.sent", new | {"subject": "Hello", "to_account": account_of(other)})
    assert problem(stranger) == "no-access"
    known = a_known_patient(practice)
    unreached = new | {"subject": "Hello", "patient_id": known.id}
    assert problem(practice.send("message.sent", unreached)) == "no-access"
    assert texts(opened(patient, thread)) == ["When can I come?"]
