"""Input that nobody sends by accident: each operation refuses it in plain words, and nothing ever answers 500 (X1)."""

import base64
import json
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bundles import bundle, observation
from tests.bundles import patient as fhir_patient
from tests.cloud import MOBILE, WEB, Clock, Cloud, problem
from tests.people import Practice, a_known_patient, a_patient, a_ticket, an_activation, an_invite_for

Json = dict[str, Any]

ODD = ("", "\x00", "\ud800", "a.b", "....", "é.ü.x.y", "x" * 100_000, 1, 1.5, True, None, [], {}, [[[]]])


def opened(cloud: Cloud, practice: Practice) -> dict[str, Json]:
    """Every operation with a JSON body, and a body that it takes."""
    patient = a_known_patient(practice)
    path = f"/api/invites/{(token := an_invite_for(patient))}"
    ticket = a_ticket(patient, token)
    parameters = {"USERNAME": "nobody", "PASSWORD": "p", "DEVICE_KEY": "k"}
    answers = {"USERNAME": "nobody", "EMAIL_OTP_CODE": "1"}
    return {
        "/api/auth/initiate-auth": {
            "AuthFlow": "USER_PASSWORD_AUTH", "ClientId": MOBILE, "AuthParameters": parameters,
        },
        "/api/auth/respond-to-auth-challenge": {
            "ClientId": MOBILE, "ChallengeName": "EMAIL_OTP", "Session": "s", "ChallengeResponses": answers,
        },
        "/api/auth/get-tokens-from-refresh-token": {"ClientId": MOBILE, "RefreshToken": "a.b"},
        "/api/auth/revoke-token": {"ClientId": MOBILE, "Token": "a.b"},
        "/api/auth/forgot-password": {"ClientId": WEB, "Username": "nobody", "ClientMetadata": {"captcha": "c"}},
        "/api/auth/confirm-forgot-password": {
            "ClientId": MOBILE, "Username": "nobody", "ConfirmationCode": "1", "Password": "p",
            "ClientMetadata": {"SOFTWARE_TOKEN_MFA_CODE": "1", "SEND": "SMS_MFA"},
        },
        "/api/auth/associate-software-token": {"Session": "s"},
        "/api/auth/verify-software-token": {"Session": "s", "UserCode": "1", "FriendlyDeviceName": "n"},
        f"{path}/verify": {"birth_date": "x"},
        f"{path}/activate": an_activation(patient, ticket),
        f"{path}/resend-code": {"ticket": ticket},
        f"{path}/confirm": {"ticket": ticket, "code": "1", "client_id": MOBILE},
    }  # fmt: skip


def leaves(body: Json, *path: str) -> Any:
    for name, value in body.items():
        yield (*path, name)
        if isinstance(value, dict):
            yield from leaves(value, *path, name)


def changed(body: Json, path: tuple[str, ...], value: Any) -> str:
    copy = json.loads(json.dumps(body))
    inner = copy
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    return json.dumps(copy)


@pytest.mark.feature("X1")
def test_odd_values_in_any_field_are_refused_in_problem_details(cloud: Cloud, practice: Practice):
    for path, body in opened(cloud, practice).items():
        for field in leaves(body):
            for value in ODD:
                answer = cloud.call("POST", path, changed(body, field, value), content_type="application/json")
                assert answer.status < 500, (path, field, value)
                if answer.status >= 400:
                    problem(answer)


@pytest.mark.feature("X1")
@pytest.mark.parametrize(
    "raw",
    ["[" * 100_000, "{", "{}\x00", "\ufeff{}", '{"a":' + "1" * 5000 + "}", '{"a":"\\ud800"}', b'{"a":"\xff"}'],
    ids=["deep", "open", "nul", "bom", "long number", "half a surrogate pair", "not UTF-8"],
)
def test_what_is_no_json_is_malformed(cloud: Cloud, raw: str | bytes):
    answer = cloud.call("POST", "/api/auth/initiate-auth", raw, content_type="application/json")
    assert (answer.status, problem(answer)) == (400, "malformed")


