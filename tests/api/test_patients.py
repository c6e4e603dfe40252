"""A practice's patients in its console: who is found by what, page by page, and one patient's page (D1, D9, D10)."""

from typing import Any

import pytest

from tests.circle import a_caregiver_of, a_representative_of, ask, chart_of, log, members, told
from tests.cloud import Clock, Cloud, problem
from tests.invitees import an_address, invite, tell_caregivers
from tests.people import Patient, Practice, a_known_patient, a_patient, a_practice, an_invite_for
from tests.staffing import Colleague, on_chart, staff_of

Json = dict[str, Any]


@pytest.fixture
def staff(practice: Practice) -> Colleague:
    return staff_of(practice)


def tell(practice: Practice, name: str, given: str, family: str, **more: Any) -> None:
    """What the practice's own system says of a patient."""
    patient = {"id": name, "given": given, "family": family, "birth_date": "1956-04-28"} | more
    answer = practice.send("patient.upserted", {"patient": patient, "caregivers": []})
    assert answer.status == 202, answer.body


def page(staff: Colleague, query: str = "") -> Json:
    return told(staff.ask("GET", f"/patients{query}"))


def found(staff: Colleague, search: str = "", which: str = "all") -> list[str]:
    """The ids of the practice's own, in order."""
    return [each["id"] for each in page(staff, f"?list={which}&search={search}")["patients"]]


WORDS = (
    "rosa", "ROS", "alvarez", "%C3%81lvarez", "garc%C3%ADa", "lopez", "garcia-lopez", "Rosa%20Alv", "alv%20ros",
    "maria", "1956-04-28", "04/28/1956", "04-28-1956", "1956", "0199", "555-0199", "202%20555%200199",
    "%28202%29%20555-0199", "%2B12025550199", "rosa.alvarez@", "rosa.alvarez@example.org", "MRN-77", "mrn77",
    "rosa%201956-04-28%200199",
)  # fmt: skip


@pytest.mark.feature("D1")
def test_a_patient_is_found_by_the_beginning_of_each_word(staff: Colleague):
    more = {"email": "Rosa.Alvarez@example.org", "phone": "+1 (202) 555-0199"}
    tell(staff.practice, "MRN-77", "Rosa María", "Álvarez García-López", **more)
    tell(staff.practice, "other", "Walter", "Brown", birth_date="1944-01-02", email="walter@example.org")
    assert {typed: found(staff, typed) for typed in WORDS} == {typed: ["MRN-77"] for typed in WORDS}


@pytest.mark.feature("D1")
def test_nobody_is_found_by_what_is_no_word_of_theirs(staff: Colleague):
    tell(staff.practice, "*", "Rosa", "Álvarez")
    tell(staff.practice, "!", "Walter", "Brown")
    for typed in ("osa", "rosa%20walter", "rosa%201957", "nobody"):
        assert found(staff, typed) == [], typed
    for marks in ("*", "!", "%23", "%F0%9F%99%82"):
        assert found(staff, marks) == ["*", "!"], "what has no letter and no digit is no search"


@pytest.mark.feature("D1")
def test_without_a_search_everybody_is_there_by_family_name(staff: Colleague):
    for name, given, family in (("3", "Ana", "Óscar"), ("1", "Zoe", "Álvarez"), ("2", "ana", "alvarez")):
        tell(staff.practice, name, given, family)
    assert found(staff) == ["2", "1", "3"]


