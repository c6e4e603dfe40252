"""Answers that are more than a body: cookies, other media types."""

import json
from dataclasses import dataclass
from typing import Any

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

JSON = "application/json"
PROBLEM = "application/problem+json"
FHIR = "application/fhir+json"


class Empty(BaseModel):
    """Nothing to tell: what was asked for is done."""


@dataclass(frozen=True)
class SetCookie:
    """A cookie that only this origin gets and no script reads. An empty value deletes it."""

    name: str
    value: str
    max_age: int

    def __str__(self) -> str:
        return f"{self.name}={self.value}; Max-Age={self.max_age}; Path=/; HttpOnly; Secure; SameSite=Strict"


def answer(
    body: Any,
    *,
    status: int = 200,
    media: str = JSON,
    cookies: list[SetCookie] | None = None,
    headers: dict[str, str] | None = None,
) -> Response[Any]:
    """A response with cookies or another media type. Bodies that are text already go out as they are."""
    return Response(
        status_code=status,
        content_type=media,
        body=body,
        cookies=[*(cookies or [])],  # type: ignore[list-item]  # only its text is used
        headers=dict(headers or {}),
    )


#: http://hl7.org/fhir/R4/valueset-issue-type.html
_ISSUE_TYPES = {
    401: "login", 403: "forbidden", 404: "not-found", 405: "not-supported", 409: "conflict", 413: "too-long",
    415: "not-supported", 429: "throttled", 500: "exception",
}  # fmt: skip
#: Apps of any origin may read: they show a token that no browser sends by itself.
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag,Last-Modified,Location,Retry-After,X-Request-Id",
}
FHIR_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET,POST",
    "Access-Control-Allow-Headers": "accept,authorization,cache-control,content-type,if-none-match,prefer,"
    "x-requested-with",
    "Access-Control-Max-Age": "86400",
}


def as_fhir(event: dict[str, Any]) -> dict[str, Any]:
    """As apps get it: a refusal is an OperationOutcome instead of problem details."""
    event = event | {"headers": event.get("headers", {}) | _CORS}
    if event["statusCode"] < 400:
        return event
    said = json.loads(event["body"])
    code = _ISSUE_TYPES.get(event["statusCode"], "invalid")
    issue = {"severity": "error", "code": code, "diagnostics": said.get("detail") or said.get("title", "")}
    body = {"resourceType": "OperationOutcome", "issue": [issue]}
    return event | {"headers": event["headers"] | {"Content-Type": FHIR}, "body": json.dumps(body)}
