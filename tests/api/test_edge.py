"""Behind CloudFront: the API answers nobody who came around it, and the audit knows the viewer's own address."""

import pytest

from tests.cloud import Cloud, forget, problem
from tests.people import Practice, a_patient

KEY = "k" * 48


@pytest.mark.feature("A8", "X5")
def test_only_cloudfront_is_answered_and_tells_who_asks(
    cloud: Cloud, practice: Practice, monkeypatch: pytest.MonkeyPatch
):
    patient = a_patient(practice)
    monkeypatch.setenv("EDGE_KEY", KEY)
    forget()
    for headers in ({}, {"x_kinchart_edge": "wrong"}, {"x_kinchart_viewer": "203.0.113.9"}):
        around = cloud.call("GET", "/api/members", token=patient.token, **headers)
        assert (around.status, problem(around)) == (403, "forbidden")
    edge = {"x_kinchart_edge": KEY, "x_kinchart_viewer": "203.0.113.9"}
    parameters = {"USERNAME": patient.username, "PASSWORD": "wrong" * 4}
    body = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": "mobile", "AuthParameters": parameters}
    assert cloud.call("POST", "/api/auth/initiate-auth", body, **edge).status == 401
    newest = cloud.call("GET", "/api/audit?limit=1", token=patient.token, **edge).json()["entries"][0]
    assert (newest["action"], newest["source"]["ip"]) == ("sign-in.failed", "203.0.113.9")
