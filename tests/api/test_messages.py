"""Messages between an account and a practice: written, answered, read, found, kept as drafts (F1, F2, F4)."""

import pytest

from tests.circle import a_caregiver_of, a_child_of, a_representative_of, account_of, ask, chart_of, log, told
from tests.cloud import Cloud, problem
from tests.messages import (
    CARE_TEAM,
    FRONT_DESK,
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
    send,
    texts,
    threads_of,
    unread,
    unseen,
    write_to,
)
from tests.people import Patient, Practice, a_patient
from tests.staffing import Colleague, staff_of


@pytest.fixture
def staff(practice: Practice) -> Colleague:
    return staff_of(practice)


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.mark.feature("F1", "F2", "F4", "D8", "A8", "A17+")
def test_a_message_is_written_answered_and_read(cloud: Cloud, patient: Patient, staff: Colleague):
    cloud.settle()
    before = len(cloud.mails(patient.email)), len(cloud.mails(staff.username))
    thread = begun(patient, staff.account_id, "A  refill\n please")
    assert (thread["subject"], thread["count"], thread["unread"]) == ("A refill please", 1, False)
    assert thread["to"] == {"kind": "member", "id": staff.account_id, "name": "Nora Lindqvist"}
    assert unseen(staff) == 1
    [listed] = inbox(staff)
    assert (listed["patient"], listed["writer"], listed["role"], listed["unseen"]) == (
        "Rosa Alvarez", "Rosa Alvarez", "primary", True,
    )  # fmt: skip
    assert listed["assignee"] == thread["to"]
    seen = seen_by(staff, thread)
    assert texts(seen) == ["When can I come?"]
    assert seen["messages"][0]["by"] == {"name": "Rosa Alvarez", "role": "self"}
    assert change(staff, thread, seen=1)["unseen"] is False
    assert unseen(staff) == 0
    assert made(answer(staff, thread))["number"] == 2
    assert unread(patient) == 1
    shown = opened(patient, thread)
    assert texts(shown) == ["When can I come?", "On Monday."]
    assert shown["messages"][1]["by"] == {"name": "Nora Lindqvist", "role": "administrator"}
    assert (shown["thread"]["unread"], shown["thread"]["seen_by_practice"]) == (True, True)
    assert read(patient, thread, 2)["unread"] is False
    assert unread(patient) == 0
    cloud.settle()
    for address, sent in zip((patient.email, staff.username), before, strict=True):
        [mail] = cloud.mails(address)[sent:]
        for secret in ("refill", "Monday", "When can", "Rosa", "Lindqvist"):
            assert secret not in mail["subject"] + mail["text"]
    assert [e["action"] for e in log(patient)][:4] == [
        "record.viewed", "message.sent", "messages.viewed", "message.sent",
    ]  # fmt: skip
    entries = told(staff.ask("GET", "/audit"))["entries"]
    assert [e["action"] for e in entries if e["action"].startswith("message")] == [
        "message.sent", "messages.viewed", "message.sent",
    ]  # fmt: skip


@pytest.mark.feature("F1", "F2")
def test_recipients_are_members_and_teams_that_somebody_is_in(practice: Practice, patient: Patient, cloud: Cloud):
    desk, nurse = staff_of(practice, "front-desk"), staff_of(practice, "clinician")
    path = f"/api/charts/{chart_of(patient)}/recipients"
    found = told(ask(patient, "GET", path))["recipients"]
    assert [each["name"] for each in found] == ["Care team", "Front desk", "Nora Lindqvist", "Nora Lindqvist"]
    assert {each["id"] for each in found} == {CARE_TEAM, FRONT_DESK, desk.account_id, nurse.account_id}
    assert told(desk.ask("GET", "/colleagues"))["colleagues"] == found
    cloud.settle()
    before = len(cloud.mails(desk.username)), len(cloud.mails(nurse.username))
    thread = begun(patient, FRONT_DESK)
    assert thread["to"] == {"kind": "team", "id": FRONT_DESK, "name": "Front desk"}
    cloud.settle()
    told_of = len(cloud.mails(desk.username)) - before[0], len(cloud.mails(nurse.username)) - before[1]
    assert told_of == (1, 0), "the team is told, and nobody else"
    assert [each["id"] for each in inbox(nurse)] == [thread["id"]], "the inbox is the practice's"
    for unknown in ("team:nobody", account_of(patient), "x"):
        refused = send(patient, unknown)
        assert refused.status == 422
        assert refused.json()["errors"][0]["field"] == "to"


@pytest.mark.feature("F2")
def test_what_is_missing_or_too_long_is_named(patient: Patient, staff: Colleague):
    to = staff.account_id
    for field, text, code in (
        ("subject", " \n ", "missing"), ("subject", "x" * 201, "too_long"), ("content", " ", "missing"),
        ("content", "x" * 10_001, "too_long"), ("content", "\u200b\x00\u2060", "missing"),
        ("subject", "\u200b", "missing"),
    ):  # fmt: skip
        [error] = send(patient, to, **{field: text}).json()["errors"]
        assert (error["field"], error["code"]) == (field, code)
    assert threads_of(patient) == []
    long = begun(patient, to, "ñ" * 200, content="á\n" * 5000)
    assert opened(patient, long)["messages"][0]["content"] == ("á\n" * 5000).strip()
    marked = begun(patient, to, content="One\x1b[2J\r\n\ttwo\x00")
    assert opened(patient, marked)["messages"][0]["content"] == "One[2J\n\ttwo"


