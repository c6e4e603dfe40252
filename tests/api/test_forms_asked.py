"""What staff and the practice's own system ask patients to fill in, who is told, and what they see of it (D7)."""

import json
from datetime import timedelta

import pytest
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

from portal import clock as portal_clock
from tests import forms
from tests.circle import a_caregiver_of, a_representative_of, ask, chart_of, log, told
from tests.cloud import Clock, Cloud, problem
from tests.forms import WHY, asked_of, demo, forms_of, path_of, phq9, question, submit
from tests.people import Patient, Practice, a_known_patient, a_patient, a_practice, sign_up
from tests.receiver import receiving
from tests.staffing import Colleague, on_chart, staff_of


@pytest.fixture
def staff(practice: Practice) -> Colleague:
    return staff_of(practice)


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.mark.feature("D7")
def test_a_form_waits_for_a_patient_without_an_account(cloud: Cloud, practice: Practice, staff: Colleague):
    patient = a_known_patient(practice)
    form = asked_of(patient, staff, forms.questionnaire())
    cloud.settle()
    assert cloud.mails(patient.email) == []
    sign_up(patient)
    assert [each["id"] for each in forms_of(patient)] == [form["id"]]
    told(submit(patient, form, WHY))


@pytest.mark.feature("D7", "A17+")
def test_only_those_who_may_fill_a_form_in_and_want_to_know_are_told(cloud: Cloud, patient: Patient, staff: Colleague):
    writer = a_representative_of(patient, {"questionnaires": "write"})
    others = [a_caregiver_of(patient), a_representative_of(patient, {"questionnaires": "read"})]
    told(ask(patient, "PATCH", "/api/account", {"notices": {"new_form": False}}))
    cloud.settle()
    everybody = [patient, writer, *others]
    before = {each.email: len(cloud.mails(each.email)) for each in everybody}
    asked_of(patient, staff, forms.questionnaire())
    cloud.settle()
    new = {each.email: len(cloud.mails(each.email)) - before[each.email] for each in everybody}
    assert new == {each.email: int(each is writer) for each in everybody}


@pytest.mark.feature("D7")
def test_a_day_that_is_over_is_no_due_date_and_a_patient_has_so_many_open_forms(
    clock: Clock, patient: Patient, staff: Colleague, monkeypatch: pytest.MonkeyPatch
):
    kept = forms.put_in(staff, forms.questionnaire())["id"]
    theirs = f"{on_chart(patient)}/forms"
    for days, status in ((-2, 422), (0, 201), (400, 201), (2000, 422)):
        due = (clock.now() + timedelta(days=days)).date().isoformat()
        assert staff.ask("POST", theirs, {"questionnaire": kept, "due": due}).status == status, days
    assert staff.ask("POST", theirs, {"questionnaire": "unheard-of"}).status == 422
    assert staff.ask("POST", theirs, {"questionnaire": kept, "due": "soon"}).status == 422
    monkeypatch.setattr("portal.forms.requesting.MOST_OPEN", 2)
    assert problem(staff.ask("POST", theirs, {"questionnaire": kept})) == "too-many-forms"
    told(submit(patient, forms_of(patient)[0], WHY))
    assert staff.ask("POST", theirs, {"questionnaire": kept}).status == 201


@pytest.mark.feature("D7", "X6")
def test_the_practice_asks_by_its_own_system_and_is_told_what_came_back(cloud: Cloud):
    with receiving() as receiver:
        made = cloud.ops("RegisterPractice", {"name": "Harbor Clinic", "phone": "1", "webhook_url": receiver.url})
        practice = Practice(cloud, made["practice_id"], made["webhook_secret"], "Harbor Clinic")
        patient = a_patient(practice)
        data = {"patient_id": patient.id, "questionnaire": demo("phq-9"), "due": "2031-01-01"}
        data["due"] = (portal_clock.now() + timedelta(days=9)).date().isoformat()
        answered = [practice.send("form.requested", data, webhook_id="msg_1") for _ in range(2)]
        assert [each.status for each in answered] == [202, 202]
        [form] = forms_of(patient)
        assert [each.json() for each in answered] == [{"form": form["id"]}] * 2
        assert (form["requested_by"], form["due"]) == ("Harbor Clinic", data["due"])
        assert "form.requested" in [each["action"] for each in log(patient)]
        sent = told(submit(patient, form, phq9(*[3] * 9)))
        cloud.settle()
        [message] = receiver.messages(practice.secret, "form.submitted")
    told_them = message["data"]
    answers = told_them.pop("response")
    QuestionnaireResponse.model_validate(answers)
    assert answers["subject"] == {"reference": f"Patient/{patient.id}", "identifier": {"value": patient.id}}
    assert answers["item"][-1]["answer"] == [{"valueDecimal": 27}]
    assert told_them == {
        "patient_id": patient.id, "form_id": form["id"], "scores": sent["scores"],
        "questionnaire": {
            "url": "https://riverside.example/questionnaires/phq-9", "version": "1.0",
            "title": "Patient Health Questionnaire (PHQ-9)",
        },
    }  # fmt: skip


