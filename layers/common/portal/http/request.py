"""What an operation may know of the request besides its own parameters."""

import base64
import hmac
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from http.cookies import CookieError, SimpleCookie
from typing import Any, ClassVar

from portal.settings import settings


@dataclass(frozen=True)
class Request:
    """An API Gateway HTTP API event (payload format 2.0), read once. `at` is the one time of this request."""

    event: dict[str, Any]
    at: datetime

    @cached_property
    def headers(self) -> dict[str, str]:
        return {name.lower(): value for name, value in (self.event.get("headers") or {}).items()}

    @cached_property
    def body(self) -> bytes:
        body = self.event.get("body") or ""
        return base64.b64decode(body) if self.event.get("isBase64Encoded") else body.encode()

    @cached_property
    def cookies(self) -> dict[str, str]:
        jar: SimpleCookie = SimpleCookie()
        for text in self.event.get("cookies") or []:
            try:
                jar.load(text)
            except CookieError:
                continue
        return {name: morsel.value for name, morsel in jar.items()}

    @property
    def path(self) -> dict[str, str]:
        return self.event.get("pathParameters") or {}

    @property
    def query(self) -> dict[str, str]:
        """A parameter that is given twice has its values joined by commas (API Gateway does that)."""
        return self.event.get("queryStringParameters") or {}

    @property
    def id(self) -> str:
        return str(self.event["requestContext"]["requestId"])

    @property
    def cognito_wire(self) -> bool:
        """Whether it came by POST /cognito, from a client that knows no more than Cognito's own words.

        API Gateway makes the event: nothing that a caller sends becomes a key at its top.
        """
        return "cognitoWire" in self.event

    @property
    def came_by_edge(self) -> bool:
        """Whether CloudFront passed it on: around it there is no web ACL, and the viewer's address could be made up."""
        key = settings().edge_key
        return not key or hmac.compare_digest(self.headers.get("x-kinchart-edge", "").encode(), key.encode())

    @property
    def source(self) -> dict[str, str]:
        """Where it came from, for the audit: the address and the device in words a person knows."""
        http = self.event["requestContext"]["http"]
        address = self.headers.get("x-kinchart-viewer", "") if settings().edge_key else http["sourceIp"]
        return {"ip": address, "device": device_name(http.get("userAgent") or "")}


@dataclass(frozen=True)
class Anyone:
    """No sign-in is needed. An operation has to say so; nothing is open by default."""

    scheme: ClassVar[str] = ""
    request: Request

    @classmethod
    def authenticate(cls, request: Request) -> "Anyone":
        return cls(request)


def device_name(agent: str) -> str:
    """`Chrome on Windows` from a User-Agent header; its first word when it is no browser's."""
    browsers = (
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    )
    systems = (
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
        ("CrOS", "Chromebook"), ("Mac OS", "Mac"), ("Linux", "Linux"),
    )  # fmt: skip
    browser = next((name for mark, name in browsers if mark in agent), None)
    system = next((name for mark, name in systems if mark in agent), None)
    if browser and system:
        return f"{browser} on {system}"
    return browser or system or agent.split("/")[0][:40] or "unknown device"