@pytest.mark.feature("F2")
def test_a_message_that_comes_while_others_are_read_stays_unread(patient: Patient, staff: Colleague):
    thread = begun(patient, staff.account_id)
    made(answer(staff, thread, "First"))
    made(answer(staff, thread, "Second"))
    assert read(patient, thread, 2)["unread"] is True
    made(reply(patient, thread, "Thank you"))
    assert read(patient, thread, 3)["unread"] is False, "the fourth is one's own"
    assert change(staff, thread, seen=3)["unseen"] is True
    assert change(staff, thread, seen=4)["unseen"] is False
    assert change(staff, thread, seen=False)["unseen"] is True
    assert (unread(patient), unseen(staff)) == (0, 1)
    assert staff.ask("PATCH", f"/threads/{thread['id']}", {"seen": True}).status == 422
    assert staff.ask("PATCH", f"/threads/{thread['id']}", {"seen": -1}).status == 422


@pytest.mark.feature("F2", "F4")
def test_threads_are_assigned_closed_and_opened_again(practice: Practice, patient: Patient, staff: Colleague):
    nurse = staff_of(practice, "clinician")
    thread, other = begun(patient, staff.account_id), begun(patient, staff.account_id, "Another")
    assert change(staff, thread, assignee=CARE_TEAM)["assignee"]["name"] == "Care team"
    assert [each["id"] for each in inbox(nurse, f"?assignee={CARE_TEAM}")] == [thread["id"]]
    change(nurse, thread, assignee=nurse.account_id)
    assert [each["id"] for each in inbox(nurse, "?assignee=me")] == [thread["id"]]
    assert [each["id"] for each in inbox(staff, "?assignee=me")] == [other["id"]]
    refused = staff.ask("PATCH", f"/threads/{thread['id']}", {"assignee": account_of(patient)})
    assert refused.json()["errors"][0]["field"] == "assignee"
    assert change(nurse, thread, state="closed")["state"] == "closed"
    assert [each["id"] for each in inbox(nurse)] == [other["id"]]
    assert [each["id"] for each in inbox(nurse, "?state=closed")] == [thread["id"]]
    assert opened(patient, thread)["thread"]["state"] == "closed"
    made(reply(patient, thread, "One more thing"))
    assert [each["id"] for each in inbox(nurse)] == [thread["id"], other["id"]]
    made(answer(nurse, thread))
    change(nurse, thread, state="closed")
    change(nurse, thread, state="open")
    actions = [e["action"] for e in told(staff.ask("GET", "/audit"))["entries"]]
    assert [a for a in actions if a.startswith("thread.")] == [
        "thread.reopened", "thread.closed", "thread.closed", "thread.assigned", "thread.assigned",
    ]  # fmt: skip


@pytest.mark.feature("F3", "F1", "C4", "C8+")
def test_what_is_sent_for_another_says_so(practice: Practice, patient: Patient, staff: Colleague):
    caregiver = a_caregiver_of(patient)
    thread = begun(caregiver, staff.account_id, patient=patient)
    [message] = seen_by(staff, thread)["messages"]
    assert message["by"] == {"name": "Ana Alvarez", "role": "caregiver"}
    assert message["on_behalf_of"] == "Rosa Alvarez"
    assert seen_by(staff, thread)["thread"]["role"] == "caregiver"
    child = a_child_of(patient)
    wanted = {"to": staff.account_id, "subject": "Sam", "content": "May Sam swim?"}
    of_child = made(ask(patient, "POST", f"/api/charts/{child}/threads", wanted))
    [message] = seen_by(staff, of_child)["messages"]
    assert (message["by"]["name"], message["on_behalf_of"]) == ("Rosa Alvarez", "Sam Alvarez")
    assert threads_of(patient) == [], "about the child alone"


@pytest.mark.feature("F1", "C6")
def test_a_representative_who_may_only_read_is_written_to_and_does_not_write(patient: Patient, staff: Colleague):
    reader = a_representative_of(patient, {"messages": "read"})
    thread = made(write_to(staff, account_of(reader), patient))
    assert (thread["writer"], thread["role"], thread["unseen"]) == ("Ruth Klein", "representative", False)
    assert unread(reader, patient) == 1
    shown = opened(reader, thread, patient)
    assert (texts(shown), shown["draft"]) == (["Please bring the form."], None)
    read(reader, thread, 1, patient)
    assert unread(reader, patient) == 0
    base = f"/api/charts/{chart_of(patient)}"
    for method, path, body in (
        ("POST", f"{base}/threads", {"to": staff.account_id, "subject": "a", "content": "b"}),
        ("POST", f"{path_of(patient, thread)}/messages", {"content": "b"}),
        ("GET", f"{base}/recipients", b""), ("GET", f"{base}/drafts", b""),
        ("PUT", f"{base}/drafts/new", {"content": "x", "version": 0}), ("DELETE", f"{base}/drafts/new", b""),
    ):  # fmt: skip
        assert ask(reader, method, path, body).status == 403, path
    without = a_representative_of(patient, {"labs": "read"})
    assert ask(without, "GET", path_of(patient)).status == 403
    assert problem(write_to(staff, account_of(without), patient)) == "no-access"


