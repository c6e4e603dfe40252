"""Forms from the practice to the patient and back: asked for, filled in, sent, read (D7, E2)."""

from datetime import timedelta

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

from portal import clock as portal_clock
from tests import forms
from tests.circle import a_caregiver_of, a_child_of, a_representative_of, ask, chart_of, log, told
from tests.cloud import Cloud, problem
from tests.forms import WHY, asked_of, demo, forms_of, opened, path_of, phq9, save, submit
from tests.people import Patient, Practice, a_patient
from tests.staffing import Colleague, before_it_writes, on_chart, staff_of


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
    assert kept["_questionnaire"]["extension"][0]["valueString"] == "Patient Health Questionnaire (PHQ-9)"
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


@pytest.mark.feature("C3", "C4", "E2")
def test_a_caregiver_reads_what_was_filled_in(patient: Patient, staff: Colleague):
    form, caregiver = asked_of(patient, staff, forms.questionnaire()), a_caregiver_of(patient)
    sent = told(submit(patient, form, WHY))
    kept = told(ask(caregiver, "GET", f"/fhir/QuestionnaireResponse/{sent['response_id']}"))
    assert kept["item"][0]["answer"] == WHY["item"][0]["answer"]
    without = a_representative_of(patient, {"labs": "read"})
    assert ask(without, "GET", f"/fhir/QuestionnaireResponse/{sent['response_id']}").status == 403
    assert ask(without, "GET", path_of(patient, form)).status == 403


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