@pytest.mark.feature("X1")
def test_a_body_has_an_end(cloud: Cloud):
    answer = cloud.call("POST", "/api/auth/revoke-token", {"ClientId": "x" * 300_000})
    assert (answer.status, problem(answer)) == (413, "too-large")


@pytest.mark.parametrize(
    "media", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "image/png", ""]
)
def test_only_json_is_taken_so_that_no_foreign_form_signs_anybody_in(cloud: Cloud, practice: Practice, media: str):
    patient = a_known_patient(practice)
    token = an_invite_for(patient)
    body = f"birth_date={patient.birth_date}" if "urlencoded" in media else json.dumps({"birth_date": "1956-04-28"})
    answer = cloud.call("POST", f"/api/invites/{token}/verify", body, content_type=media)
    assert (answer.status, problem(answer)) == (415, "unsupported-media-type")


@pytest.mark.feature("X1")
@pytest.mark.parametrize(
    "solved",
    ["[" * 20_000, "[]", "1", '{"a":1}', '{"number":' + "9" * 5000 + "}", '{"salt":5,"challenge":{},"number":"x"}'],
)
def test_a_captcha_that_is_nonsense_is_invalid(cloud: Cloud, practice: Practice, solved: str):
    patient = a_known_patient(practice)
    token = an_invite_for(patient)
    body = an_activation(patient, a_ticket(patient, token), captcha=base64.b64encode(solved.encode()).decode())
    answer = cloud.call("POST", f"/api/invites/{token}/activate", body)
    assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [("captcha", "invalid")]


def encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


@pytest.mark.feature("X1")
def test_odd_places_are_not_found_or_named(cloud: Cloud, practice: Practice):
    patient = a_patient(practice)
    chart = cloud.call("GET", "/api/members", token=patient.token).json()["members"][0]["charts"][0]["id"]
    search = f"/fhir/Observation?patient={chart}"
    long = "x" * 3000
    for path, status in {
        f"/fhir/Patient/{long}": 404,
        f"/fhir/Patient/{chart}.{long}": 404,
        f"/fhir/Patient?patient={long}": 404,
        "/fhir/Patient/%00": 404,
        f"{search}&{'&'.join(f'code=a{n}' for n in range(1200))}": 400,
        f"{search}&code={','.join('a' * 60)}&category={','.join('b' * 60)}": 400,
        f"{search}&date=0001-01-01T00:00%2B14:00": 400,
        f"{search}&cursor={encoded('|')}": 400,
        f"/api/audit?cursor={encoded('202611|' + long)}": 422,
        f"/api/audit?cursor={encoded('202611')}": 422,
        "/api/audit?cursor=": 422,
        "/api/audit?from=2999-01-01": 200,
        f"/api/audit?cursor={encoded('000000|')}": 200,
        f"/api/invites/{long}": 404,
    }.items():
        answer = cloud.call("GET", path, token=patient.token)
        assert answer.status == status, (path[:80], answer.body)
    assert practice.get(f"/imports/{long}").status == 404
    assert cloud.call("GET", f"/api/practices/{long}/imports/x").status == 401


@pytest.mark.feature("X1")
@pytest.mark.parametrize("cursor", ["202611|0", f"{'9' * 6}|9", "202611|"])
def test_no_cursor_asks_for_a_range_that_ends_before_it_begins(
    cloud: Cloud, practice: Practice, monkeypatch: pytest.MonkeyPatch, cursor: str
):
    from portal import store

    patient, asked, query = a_patient(practice), [], store.query

    def watched(listing, **how):
        asked.append(listing.between)
        return query(listing, **how)

    monkeypatch.setattr("portal.store.query", watched)
    for more in ("", "&from=2999-01-01", "&to=2000-01-01"):
        assert cloud.call("GET", f"/api/audit?cursor={encoded(cursor)}{more}", token=patient.token).status == 200
    assert all(first <= last for first, last in asked)