@pytest.mark.feature("F2")
def test_threads_are_found_by_subject_and_person(practice: Practice, patient: Patient, staff: Colleague):
    refill, visit = begun(patient, staff.account_id, "Recetas: García-López"), begun(patient, FRONT_DESK, "My visit")
    for search, found in (
        ("garc", [refill]), ("LOPEZ", [refill]), ("receta garcia", [refill]), ("nora", [refill]), ("front", [visit]),
        ("visit desk", [visit]), ("visit nora", []), ("isit", []), ("rosa", []),
    ):  # fmt: skip
        assert [t["id"] for t in threads_of(patient, f"?search={search.replace(' ', '%20')}")] == [
            t["id"] for t in found
        ], search
    assert {t["id"] for t in inbox(staff, "?search=alvarez%20rosa")} == {refill["id"], visit["id"]}
    assert [t["id"] for t in inbox(staff, "?search=alv&assignee=me")] == [refill["id"]]
    change(staff, visit, state="closed")
    assert [t["id"] for t in inbox(staff, "?search=visit")] == [visit["id"]], "closed ones, too"
    assert inbox(staff, "?search=visit&state=open") == []
    assert ask(patient, "GET", f"{path_of(patient)}?search={'x' * 201}").status == 422


@pytest.mark.feature("F2", "X3")
def test_long_lists_and_threads_are_paged(patient: Patient, staff: Colleague):
    subjects = [begun(patient, staff.account_id, f"Number {n}")["subject"] for n in range(27)]
    for who, path in ((patient, path_of(patient)), (staff, f"/api/practices/{patient.practice.id}/threads")):
        for search in ("", "search=number&"):
            first = told(ask(who, "GET", f"{path}?{search}"))
            rest = told(ask(who, "GET", f"{path}?{search}cursor={first['cursor']}"))
            found = [each["subject"] for each in first["threads"] + rest["threads"]]
            assert (len(first["threads"]), len(found), rest["cursor"]) == (25, 27, None)
            assert sorted(found) == sorted(subjects)
            assert search or found == subjects[::-1]
    thread = threads_of(patient)[0]
    for n in range(25):
        made(reply(patient, thread, f"Line {n}"))
    newest = opened(patient, thread)
    older = told(ask(patient, "GET", f"{path_of(patient, thread)}?cursor={newest['cursor']}"))
    assert texts(older) + texts(newest) == ["When can I come?", *(f"Line {n}" for n in range(25))]
    assert told(staff.ask("GET", f"/threads/{thread['id']}?cursor="))["messages"] == newest["messages"]


@pytest.mark.feature("F2")
def test_a_draft_is_kept_until_it_is_sent(patient: Patient, staff: Colleague):
    path = f"/api/charts/{chart_of(patient)}/drafts"
    begin = {"to": FRONT_DESK, "subject": "About", "content": "Dear", "attachments": []}
    first = told(ask(patient, "PUT", f"{path}/new", begin | {"version": 0}))
    assert told(ask(patient, "PUT", f"{path}/new", begin | {"version": 0})) == first, "the same sent again"
    assert problem(ask(patient, "PUT", f"{path}/new", begin | {"content": "Other", "version": 0})) == "draft-changed"
    second = told(ask(patient, "PUT", f"{path}/new", begin | {"content": "Dear all", "version": 1}))
    [kept] = told(ask(patient, "GET", path))["drafts"]
    assert kept == begin | {"content": "Dear all", "id": "new"} | second
    thread = begun(patient, staff.account_id)
    assert told(ask(patient, "GET", path))["drafts"] == [], "sent"
    late = ask(patient, "PUT", f"{path}/new", begin | {"version": 2})
    assert problem(late) == "draft-changed", "a window that did not know"
    told(ask(patient, "PUT", f"{path}/{thread['id']}", {"content": "And", "version": 0}))
    assert opened(patient, thread)["draft"]["content"] == "And"
    made(reply(patient, thread, "And another"))
    assert opened(patient, thread)["draft"] is None
    told(ask(patient, "PUT", f"{path}/{thread['id']}", {"content": "No", "version": 0}))
    for _ in range(2):
        told(ask(patient, "DELETE", f"{path}/{thread['id']}"))
    assert told(ask(patient, "GET", path))["drafts"] == []
    assert ask(patient, "PUT", f"{path}/never", {"content": "No", "version": 0}).status == 404
