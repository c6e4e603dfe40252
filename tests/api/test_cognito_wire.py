"""Cognito's own wire: its envelope, its errors, and that every answer has the shape of boto3's own model."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import boto3
import botocore.session
import pyotp
import pytest
from botocore.exceptions import ClientError
from botocore.model import ListShape, Shape, StructureShape
from botocore.validate import ParamValidator

from local.gateway import HttpAnswer, HttpRequest
from tests.cloud import MOBILE, Clock, Cloud, forget
from tests.people import PASSWORD, Patient, Practice, a_known_patient, a_patient, an_invite_for
from tests.signing_in import a_sign_up, cognito

MODEL = botocore.session.Session().get_service_model("cognito-idp")
Json = dict[str, Any]


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


def sign_in(cloud: Cloud, patient: Patient, password: str = PASSWORD, client: str = MOBILE) -> HttpAnswer:
    given = {"USERNAME": patient.username, "PASSWORD": password}
    body = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": client, "AuthParameters": given}
    return cognito(cloud, "InitiateAuth", body)


def refusal(answer: HttpAnswer) -> tuple[str, str]:
    """Exception and message, after checking that the headers tell the same."""
    assert answer.status == 400, answer.body
    assert answer.header("content-type") == "application/x-amz-json-1.1"
    told = answer.json()
    assert told.keys() == {"__type", "message"}
    assert answer.header("x-amzn-errortype") == told["__type"] + ":"
    assert answer.header("x-amzn-errormessage") == told["message"]
    return told["__type"], told["message"]


@pytest.fixture
def endpoint(cloud: Cloud) -> Iterator[str]:
    """The gateway behind a socket, as CloudFront is before it."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            answer = cloud.gateway.send(HttpRequest("POST", self.path, "", tuple(self.headers.items()), body))
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            self.send_header("content-length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: Any) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/cognito"
    server.shutdown()
    server.server_close()


def unknown(value: Any, shape: Shape, path: str) -> list[str]:
    """The members of an answer that the model does not have: a strict client would stumble over them."""
    if isinstance(shape, StructureShape):
        strange = [f"{path}.{name}" for name in value if name not in shape.members]
        known = [(name, value[name]) for name in value if name in shape.members]
        return strange + [found for name, v in known for found in unknown(v, shape.members[name], f"{path}.{name}")]
    if isinstance(shape, ListShape):
        return [found for v in value for found in unknown(v, shape.member, path)]
    return []


@pytest.mark.feature("A15+")
def test_every_answer_has_the_shape_of_boto3s_own_model(endpoint: str, rosa: Patient, clock: Clock):
    client = boto3.client("cognito-idp", endpoint_url=endpoint)
    seen: dict[str, Json] = {}

    def note(http_response: Any, parsed: Json, model: Any, **_: Any) -> None:
        if http_response.status_code != 200:
            return
        told = json.loads(http_response.content)
        seen[model.name] = told
        shape = model.output_shape
        assert unknown(told, shape, model.name) == []
        assert not ParamValidator().validate(told, shape).has_errors(), told

    client.meta.events.register("after-call.cognito-identity-provider", note)
    parameters = {"USERNAME": rosa.username, "PASSWORD": PASSWORD}
    sign_in = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": MOBILE, "AuthParameters": parameters}
    token = client.initiate_auth(**sign_in)["AuthenticationResult"]["AccessToken"]
    seed = client.associate_software_token(AccessToken=token)["SecretCode"]
    code = pyotp.TOTP(seed).at(clock.at)
    client.verify_software_token(AccessToken=token, UserCode=code, FriendlyDeviceName="phone")
    preference = {"Enabled": True, "PreferredMfa": True}
    client.set_user_mfa_preference(AccessToken=token, SoftwareTokenMfaSettings=preference)
    user = client.get_user(AccessToken=token)
    assert user["PreferredMfaSetting"] == "SOFTWARE_TOKEN_MFA"
    clock.forward(minutes=1)
    asked = client.initiate_auth(**sign_in)
    answers = {"USERNAME": rosa.username, "SOFTWARE_TOKEN_MFA_CODE": pyotp.TOTP(seed).at(clock.at)}
    result = client.respond_to_auth_challenge(
        ClientId=MOBILE, ChallengeName=asked["ChallengeName"], Session=asked["Session"], ChallengeResponses=answers
    )["AuthenticationResult"]
    client.get_tokens_from_refresh_token(ClientId=MOBILE, RefreshToken=result["RefreshToken"])
    client.forgot_password(ClientId=MOBILE, Username=rosa.username)
    with pytest.raises(client.exceptions.CodeMismatchException):
        client.confirm_forgot_password(
            ClientId=MOBILE, Username=rosa.username, ConfirmationCode="0" * 6, Password="another way along the coast"
        )
    client.change_password(
        AccessToken=result["AccessToken"], PreviousPassword=PASSWORD, ProposedPassword="another way along the coast"
    )
    attributes = [{"Name": "given_name", "Value": "Rosita"}, {"Name": "email", "Value": "rosita@example.org"}]
    client.update_user_attributes(AccessToken=result["AccessToken"], UserAttributes=attributes)
    client.get_user_attribute_verification_code(AccessToken=result["AccessToken"], AttributeName="email")
    new = rosa.cloud.code("rosita@example.org")
    client.verify_user_attribute(AccessToken=result["AccessToken"], AttributeName="email", Code=new)
    client.revoke_token(ClientId=MOBILE, Token=result["RefreshToken"])
    with pytest.raises(client.exceptions.NotAuthorizedException):
        client.global_sign_out(AccessToken=result["AccessToken"])
    sam = a_known_patient(rosa.practice, "Sam")
    client.sign_up(**a_sign_up(an_invite_for(sam), sam))
    client.resend_confirmation_code(ClientId=MOBILE, Username=sam.username)
    code = rosa.cloud.code(sam.email)
    client.confirm_sign_up(ClientId=MOBILE, Username=sam.username, ConfirmationCode=code)
    assert "NewDeviceMetadata" not in json.dumps(seen)


@pytest.mark.feature("A15+")
def test_refusals_have_cognitos_envelope_and_words(cloud: Cloud, rosa: Patient):
    assert refusal(sign_in(cloud, rosa, "wrong" * 4)) == ("NotAuthorizedException", "Incorrect username or password.")
    assert refusal(cognito(cloud, "NoSuchThing", {}))[0] == "UnknownOperationException"
    assert refusal(cloud.call("POST", "/cognito", "{}"))[0] == "UnknownOperationException"
    # Neither a GET nor an operation of another part is there.
    assert refusal(cognito(cloud, "GetCaptcha", {}))[0] == "UnknownOperationException"
    assert refusal(cognito(cloud, "ListMembers", {}))[0] == "UnknownOperationException"
    for body in ("", "[]", "{", '"x"', '{"a": "\\ud800"}', "[" * 100_000):
        answer = cloud.call("POST", "/cognito", body, x_amz_target="AWSCognitoIdentityProviderService.GetUser")
        assert refusal(answer)[0] == "SerializationException"
    assert refusal(cognito(cloud, "InitiateAuth", {"ClientId": MOBILE}))[0] == "InvalidParameterException"
    revoked = ("NotAuthorizedException", "Access Token has been revoked")
    assert refusal(cognito(cloud, "GetUser", {"AccessToken": "x"})) == revoked
    gone = ("NotAuthorizedException", "Refresh Token has been revoked")
    assert refusal(cognito(cloud, "GetTokensFromRefreshToken", {"ClientId": MOBILE, "RefreshToken": "x"})) == gone
    assert refusal(cognito(cloud, "GetUser", {}))[0] == "NotAuthorizedException"
    short = {"AccessToken": rosa.token, "PreviousPassword": PASSWORD, "ProposedPassword": "short"}
    assert refusal(cognito(cloud, "ChangePassword", short))[0] == "InvalidPasswordException"


@pytest.mark.feature("A14+", "A15+")
def test_too_many_passwords_are_refused_in_cognitos_words(cloud: Cloud, rosa: Patient):
    for _ in range(6):
        refusal(sign_in(cloud, rosa, "wrong" * 4))
    assert refusal(sign_in(cloud, rosa)) == ("NotAuthorizedException", "Password attempts exceeded")


@pytest.mark.feature("A15+")
@pytest.mark.parametrize("client", ["web", "never", "x\r\nset-cookie: a=b", 7, None, {}])
def test_only_the_mobile_app_client_is_on_this_wire(cloud: Cloud, rosa: Patient, client: Any):
    kind, message = "", ""
    answer = sign_in(cloud, rosa, client=client)
    assert answer.status == 400
    kind, message = answer.json()["__type"], answer.json()["message"]
    assert (kind, message) == ("ResourceNotFoundException", f"User pool client {client} does not exist.")
    assert "\n" not in str(answer.header("x-amzn-errormessage"))


@pytest.mark.feature("A15+")
def test_no_bearer_header_no_cookie_and_no_made_up_key_passes(cloud: Cloud, rosa: Patient):
    """The token is in the body, as with Cognito: a header that a proxy or a browser adds counts for nothing."""
    answer = cognito(cloud, "GetUser", {}, authorization=f"Bearer {rosa.token}", cookie="__Host-refresh=x")
    assert refusal(answer)[0] == "NotAuthorizedException"
    assert cognito(cloud, "GetUser", {"AccessToken": rosa.token}).status == 200
    assert refusal(cognito(cloud, "GetUser", {"AccessToken": {"a": 1}}))[0] == "NotAuthorizedException"


def test_nobody_but_the_door_can_say_that_a_request_came_by_it(cloud: Cloud, rosa: Patient, monkeypatch):
    """On this wire a new device is only told of, where the template says so; over REST a code is asked for."""
    assert "AuthenticationResult" in sign_in(cloud, rosa).json()
    given = {"USERNAME": rosa.username, "PASSWORD": PASSWORD}
    body = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": MOBILE, "AuthParameters": given, "cognitoWire": True}
    rest = cloud.call("POST", "/api/auth/initiate-auth?cognitoWire=true", body, cognitowire="true")
    assert rest.json()["ChallengeName"] == "EMAIL_OTP"
    monkeypatch.setenv("COGNITO_NEW_DEVICE", "code")
    forget()
    assert sign_in(cloud, rosa).json()["ChallengeName"] == "EMAIL_OTP"


@pytest.mark.feature("A15+")
def test_any_page_may_call_without_cookies(cloud: Cloud, rosa: Patient):
    asked = cloud.call("OPTIONS", "/cognito", origin="https://elsewhere.example")
    assert asked.status == 204
    assert asked.header("access-control-allow-origin") == "*"
    assert asked.header("access-control-allow-credentials") is None
    allowed = set(str(asked.header("access-control-allow-headers")).split(","))
    assert {"content-type", "x-amz-target", "x-amz-user-agent", "cache-control"} <= allowed
    for answer in (sign_in(cloud, rosa), sign_in(cloud, rosa, "wrong" * 4)):
        assert answer.header("access-control-allow-origin") == "*"
        exposed = "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date"
        assert answer.header("access-control-expose-headers") == exposed
        assert answer.header("x-amzn-requestid")
        assert not answer.cookies


def test_a_failure_of_ours_is_an_internal_error(cloud: Cloud, rosa: Patient, monkeypatch):
    def fail(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("portal.identity.sign_in.by_password", fail)
    answer = sign_in(cloud, rosa)
    assert (answer.status, answer.json()["__type"]) == (500, "InternalErrorException")


def test_boto3_raises_its_own_exceptions(endpoint: str, rosa: Patient):
    client = boto3.client("cognito-idp", endpoint_url=endpoint)
    given = {"USERNAME": rosa.username, "PASSWORD": "wrong" * 4}
    sign_in = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": MOBILE, "AuthParameters": given}
    with pytest.raises(client.exceptions.NotAuthorizedException) as refused:
        client.initiate_auth(**sign_in)
    assert refused.value.response["Error"]["Message"] == "Incorrect username or password."
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.initiate_auth(**sign_in | {"ClientId": "web"})
    with pytest.raises(ClientError, match="InvalidParameterException"):
        client.initiate_auth(**sign_in | {"AuthFlow": "CUSTOM_AUTH"})