@pytest.mark.feature("X1")
@pytest.mark.parametrize(
    ("element", "value"),
    [
        ("effectiveDateTime", '"0001-01-01T00:00:00+14:00"'),
        ("effectiveDateTime", '"9999-12-31T23:59:59-14:00"'),
        ("id", '"\\ud800"'),
        ("valueQuantity", '{"value":1e99999999999999999999}'),
        ("extension", '[{"url":"x","extension":' * 400 + "[]" + "}]" * 400),
    ],
    ids=["before time", "after time", "surrogate", "exponent", "deep"],
)
def test_odd_elements_of_a_bundle_never_fail(practice: Practice, element: str, value: str):
    patient = a_known_patient(practice)
    text = json.dumps(bundle(fhir_patient(), observation(**{element: "@"}))).replace('"@"', value)
    answer = practice.send_text("records.upserted", f'{{"patient_id":"{patient.id}","bundle":{text}}}')
    assert answer.status in (202, 400, 422), answer.body


@pytest.mark.feature("X1")
@pytest.mark.parametrize("field", ["patient_id", "email"])
def test_half_a_surrogate_pair_in_a_message_is_refused(practice: Practice, field: str):
    told = {"patient_id": a_known_patient(practice).id, "kind": "primary", "email": "a@b.example", field: "\ud800"}
    answer = practice.send("portal.invited", told)
    assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [("body", "malformed")]


@pytest.mark.feature("X1")
@pytest.mark.parametrize(
    ("stamp", "code"),
    [
        ("0001-01-01T00:00:00+14:00", "value_error"),
        ("9999-12-31T23:59:59-14:00", "value_error"),
        ("9998-01-01T00:00:00Z", "in_future"),
    ],
)
def test_a_message_from_no_time_or_from_the_future_is_refused(practice: Practice, clock: Clock, stamp: str, code: str):
    born = {"id": "p1", "given": "Rosa", "family": "Alvarez", "birth_date": "1956-04-28"}
    body = {"type": "patient.upserted", "timestamp": stamp, "data": {"patient": born}}
    answer = practice.send_raw(json.dumps(body), at=clock.at)
    assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [("timestamp", code)]


@pytest.mark.parametrize("email", ["a,b@c.d", "a\x00@c.d", "<a>@c.d", "rosá@c.d", "a@c", "a@c.d,e@f.g", "a@b_c.d"])
def test_an_address_that_no_mail_reaches_is_named(practice: Practice, email: str):
    patient = a_known_patient(practice)
    answer = practice.send("portal.invited", {"patient_id": patient.id, "kind": "primary", "email": email})
    assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [("data.email", "impossible")]


def test_every_spelling_of_a_name_leads_to_one_account():
    from portal.identity import names

    @settings(max_examples=300)
    @given(st.text(max_size=20))
    def check(name: str) -> None:
        assert names.normal(names.normal(name)) == names.normal(name)

    check()


@pytest.mark.feature("X1")
def test_no_token_or_cookie_is_too_odd(cloud: Cloud):
    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(st.text(max_size=60))
    def check(text: str) -> None:
        assert cloud.call("GET", "/api/members", token=text or "x").status == 401
        path, body = "/api/auth/get-tokens-from-refresh-token", {"ClientId": WEB}
        answer = cloud.call("POST", path, body, cookie=f"__Host-refresh={text}", x_kinchart_refresh="1")
        assert answer.status == 401
        assert cloud.call("POST", path, {"ClientId": MOBILE, "RefreshToken": text}).status in (400, 401)

    check()


def test_letters_with_endless_marks_cost_no_more_than_others(cloud: Cloud):
    """Unicode puts the marks of a letter in order, which takes the square of their number: these, a minute."""
    marks = "a" + "\u0300\u0316" * 60_000
    for parameters in ({"USERNAME": marks, "PASSWORD": "p"}, {"USERNAME": "nobody", "PASSWORD": marks}):
        body = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": MOBILE, "AuthParameters": parameters}
        begun = time.perf_counter()
        answer = cloud.call("POST", "/api/auth/initiate-auth", json.dumps(body, ensure_ascii=False))
        assert (answer.status, problem(answer)) == (401, "incorrect-credentials")
        assert time.perf_counter() - begun < 2
