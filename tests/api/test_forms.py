"""Forms from the practice to the patient and back: asked for, filled in, sent, read (D7, E2)."""

from datetime import timedelta

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

from portal import clock as portal_clock
from tests import forms
from tests.circle import a_caregiver_of, a_child_of, a_representative_of, ask, chart_of, log, told
from tests.cloud import Clock, Cloud, problem
from tests.forms import asked_of, demo, forms_of, opened, path_of, phq9, question, save, submit
from tests.people import Patient, Practice, a_known_patient, a_patient, a_practice, sign_up
from tests.receiver import receiving
from tests.staffing import Colleague, before_it_writes, on_chart, staff_of

WHY = forms.response(forms.answer("why", {"valueString": "Because"}))


@pytest.fixture
def staff(practice: Practice) -> Colleague:
    return staff_of(practice)


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.mark.feature("D7", "E2", "A8", "A17+", "X3")
def test_a_form_is_asked_for_filled_in_sent_and_read(cloud: Cloud, patient: Patient, staff: Colleague):
    cloud.settle()
    before = len(cloud.mails(patient.email))
    due = (portal_clock.now() + timedelta(days=3)).date().isoformat()
    form = asked_of(patient, staff, demo("phq-9"), due)
    assert form == {
        "id": form["id"], "title": "Patient Health Questionnaire (PHQ-9)", "due": due, "state": "requested",
        "requested": form["requested"], "requested_by": "Nora Lindqvist", "submitted": None, "submitted_by": None,
        "response_id": None, "chart": chart_of(patient), "patient": "Rosa Alvarez",
    }  # fmt: skip
    cloud.settle()
    [mail] = cloud.mails(patient.email)[before:]
    assert "Riverside Family Health" in mail["subject"]
    assert "PHQ" not in mail["subject"] + mail["text"]
    [seen] = forms_of(patient)
    assert (seen["state"], seen["due"], seen["may_fill"], seen["draft"]) == ("requested", due, True, None)
    shown = opened(patient, form)
    Questionnaire.model_validate(shown["questionnaire"])
    assert shown["questionnaire"]["item"] == demo("phq-9")["item"]
    assert shown["draft"] is None
    sent = told(submit(patient, form, phq9(1, 2, 3, 0, 1, 2, 3, 0, 1)))
    assert sent["scores"] == [{"link_id": "phq9-total", "text": "Total score", "value": 13}]
    assert sent["left_out"] == []
    [seen] = forms_of(patient)
    assert (seen["state"], seen["may_fill"], seen["response_id"]) == ("submitted", False, sent["response_id"])
    kept = told(ask(patient, "GET", f"/fhir/QuestionnaireResponse/{sent['response_id']}"))
    QuestionnaireResponse.model_validate(kept)
    assert kept["questionnaire"] == "https://riverside.example/questionnaires/phq-9|1.0"
    assert kept["source"] == kept["subject"] == {"reference": f"Patient/{chart_of(patient)}"}
    assert kept["item"][-1] == {
        "linkId": "phq9-total", "text": "Total score", "answer": [{"valueDecimal": 13}],
    }  # fmt: skip
    read = told(staff.ask("GET", f"{on_chart(patient)}/forms/{form['id']}"))
    assert read["response"] == kept
    assert read["scores"] == sent["scores"]
    assert (read["form"]["state"], read["form"]["submitted_by"]) == ("submitted", "Rosa Alvarez")
    actions = [entry["action"] for entry in log(patient)]
    assert actions[:4] == ["form.viewed", "form.submitted", "record.viewed", "form.requested"]


@pytest.mark.feature("E2", "C4")
def test_a_draft_is_kept_for_all_who_may_fill_the_form_in_and_no_tab_overwrites_another(
    patient: Patient, staff: Colleague
):
    form = asked_of(patient, staff, demo("phq-9"))
    writer, caregiver = a_representative_of(patient, {"questionnaires": "write"}), a_caregiver_of(patient)
    half, more = phq9(1, 2), phq9(1, 2, 3)
    first = told(save(patient, form, half, 0))
    assert first["version"] == 1
    assert told(save(patient, form, half, 0)) == first, "the same sent again is saved once"
    assert problem(save(writer, form, more, 0, patient)) == "draft-changed"
    shown = opened(writer, form, patient)["draft"]
    assert (shown["answers"], shown["version"]) == (half, 1)
    assert told(save(writer, form, more, 1, patient))["version"] == 2
    assert problem(save(patient, form, half, 1)) == "draft-changed"
    assert forms_of(patient)[0]["draft"] is not None
    assert [e["action"] for e in log(patient)].count("form.saved") == 2
    assert opened(caregiver, form, patient)["draft"] is None
    [seen] = forms_of(caregiver, patient)
    assert (seen["draft"], seen["may_fill"]) == (None, False)
    assert save(caregiver, form, more, 2, patient).status == 403
    assert submit(caregiver, form, phq9(*[0] * 9), patient).status == 403


@pytest.mark.feature("E2")
def test_a_draft_has_to_fit_the_questions_and_may_be_incomplete(patient: Patient, staff: Colleague):
    form = asked_of(patient, staff, demo("before-your-visit"))
    half = forms.response(forms.within("about", forms.answer("pain", {"valueInteger": 11}), forms.within("reason")))
    told(save(patient, form, half, 0))
    for wrong in (
        forms.response(forms.answer("pain", {"valueInteger": 1})),
        forms.response(forms.within("about", forms.answer("unheard-of", {"valueInteger": 1}))),
        forms.response(forms.within("about", forms.answer("pain", {"valueString": "much"}))),
        forms.response(forms.within("about", forms.answer("pain", {"valueInteger": 1}, "twice"))),
        {"item": []},
    ):
        refused = save(patient, form, wrong, 1)
        assert refused.status == 422, wrong
        assert all(each["field"].startswith("answers") for each in refused.json()["errors"])
    large = forms.response(forms.within("about", forms.answer("pain-where", {"valueString": "x" * 205_000})))
    assert save(patient, form, large, 1).status == 413
    assert opened(patient, form)["draft"]["answers"] == half


