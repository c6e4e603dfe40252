"""C5: who writes about the same patient never learns of another's messages, in any way."""

import json
from collections.abc import Callable

import boto3
import pytest

from tests.circle import a_caregiver_of, a_representative_of, account_of, ask, chart_of, log, told
from tests.cloud import Cloud
from tests.documents import uploaded
from tests.invitees import an_address
from tests.messages import (
    FRONT_DESK,
    Json,
    answer,
    begun,
    change,
    inbox,
    made,
    opened,
    path_of,
    read,
    reply,
    seen_by,
    threads_of,
    unread,
    write_to,
)
from tests.people import Patient, Practice, a_patient
from tests.staffing import Colleague, on_chart, staff_of

SECRETS = {"patient": "Kumquat", "caregiver": "Persimmon", "other caregiver": "Rambutan"}
"""A word in the subject and in the text of each one's messages."""


class Family:
    """A patient and two caregivers, each with a thread that the practice has answered, and a document with it."""

    def __init__(self, practice: Practice) -> None:
        self.cloud, self.staff = practice.cloud, staff_of(practice)
        self.patient = a_patient(practice)
        self.people = {"patient": self.patient} | {
            name: a_caregiver_of(self.patient) for name in ("caregiver", "other caregiver")
        }
        self.threads: dict[str, Json] = {}
        self.attachments: dict[str, str] = {}
        for name, whom in self.people.items():
            word = SECRETS[name]
            document = uploaded(whom, f"{word}.pdf", f"%PDF-1.7 {word}".encode(), self.patient)
            more = {"content": f"About {word}", "attachments": [document["id"]]}
            self.threads[name] = begun(whom, self.staff.account_id, word, self.patient, **more)
            made(answer(self.staff, self.threads[name], f"More about {word}"))
            shown = opened(whom, self.threads[name], self.patient)
            self.attachments[name] = shown["messages"][0]["attachments"][0]["id"]

    def others(self, name: str) -> list[str]:
        return [each for each in self.people if each != name]


@pytest.fixture
def family(practice: Practice) -> Family:
    return Family(practice)


@pytest.mark.feature("C5", "F3", "F2")
def test_nobody_learns_of_anothers_messages(family: Family):
    """By the list, the id, the search, the count, the attachment, the draft, the log."""
    patient, chart = family.patient, chart_of(family.patient)
    for name, whom in family.people.items():
        mine, theirs = family.threads[name], [family.threads[other] for other in family.others(name)]
        assert [t["id"] for t in threads_of(whom, patient=patient)] == [mine["id"]]
        assert [t["id"] for t in threads_of(whom, "?search=nora", patient)] == [mine["id"]]
        assert unread(whom, patient) == 1
        for other in family.others(name):
            assert threads_of(whom, f"?search={SECRETS[other]}", patient) == []
        own_file = f"{path_of(patient, mine)}/attachments/{family.attachments[name]}"
        assert ask(whom, "GET", own_file).status == 200
        for other, thread in zip(family.others(name), theirs, strict=True):
            path, file = path_of(patient, thread), family.attachments[other]
            for method, below, body in _ALL:
                refused = ask(whom, method, f"{path}{below}", body)
                assert refused.status == 404, (name, method, below)
                never = ask(whom, method, f"{path_of(patient, {'id': 'never_k3v7'})}{below}", body)
                assert refused.json() == never.json(), "as if there were none"
            for mixed in (f"{path}/attachments/{file}", f"{path_of(patient, mine)}/attachments/{file}"):
                assert ask(whom, "GET", mixed).status == 404
            draft = {"content": "Mine now", "version": 0}
            assert ask(whom, "PUT", f"/api/charts/{chart}/drafts/{thread['id']}", draft).status == 404
        read(whom, mine, 2, patient)
        assert [unread(family.people[other], patient) for other in family.others(name)] == [
            0 if list(family.people).index(other) < list(family.people).index(name) else 1
            for other in family.others(name)
        ], "what one reads, others have not read"


_ALL: tuple[tuple[str, str, Json | bytes], ...] = (
    ("GET", "", b""), ("POST", "/messages", {"content": "May I?"}), ("PUT", "/read", {"count": 9}),
)  # fmt: skip


