"""Two tabs with the same form at the same moment, on the laptop cloud, whose transactions are atomic (E2)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from local.gateway import HttpAnswer
from tests.circle import chart_of
from tests.e2e.laptop import Laptop
from tests.forms import answer, path_of, questionnaire, response, save, submit
from tests.people import Patient, Practice, a_patient

ROUNDS = 20


def at_once(*calls: Callable[[], HttpAnswer]) -> list[tuple[int, str]]:
    """The status and the problem of each, in order."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], HttpAnswer]) -> tuple[int, str]:
        barrier.wait()
        found = call()
        return found.status, found.json().get("type", "")

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))


@pytest.mark.feature("E2", "X2")
def test_two_tabs_save_and_send_a_form_at_the_same_moment(laptop: Laptop, practice: Practice) -> None:
    rosa: Patient = a_patient(practice)
    words = [response(answer("why", {"valueString": text})) for text in ("One", "Two")]
    sent = {"patient_id": rosa.id, "questionnaire": questionnaire()}
    forms = [{"id": practice.send("form.requested", sent).json()["form"]} for _ in range(ROUNDS)]
    for form in forms:
        saved = at_once(*(lambda each=each, form=form: save(rosa, form, each, 0) for each in words))  # type: ignore[misc]
        assert saved == [(200, ""), (409, "/problems/draft-changed")]
        done = at_once(*(lambda each=each, form=form: submit(rosa, form, each) for each in words))  # type: ignore[misc]
        assert done == [(200, ""), (409, "/problems/already-submitted")]
    path = f"/fhir/QuestionnaireResponse?patient={chart_of(rosa)}&_count=100"
    found = Laptop.call(laptop, "GET", path, token=rosa.token).json()
    assert len(found["entry"]) == ROUNDS
    listed = Laptop.call(laptop, "GET", path_of(rosa), token=rosa.token).json()["forms"]
    assert {each["state"] for each in listed} == {"submitted"}
    place = f"CHART#{chart_of(rosa)}", "CHART"
    [chart] = [item for item in laptop.items("table") if (item["pk"]["S"], item["sk"]["S"]) == place]
    assert chart["open_forms"]["N"] == "0"