@pytest.mark.feature("D1", "X3")
def test_pages_follow_each_other_without_gap_or_double(staff: Colleague, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("portal.pages.SIZE", 5)
    for n in range(12):
        tell(staff.practice, f"p{n:02}", f"Ann{n:02}", f"Anders{n:02}")
    for query in ("", "?search=an", "?search=an&list=new", "?search=an%201956"):
        seen: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            more = f"{'&' if query else '?'}cursor={cursor}" if cursor else ""
            some = page(staff, query + more)
            assert len(some["patients"]) <= 5
            seen += [each["id"] for each in some["patients"]]
            cursor = some["cursor"]
        assert sorted(seen) == [f"p{n:02}" for n in range(12)], query


@pytest.mark.feature("X3", "D1")
def test_a_cursor_leads_nowhere_but_to_its_own_next_page(
    cloud: Cloud, staff: Colleague, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("portal.pages.SIZE", 2)
    for n in range(3):
        tell(staff.practice, f"p{n:02}", "Ann", "Anders")
    cursor = page(staff)["cursor"]
    assert page(staff, f"?cursor={cursor}")["patients"]
    elsewhere = staff_of(a_practice(cloud, "Hillside"))
    for asked in (
        staff.ask("GET", f"/patients?list=new&cursor={cursor}"),
        staff.ask("GET", f"/patients?search=ann&cursor={cursor}"),
        staff.ask("GET", "/patients?cursor=x"),
        elsewhere.ask("GET", f"/patients?cursor={cursor}"),
    ):
        assert (asked.status, problem(asked)) == (422, "invalid")


@pytest.mark.feature("D1")
def test_what_the_practice_tells_anew_is_found_and_the_old_is_not(staff: Colleague):
    tell(staff.practice, "1", "Rosa", "Álvarez", email="rosa@example.org")
    tell(staff.practice, "1", "Rosa", "Brown", birth_date="1957-01-01")
    assert [found(staff, word) for word in ("alvarez", "rosa@ex", "1956")] == [[], [], []]
    assert [found(staff, word) for word in ("brown", "1957", "")] == [["1"]] * 3
    assert found(staff, which="new") == ["1"]


@pytest.mark.feature("D1")
def test_nobody_is_found_at_another_practice(cloud: Cloud, staff: Colleague):
    rosa = a_known_patient(a_practice(cloud, "Hillside"))
    assert found(staff) == []
    assert staff.ask("GET", on_chart(rosa)).status == 404
    elsewhere = cloud.call("GET", f"/api/practices/{rosa.practice.id}/patients", token=staff.token)
    assert (elsewhere.status, problem(elsewhere)) == (404, "not-found")


@pytest.mark.feature("D1")
def test_endless_text_is_no_search(staff: Colleague):
    assert problem(staff.ask("GET", f"/patients?search={'a' * 201}")) == "invalid"
    assert found(staff, "a%20" * 60) == []


@pytest.mark.feature("D10+")
def test_the_list_of_the_new_ones_has_whom_nobody_invited_yet(staff: Colleague):
    practice = staff.practice
    ana, rosa, sam = (a_known_patient(practice, name) for name in ("Ana", "Rosa", "Sam"))
    assert found(staff, which="new") == [ana.id, rosa.id, sam.id]
    tell_caregivers(ana, daughter := an_address())
    assert invite(ana, "caregiver", daughter).status == 202
    an_invite_for(rosa)
    assert found(staff, which="new") == [ana.id, sam.id], "an invitation of a caregiver is none of the patient"
    assert found(staff, "sam", which="new") == [sam.id]
    assert [each["account"] for each in page(staff)["patients"]] == ["none", "invited", "none"]


@pytest.mark.feature("D10+")
def test_a_patient_is_new_again_when_the_account_has_left(staff: Colleague):
    rosa = a_patient(staff.practice)
    assert (found(staff, which="new"), page(staff)["patients"][0]["account"]) == ([], "active")
    [oneself] = members(rosa)
    told(ask(rosa, "DELETE", f"/api/members/{oneself['id']}/charts/{chart_of(rosa)}"))
    assert (found(staff, which="new"), page(staff)["patients"][0]["account"]) == ([rosa.id], "none")


@pytest.mark.feature("D10+")
def test_an_invitation_that_has_expired_leaves_the_patient_without_one(staff: Colleague, clock: Clock):
    rosa = a_known_patient(staff.practice)
    an_invite_for(rosa)
    clock.forward(days=31)
    staff.sign_in()
    assert page(staff)["patients"][0]["account"] == "none"


@pytest.mark.feature("D1", "D2", "D3")
def test_a_patients_page_tells_everybody_with_access_and_every_invitation(staff: Colleague):
    rosa = a_patient(staff.practice)
    ana, ruth = a_caregiver_of(rosa), a_representative_of(rosa, {"labs": "read"})
    other = an_address("sam")
    tell_caregivers(rosa, ana.email, other)
    assert invite(rosa, "caregiver", other).status == 202
    shown = told(staff.ask("GET", on_chart(rosa)))
    assert (shown["chart"], shown["id"], shown["email"], shown["sex"]) == (chart_of(rosa), rosa.id, rosa.email, None)
    assert [(a["role"], a["name"], a["status"], a["own"]) for a in shown["accounts"]] == [
        ("primary", "Rosa Alvarez", "active", True),
        ("caregiver", "Ana Alvarez", "active", True),
        ("representative", "Ruth Klein", "active", True),
    ]
    assert shown["accounts"][2]["given"] == shown["accounts"][2]["sections"] == {"labs": "read"}
    assert shown["accounts"][0]["username"] == rosa.username
    assert [(c["email"], c["account"]) for c in shown["caregivers"]] == [(ana.email, "active"), (other, "invited")]
    states = {each["email"]: each["state"] for each in shown["invites"]}
    assert states == {rosa.email: "accepted", ana.email: "accepted", ruth.email: "accepted", other: "sent"}
    assert not any(len(each["id"]) == 43 for each in shown["invites"]), "a link's token has 43 letters"


@pytest.mark.feature("C2", "D1")
def test_who_waits_for_the_patients_account_is_shown_as_waiting(staff: Colleague):
    rosa = a_known_patient(staff.practice)
    tell_caregivers(rosa, ana := an_address())
    assert invite(rosa, "caregiver", ana).status == 202
    shown = told(staff.ask("GET", on_chart(rosa)))
    assert [each["account"] for each in shown["caregivers"]] == ["waiting"]
    [waiting] = shown["invites"]
    assert (waiting["state"], waiting["sent"], waiting["expires"], waiting["kind"]) == (
        "waiting", None, None, "caregiver"
    )  # fmt: skip


@pytest.mark.feature("D9", "A8")
def test_the_look_at_a_patients_page_is_in_both_logs_once_in_a_quarter_hour(staff: Colleague, clock: Clock):
    rosa = a_patient(staff.practice)
    clock.forward(minutes=60 - clock.at.minute)
    for minutes in (0, 5, 20):
        clock.forward(minutes=minutes)
        staff.sign_in()
        told(staff.ask("GET", on_chart(rosa)))
    rosa.token = sign_in_again(rosa)
    looks = [e for e in log(rosa, "?kind=record") if e["action"] == "patient.viewed"]
    assert [(e["by"]["kind"], e["by"]["name"], e["practice"]) for e in looks] == [
        ("staff", "Nora Lindqvist", "Riverside Family Health")
    ] * 2


def sign_in_again(patient: Patient) -> str:
    from tests.signing_in import by_mail

    return str(by_mail(patient)["AccessToken"])


@pytest.mark.feature("D9")
@pytest.mark.parametrize("role", ["administrator", "clinician", "front-desk"])
def test_every_role_sees_the_patients(practice: Practice, role: str):
    rosa, staff = a_known_patient(practice), staff_of(practice, role)
    assert found(staff) == [rosa.id]
    assert told(staff.ask("GET", on_chart(rosa)))["accounts"] == []
