"""No secret and nothing about a person's health is in any log line, whatever happens (X6)."""

import json
import logging
from collections.abc import Iterator

import pytest

from tests.api.test_records import a1cs, chart_of, send_records
from tests.api.test_sign_in import who
from tests.bundles import patient as fhir_patient
from tests.cloud import WEB, Clock, Cloud
from tests.people import (
    PASSWORD,
    Practice,
    a_known_patient,
    a_solved_captcha,
    a_ticket,
    an_activation,
    an_invite_for,
    sign_up,
)
from tests.signing_in import by_code, initiate, refresh


class Lines(logging.Handler):
    """Every record of every logger, with all that it carries."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        formatter = logging.Formatter()
        trace = formatter.formatException(record.exc_info) if record.exc_info else ""
        self.lines.append(f"{record.getMessage()} {record.__dict__} {trace}")


@pytest.fixture
def log() -> Iterator[Lines]:
    lines = Lines()
    loggers = [logging.getLogger(), logging.getLogger("kinchart")]
    for logger in loggers:
        logger.addHandler(lines)
    yield lines
    for logger in loggers:
        logger.removeHandler(lines)


def secrets_of(found: object) -> Iterator[str]:
    """Every text of an answer that is long enough to be told from chance."""
    if isinstance(found, dict):
        for value in found.values():
            yield from secrets_of(value)
    elif isinstance(found, list):
        for value in found:
            yield from secrets_of(value)
    elif isinstance(found, str) and len(found) > 5:
        yield found


@pytest.mark.feature("X6")
def test_no_log_line_tells_a_secret_or_anything_about_a_person(
    cloud: Cloud, clock: Clock, practice: Practice, log: Lines, capfd: pytest.CaptureFixture[str]
):
    patient = a_known_patient(practice)
    token = an_invite_for(patient)
    path = f"/api/invites/{token}"
    hidden = {token, practice.secret, PASSWORD, patient.email, patient.username, patient.given, patient.family}
    hidden |= {patient.birth_date, "04-28-1956", "wrong password here", "000000", patient.email.split("@")[0]}
    cloud.call("GET", path)
    cloud.call("POST", f"{path}/verify", {"birth_date": "1999-09-09"})
    ticket = a_ticket(patient, token)
    solved = a_solved_captcha(cloud)
    cloud.call("POST", f"{path}/activate", an_activation(patient, ticket, captcha=solved, password="short"))
    cloud.call("POST", f"{path}/activate", an_activation(patient, ticket, captcha=solved))
    code = cloud.code(patient.email)
    cloud.call("POST", f"{path}/confirm", {"ticket": ticket, "code": "000000"})
    done = cloud.call("POST", f"{path}/confirm", {"ticket": ticket, "code": code}, idempotency_key="a-key").json()
    patient.token = done["AuthenticationResult"]["AccessToken"]
    hidden |= {"1999-09-09", ticket, solved, code, *secrets_of(done["AuthenticationResult"])}

    initiate(cloud, patient.username, "wrong password here")
    initiate(cloud, patient.email, "wrong password here", client="no client")
    session = initiate(cloud, patient.username).json()["Session"]
    code = cloud.code(patient.email)
    by_code(cloud, session, patient.username, "000000")
    result = by_code(cloud, session, patient.username, code).json()["AuthenticationResult"]
    renewed = refresh(cloud, result["RefreshToken"]).json()["AuthenticationResult"]
    hidden |= {session, code, *secrets_of(result), *secrets_of(renewed)}
    clock.forward(seconds=11)
    refresh(cloud, result["RefreshToken"])

    send_records(patient, fhir_patient(), *a1cs(3))
    chart = chart_of(patient)
    records = cloud.call("GET", f"/fhir/Observation?patient={chart}", token=patient.token).json()
    cloud.call("GET", f"/fhir/Patient/{chart}", token=patient.token)
    cloud.call("GET", f"/fhir/Observation?patient={chart}&code=http://loinc.org|4548-4&cursor=x", token=patient.token)
    cloud.call("GET", "/api/audit?cursor=x", token=patient.token)
    who(cloud, patient.token)
    practice.send("patient.upserted", {"patient": {"id": patient.id, "given": patient.given}})
    practice.send_raw('{"type":"patient.upserted"', at=clock.at)
    cloud.settle()

    texts = set(secrets_of([entry["resource"]["code"] for entry in records["entry"]])) - {"http://loinc.org"}
    assert len(log.lines) > 30
    assert texts
    told = "\n".join(log.lines) + "".join(capfd.readouterr())
    leaked = sorted(word for word in hidden | texts if word in told.replace(practice.id, ""))
    assert leaked == [], leaked


@pytest.mark.feature("X6")
def test_not_even_a_failure_of_ours_tells_what_was_sent(
    cloud: Cloud, practice: Practice, log: Lines, monkeypatch: pytest.MonkeyPatch
):
    def fail(*about: object, **more: object) -> None:
        raise RuntimeError(f"{about} {more}")

    patient = a_known_patient(practice)
    sign_up(patient)
    with monkeypatch.context() as broken:
        broken.setattr("portal.identity.passwords.right", fail)
        answer = initiate(cloud, patient.username, client=WEB)
        assert (answer.status, b"quiet" in answer.body) == (500, False)
    with monkeypatch.context() as broken:
        broken.setattr("portal.delivery.render", fail)
        an_unsent = practice.send(
            "portal.invited",
            {"patient_id": a_known_patient(practice, "Mateo").id, "kind": "primary", "email": "mateo@example.org"},
        )
        assert an_unsent.status == 202
        cloud.settle()
    with monkeypatch.context() as broken:
        broken.setattr("portal.records.accepting.by_operator", fail)
        event = {"practice_id": practice.id, "patient_id": patient.id, "bundle": {"family": "Alvarez"}}
        told = cloud.ops("ImportBundle", event)
        assert told["status"] == 500
        assert "Alvarez" not in json.dumps(told)
    lines = "\n".join(log.lines)
    assert lines.count("RuntimeError") >= 3
    assert not [w for w in (PASSWORD, "Alvarez", "mateo@example.org", patient.username) if w in lines]
