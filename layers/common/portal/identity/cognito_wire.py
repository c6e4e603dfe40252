"""Amazon Cognito's own protocol (JSON 1.1), put before the operations under /api/auth: unmodified clients speak it.

A request is turned into the one that a REST client would send, and the answer back again: problem details become
`__type` and `message`, with Cognito's own words where a client may look at them.
"""

import json
import re
from typing import Any

from aws_lambda_powertools.event_handler import Response

from portal import http, strict_json
from portal.http.operation import Operation
from portal.settings import settings

MEDIA = "application/x-amz-json-1.1"
SERVICE = "AWSCognitoIdentityProviderService"
_OTHER_NAMES = {"SetUserMFAPreference": "SetUserMfaPreference"}
_PASSWORDS = ("password", "Password", "ProposedPassword", "NEW_PASSWORD")
_BY_PASSWORD = ("InitiateAuth", "RespondToAuthChallenge")

Json = dict[str, Any]

# Any page may call: there is no cookie on this wire.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date",
}
PREFLIGHT = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers": "content-type,x-amz-target,x-amz-user-agent,cache-control,"
    "amz-sdk-invocation-id,amz-sdk-request",
    "Access-Control-Max-Age": "86400",
}


def answer(request: http.Request) -> Response[str]:
    """What Cognito would answer. X-Amz-Target names the operation."""
    name = request.headers.get("x-amz-target", "").removeprefix(f"{SERVICE}.")
    operation = _operations().get(_OTHER_NAMES.get(name, name))
    if operation is None:
        return _refused(request, "UnknownOperationException", "There is no such operation")
    try:
        sent = strict_json.loads(request.body)
    except (ValueError, RecursionError):
        sent = None
    if not isinstance(sent, dict):
        return _refused(request, "SerializationException", "The body is not a JSON object")
    client_id = str(sent.get("ClientId", settings().mobile_client_id))
    if client_id != settings().mobile_client_id:
        # The web's, too: its secrets are cookies, which this wire has none of.
        return _refused(request, "ResourceNotFoundException", f"User pool client {client_id[:128]} does not exist.")
    told = http.forward(operation, _event(request, operation, sent))
    body = json.loads(told["body"])
    if told["statusCode"] < 400:
        if name == "GetTokensFromRefreshToken":
            # It can lead to no challenge.
            del body["ChallengeParameters"]
        return _response(request, 200, _for_cognito(body))
    kind, message = _refusal(name, sent, body)
    return _refused(request, kind, message, status=500 if body["status"] >= 500 else 400)


def _operations() -> dict[str, Operation]:
    """Everything that a client may POST under /api/auth/, by Cognito's name for it."""
    return {n: o for n, o in http.OPERATIONS.items() if o.path.startswith("/api/auth/") and o.method == "POST"}


def _event(request: http.Request, operation: Operation, sent: Json) -> Json:
    """The event that API Gateway would make of the same call over REST."""
    outer = request.event
    headers = {n: v for n, v in request.headers.items() if n not in ("authorization", "content-length")}
    headers["content-type"] = "application/json"
    if isinstance(sent.get("AccessToken"), str):
        headers["authorization"] = f"Bearer {sent['AccessToken']}"
    route = f"{operation.method} {operation.path}"
    context = outer["requestContext"]
    return {
        "version": outer["version"],
        "routeKey": route,
        "rawPath": operation.path,
        "rawQueryString": "",
        "headers": headers,
        "requestContext": context | {"routeKey": route, "http": context["http"] | {"path": operation.path}},
        "body": json.dumps({name: value for name, value in sent.items() if name != "AccessToken"}),
        "isBase64Encoded": False,
        "cognitoWire": True,
    }


def _for_cognito(body: Any) -> Any:
    """Without what is null: Cognito leaves it out. And without the device, whose own SRP clients would begin."""
    if isinstance(body, dict):
        return {n: _for_cognito(v) for n, v in body.items() if v is not None and n != "NewDeviceMetadata"}
    return [_for_cognito(value) for value in body] if isinstance(body, list) else body


def _refusal(name: str, sent: Json, problem: Json) -> tuple[str, str]:
    """The exception and the message, for a problem of ours."""
    slug = str(problem["type"]).removeprefix("/problems/")
    errors = problem.get("errors", [])
    if problem["status"] >= 500:
        return "InternalErrorException", problem["detail"]
    if any(error["field"].rpartition(".")[2] in _PASSWORDS and error["code"] != "missing" for error in errors):
        return "InvalidPasswordException", "Password did not conform with policy: " + _told(errors)
    if [(error["field"], error["code"]) for error in errors] == [("username", "taken")]:
        return "UsernameExistsException", "User already exists"
    if slug == "session-ended":
        refresh = name == "GetTokensFromRefreshToken" or str(sent.get("AuthFlow", "")).startswith("REFRESH_TOKEN")
        return "NotAuthorizedException", f"{'Refresh' if refresh else 'Access'} Token has been revoked"
    if slug == "too-many-attempts":
        if name in _BY_PASSWORD:
            return "NotAuthorizedException", "Password attempts exceeded"
        return "LimitExceededException", "Attempt limit exceeded, please try after some time."
    return problem.get("__type", "InvalidParameterException"), _told(errors) or problem["detail"]


def _told(errors: list[Json]) -> str:
    return " ".join(f"{error['detail']} ({error['field']})" for error in errors)


def _refused(request: http.Request, kind: str, message: str, *, status: int = 400) -> Response[str]:
    # A message may repeat a name that was sent; a header takes plain letters only.
    headers = {"x-amzn-ErrorType": f"{kind}:", "x-amzn-ErrorMessage": re.sub(r"[^ -~]", "?", message)}
    return _response(request, status, {"__type": kind, "message": message}, headers)


def _response(request: http.Request, status: int, body: Json, headers: dict[str, str] | None = None) -> Response[str]:
    sent = CORS | {"x-amzn-RequestId": request.id} | (headers or {})
    return http.answer(json.dumps(body), status=status, media=MEDIA, headers=sent)