@pytest.mark.feature("E2", "X2")
def test_a_form_is_sent_once(patient: Patient, staff: Colleague, practice: Practice):
    form = asked_of(patient, staff, forms.questionnaire())
    told(save(patient, form, WHY, 0))
    sent = told(submit(patient, form, WHY))
    assert told(submit(patient, form, WHY)) == sent, "the answer was lost on its way"
    other = forms.response(forms.answer("why", {"valueString": "Another reason"}))
    assert problem(submit(patient, form, other)) == "already-submitted"
    assert problem(save(patient, form, WHY, 1)) == "already-submitted"
    found = told(ask(patient, "GET", f"/fhir/QuestionnaireResponse?patient={chart_of(patient)}"))
    assert len(found["entry"]) == 1
    assert problem(staff.ask("DELETE", f"{on_chart(patient)}/forms/{form['id']}")) == "already-submitted"


@pytest.mark.feature("E2", "X2")
def test_whoever_is_a_moment_later_loses_nothing(patient: Patient, staff: Colleague, monkeypatch: pytest.MonkeyPatch):
    form = asked_of(patient, staff, forms.questionnaire())
    other = a_representative_of(patient, {"questionnaires": "write"})
    before_it_writes(monkeypatch, lambda: told(save(other, form, WHY, 0, patient)))
    assert problem(save(patient, form, forms.response(), 0)) == "draft-changed"
    before_it_writes(monkeypatch, lambda: told(submit(other, form, WHY, patient)))
    assert problem(submit(patient, form, WHY)) == "already-submitted"
    assert forms_of(patient)[0]["submitted_by"] == "Ruth Klein"


@pytest.mark.feature("D7", "E2")
def test_a_form_that_is_not_needed_any_more_is_taken_back(patient: Patient, staff: Colleague):
    form = asked_of(patient, staff, forms.questionnaire())
    told(save(patient, form, WHY, 0))
    for _ in range(2):
        told(staff.ask("DELETE", f"{on_chart(patient)}/forms/{form['id']}"))
    assert problem(save(patient, form, WHY, 1)) == "withdrawn"
    assert problem(submit(patient, form, WHY)) == "withdrawn"
    [seen] = forms_of(patient)
    assert (seen["state"], seen["may_fill"], seen["draft"]) == ("withdrawn", False, None)
    assert opened(patient, form)["draft"] is None
    assert [each["action"] for each in log(patient)].count("form.withdrawn") == 1
    assert staff.ask("DELETE", f"{on_chart(patient)}/forms/unheard-of").status == 404


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


@pytest.mark.feature("E2", "F3", "B7")
def test_who_fills_in_for_somebody_else_is_named(patient: Patient, staff: Colleague):
    writer = a_representative_of(patient, {"questionnaires": "write"})
    form = asked_of(patient, staff, forms.questionnaire())
    sent = told(submit(writer, form, WHY, patient))
    kept = told(ask(writer, "GET", f"/fhir/QuestionnaireResponse/{sent['response_id']}"))
    QuestionnaireResponse.model_validate(kept)
    assert kept["source"] == {"type": "RelatedPerson", "display": "Ruth Klein, on behalf of Rosa Alvarez"}
    [entry] = [e for e in log(patient) if e["action"] == "form.submitted"]
    assert (entry["by"], entry["acting_for"]) == ({"kind": "representative", "name": "Ruth Klein"}, "Rosa Alvarez")
    child = a_child_of(patient)
    wanted = {"questionnaire": forms.put_in(staff, forms.questionnaire())["id"]}
    of_child = staff.ask("POST", f"/patients/{child}/forms", wanted).json()
    sent = told(ask(patient, "POST", f"/api/charts/{child}/forms/{of_child['id']}/submit", {"answers": WHY}))
    kept = told(ask(patient, "GET", f"/fhir/QuestionnaireResponse/{sent['response_id']}"))
    assert kept["source"]["display"] == "Rosa Alvarez, on behalf of Sam Alvarez"


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


@pytest.mark.feature("E2", "X5")
def test_a_form_is_found_in_its_own_chart_only(practice: Practice, patient: Patient, staff: Colleague):
    form, other = asked_of(patient, staff, forms.questionnaire()), a_patient(practice, "Walter")
    assert ask(other, "GET", path_of(other, form)).status == 404
    assert submit(other, form, WHY).status == 404
    assert save(other, form, WHY, 0).status == 404
    assert ask(other, "GET", path_of(patient, form)).status == 404
    assert staff.ask("GET", f"{on_chart(other)}/forms/{form['id']}").status == 404
    assert ask(patient, "GET", f"{path_of(patient)}/{'x' * 1500}").status == 404


@pytest.mark.feature("E2")
def test_an_app_reads_the_questionnaire_once_however_often_it_was_asked(patient: Patient, staff: Colleague):
    kept = forms.put_in(staff, forms.questionnaire())["id"]
    for _ in range(2):
        assert staff.ask("POST", f"{on_chart(patient)}/forms", {"questionnaire": kept}).status == 201
    [entry] = told(ask(patient, "GET", f"/fhir/Questionnaire?patient={chart_of(patient)}"))["entry"]
    Questionnaire.model_validate(entry["resource"])
    assert entry["resource"]["title"] == "A form"