@pytest.mark.feature("D7")
def test_what_the_practices_system_asks_is_checked_as_what_staff_ask(practice: Practice):
    patient = a_known_patient(practice)
    wrong = forms.questionnaire(question("file", "attachment", required=True))
    refused = practice.send("form.requested", {"patient_id": patient.id, "questionnaire": wrong})
    assert refused.status == 422
    assert [(e["field"], e["code"]) for e in refused.json()["errors"]] == [
        ("data.questionnaire.item[0]", "not-supported")
    ]
    for data, field in (
        ({"patient_id": "nobody", "questionnaire": forms.questionnaire()}, "data.patient_id"),
        ({"patient_id": patient.id, "questionnaire": {"resourceType": "Patient"}}, "data.questionnaire"),
        ({"patient_id": patient.id, "questionnaire": forms.questionnaire(), "due": "1999-01-01"}, "data.due"),
        ({"patient_id": patient.id}, "questionnaire"),
    ):
        refused = practice.send("form.requested", data)
        assert (refused.status, refused.json()["errors"][0]["field"].removeprefix("data.")) == (
            422, field.removeprefix("data."),
        )  # fmt: skip


@pytest.mark.feature("D7", "D9")
def test_staff_see_what_came_back_by_page_and_only_their_own(
    cloud: Cloud, practice: Practice, patient: Patient, staff: Colleague
):
    kept = forms.put_in(staff, forms.questionnaire())["id"]
    theirs = f"{on_chart(patient)}/forms"
    made = [staff.ask("POST", theirs, {"questionnaire": kept}).json()["id"] for _ in range(27)]
    page = told(staff.ask("GET", "/forms?state=requested"))
    rest = told(staff.ask("GET", f"/forms?state=requested&cursor={page['cursor']}"))
    assert (len(page["forms"]), len(rest["forms"]), rest["cursor"]) == (25, 2, None)
    assert {each["id"] for each in page["forms"] + rest["forms"]} == set(made)
    assert told(staff.ask("GET", "/forms"))["forms"] == []
    told(submit(patient, {"id": made[3]}, WHY))
    [back] = told(staff.ask("GET", "/forms?state=submitted"))["forms"]
    assert (back["id"], back["patient"], back["chart"]) == (made[3], "Rosa Alvarez", chart_of(patient))
    listed = told(staff.ask("GET", theirs))["forms"]
    assert [each["id"] for each in listed] == sorted(made, reverse=True)
    desk, elsewhere = staff_of(practice, "front-desk"), staff_of(a_practice(cloud, "Harbor Clinic"))
    assert told(desk.ask("GET", "/forms"))["forms"] == [back]
    assert desk.ask("GET", f"{theirs}/{made[3]}").status == 403
    assert told(elsewhere.ask("GET", "/forms"))["forms"] == []
    assert elsewhere.ask("GET", f"{theirs}/{made[3]}").status == 404
    assert told(staff.ask("GET", f"{theirs}/{made[4]}"))["response"] is None


@pytest.mark.feature("E2", "D7", "X1")
@pytest.mark.parametrize("number", ["NaN", "1e400", "-1e999999999", "1e-400"])
def test_numbers_that_are_none_are_refused(cloud: Cloud, patient: Patient, staff: Colleague, number: str):
    form = asked_of(patient, staff, forms.questionnaire(question("n", "decimal")))
    answers = forms.response(forms.answer("n", {"valueDecimal": "?"}))
    limited = forms.questionnaire(question("n", "decimal", extension=[forms.extension("minValue", valueDecimal="?")]))
    for method, path, told_in, token in (
        ("PUT", f"{path_of(patient, form)}/draft", {"answers": answers, "version": 0}, patient.token),
        ("POST", f"{path_of(patient, form)}/submit", {"answers": answers}, patient.token),
        ("POST", f"/api/practices/{staff.practice.id}/questionnaires", {"questionnaire": limited}, staff.token),
    ):
        body = json.dumps(told_in).replace('"?"', number).encode()
        refused = cloud.call(method, path, body, token=token, content_type="application/json")
        assert problem(refused) == "malformed", path


TOGETHER_180_KB = ("why", "й", 45_000), ("more", "漢", 30_000)


@pytest.mark.feature("E2", "D7")
def test_long_answers_in_any_script_arrive_and_too_long_ones_are_refused(
    cloud: Cloud, patient: Patient, staff: Colleague
):
    told_in = forms.questionnaire(question("why", "text"), question("more", "text"))
    words = [forms.answer(n, {"valueString": letter * count}) for n, letter, count in TOGETHER_180_KB]
    body = json.dumps({"answers": forms.response(*words)}, ensure_ascii=False).encode()
    path = f"{path_of(patient, asked_of(patient, staff, told_in))}/submit"
    sent = told(cloud.call("POST", path, body, token=patient.token, content_type="application/json"))
    kept = told(ask(patient, "GET", f"/fhir/QuestionnaireResponse/{sent['response_id']}"))
    assert [len(each["answer"][0]["valueString"]) for each in kept["item"]] == [45_000, 30_000]
    copies = [forms.within("g", forms.answer("q", {"valueBoolean": True})) for _ in range(400)]
    for letters, status in ((800, 200), (1000, 413)):
        repeated = forms.group("g", question("q", "boolean") | {"text": "x" * letters}, repeats=True)
        form = asked_of(patient, staff, forms.questionnaire(repeated))
        assert submit(patient, form, forms.response(*copies)).status == status
