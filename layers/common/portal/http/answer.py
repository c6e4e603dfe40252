"""Answers that are more than a body: cookies, other media types."""

from dataclasses import dataclass
from typing import Any

from aws_lambda_powertools.event_handler import Response

JSON = "application/json"
PROBLEM = "application/problem+json"
FHIR = "application/fhir+json"


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