@pytest.mark.feature("C5", "A8", "A17+")
def test_no_log_and_no_mail_tells_of_anothers_messages(family: Family):
    family.cloud.settle()
    mails = {name: len(family.cloud.mails(whom.email)) for name, whom in family.people.items()}
    seen = {name: len(log(whom)) for name, whom in family.people.items()}
    writer = family.people["caregiver"]
    thread = family.threads["caregiver"]
    opened(writer, thread, family.patient)
    read(writer, thread, 2, family.patient)
    made(reply(writer, thread, "Persimmon again", family.patient))
    seen_by(family.staff, thread)
    made(answer(family.staff, thread, "Persimmon it is"))
    change(family.staff, thread, state="closed", assignee=FRONT_DESK)
    family.cloud.settle()
    for name in family.others("caregiver"):
        whom = family.people[name]
        assert len(log(whom)) == seen[name], "their log has nothing new"
        assert len(family.cloud.mails(whom.email)) == mails[name], "no mail came"
    assert [e["action"] for e in log(writer)][:3] == ["message.sent", "messages.viewed", "message.sent"]
    assert len(family.cloud.mails(writer.email)) == mails["caregiver"] + 1
    words = json.dumps([log(whom) for whom in family.people.values()])
    assert not any(secret in words for secret in SECRETS.values()), "no log holds what was written"


@pytest.mark.feature("C5", "C7+")
def test_the_patient_sees_that_access_was_used_and_not_for_what(family: Family):
    writer = family.people["caregiver"]
    opened(writer, family.threads["caregiver"], family.patient)
    shared = told(ask(family.patient, "GET", f"/api/charts/{chart_of(family.patient)}/access"))
    assert any(each["last_used"] for each in shared["access"])
    theirs = {account_of(family.people[name]) for name in family.others("patient")}
    noted = [e for e in log(family.patient) if e["by"].get("account") in theirs]
    assert not {"messages", "documents"} & {e["section"] for e in noted}


@pytest.mark.feature("C5", "F4")
def test_the_practice_sees_all_and_another_practice_nothing(family: Family, practice: Practice):
    assert {t["id"] for t in inbox(family.staff)} == {t["id"] for t in family.threads.values()}
    elsewhere = _another_practice(family.cloud)
    far = staff_of(elsewhere)
    assert inbox(far) == inbox(far, "?search=alvarez") == []
    for thread in family.threads.values():
        for method, below, body in (("GET", "", b""), ("POST", "/messages", {"content": "x"}), ("PATCH", "", {})):
            assert far.ask(method, f"/threads/{thread['id']}{below}", body).status == 404
    assert told(ask(far, "GET", "/api/staff"))["unseen"] == 0
    assert far.ask("POST", f"{on_chart(family.patient)}/threads", {}).status == 404


def _another_practice(cloud: Cloud) -> Practice:
    told = cloud.ops("RegisterPractice", {"name": "Harbor Clinic", "phone": "555-0190"})
    return Practice(cloud, told["practice_id"], told["webhook_secret"], "Harbor Clinic")


@pytest.mark.feature("C5")
def test_nothing_of_what_was_written_lies_open_in_the_table(family: Family):
    rows = boto3.client("dynamodb").scan(TableName="kinchart")["Items"]
    bodies = str([row for row in rows if row["kind"]["S"] in ("MESSAGE", "UNSENT", "DELIVERY", "OUTBOX")])
    assert not any(f"bout {secret}" in bodies for secret in SECRETS.values())


ENDS: dict[str, Callable[[Patient, Patient, Colleague], object]] = {
    "the patient ends it": lambda patient, who, staff: told(
        ask(patient, "DELETE", f"/api/charts/{chart_of(patient)}/access/{account_of(who)}")
    ),
    "the patient takes the section": lambda patient, who, staff: told(
        ask(
            patient,
            "PATCH",
            f"/api/charts/{chart_of(patient)}/access/{account_of(who)}",
            {"sections": {"labs": "read"}},
        )
    ),
}


@pytest.mark.feature("C7+", "F4", "A17+")
@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS.keys())
def test_whose_access_has_ended_is_not_written_to_and_told_of_nothing(
    practice: Practice, cloud: Cloud, end: Callable[[Patient, Patient, Colleague], object]
):
    staff, patient = staff_of(practice), a_patient(practice)
    who = a_representative_of(patient, {"labs": "read", "messages": "write"})
    thread = begun(who, staff.account_id, patient=patient)
    made(answer(staff, thread, "On its way"))
    end(patient, who, staff)
    sent = len(cloud.mails(who.email))
    cloud.settle()
    assert not [m for m in cloud.mails(who.email)[sent:] if "something new" in m["subject"]], "nothing that waited"
    assert ask(who, "GET", path_of(patient, thread)).status in (403, 404)
    assert reply(who, thread, "Hello?", patient).status in (403, 404)
    for refused in (answer(staff, thread), write_to(staff, account_of(who), patient)):
        assert refused.status == 409
        assert refused.json()["type"] == "/problems/no-access"
        assert "cannot read messages" in refused.json()["detail"]
    assert inbox(staff)[0]["id"] == thread["id"], "the practice keeps what was written"
    assert write_to(staff, an_address(), patient).status == 409
