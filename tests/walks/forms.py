"""Forms: each branch that asks AWS for something else."""

from tests import forms as made
from tests.circle import a_caregiver_of, a_representative_of, told
from tests.forms import WHY, asked_of, forms_of, opened, put_in, save, submit
from tests.people import Practice, a_patient
from tests.staffing import on_chart, staff_of
from tests.walks.console import FOREIGN


def forms(practice: Practice) -> None:
    staff, rosa = staff_of(practice), a_patient(practice)
    asked = put_in(staff, made.questionnaire(url="https://riverside.example/questionnaires/walk"))
    told(staff.ask("GET", "/questionnaires"))
    for method in ("GET", "DELETE"):
        told(staff.ask(method, f"/questionnaires/{asked['id']}"))
    form, other = (asked_of(rosa, staff, made.questionnaire()) for _ in range(2))
    sent = practice.send("form.requested", {"patient_id": rosa.id, "questionnaire": made.questionnaire()})
    assert sent.status == 202, sent.body
    forms_of(rosa)
    opened(rosa, form)
    # The first look in a quarter hour also notes that the access was used.
    forms_of(a_caregiver_of(rosa), rosa)
    opened(a_representative_of(rosa, {"questionnaires": "read"}), form, rosa)
    told(save(rosa, form, WHY, 0))
    told(submit(rosa, form, WHY))
    theirs = f"{on_chart(rosa)}/forms"
    told(staff.ask("DELETE", f"{theirs}/{other['id']}"))
    told(staff.ask("GET", f"{theirs}/{form['id']}"))
    # Somebody whose look is not noted yet.
    told(staff_of(practice).ask("GET", theirs))
    told(staff.ask("GET", "/forms"))
    for path in ("/questionnaires", "/forms"):
        assert staff.ask("GET", f"{path}?cursor={FOREIGN}").status == 422
