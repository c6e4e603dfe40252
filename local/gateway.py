"""API Gateway's HTTP API in one process: a request becomes an event (payload format 2.0), an answer becomes HTTP again.

The API tests, `make bench` and `make run` share it. Powertools keeps the event of the moment on its resolver's class,
so a process serves one request at a time, as a Lambda sandbox does.
"""

import base64
import importlib
import json
import re
import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, unquote

from local.template import Function, Template

BODY_LIMIT = 6 * 1024 * 1024
"""What Lambda takes in one call, in bytes."""

Handler = Callable[[dict[str, Any], Any], Any]


@dataclass(frozen=True)
class HttpRequest:
    """`path` is as it was sent (percent-encoded, without the query); header names in any case."""

    method: str
    path: str
    query: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    address: str = "127.0.0.1"


@dataclass(frozen=True)
class HttpAnswer:
    """`headers` holds one `set-cookie` for each cookie."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def cookies(self) -> list[str]:
        return [value for key, value in self.headers if key.lower() == "set-cookie"]

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Gateway:
    """Every function of the template, called in this process.

    `around` is entered with the function before each call: `make run` takes on the function's role there, the tests
    record its calls.
    """

    template: Template = field(default_factory=Template)
    around: Callable[[Function], AbstractContextManager[Any]] = lambda _function: nullcontext()

    def __post_init__(self) -> None:
        self.functions = {function.name: function for function in self.template.functions()}
        # The more a route spells out, the earlier it is tried: API Gateway prefers it, too.
        routed = sorted((f for f in self.functions.values() if f.path), key=_vagueness)
        self._routes = [(f, f.method, _pattern(f.path)) for f in routed]

    def send(self, request: HttpRequest) -> HttpAnswer:
        """What an HTTP client would get. A handler that raises answers 500, as API Gateway does."""
        if len(request.body) > BODY_LIMIT:
            return too_large()
        path = unquote(request.path)
        for function, method, pattern in self._routes:
            match = pattern.fullmatch(path)
            if match and method in (request.method, "ANY"):
                event = _event(function, request, path, match.groupdict())
                return _answer(self.call(function.name, event))
        return _plain(404, "Not Found")

    def invoke(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | str | Any = b"",
        address: str = "127.0.0.1",
    ) -> HttpAnswer:
        """`send` for tests: `path` may carry a query, a body that is neither bytes nor text goes as JSON."""
        headers = dict(headers or {})
        if not isinstance(body, bytes | str):
            body = json.dumps(body)
            headers.setdefault("content-type", "application/json")
        data = body.encode() if isinstance(body, str) else body
        path, _, query = path.partition("?")
        return self.send(HttpRequest(method, path, query, tuple(headers.items()), data, address))

    def call(self, name: str, event: dict[str, Any]) -> Any:
        """Call a function as `sam remote invoke` would; it raises what the handler raises."""
        function = self.functions[name]
        handler = self.handler(function)
        with self.around(function):
            return handler(event, _context(function))

    def handler(self, function: Function) -> Handler:
        module, _, attribute = function.handler.rpartition(".")
        handler: Handler = getattr(importlib.import_module(module), attribute)
        return handler


def _vagueness(function: Function) -> tuple[bool, bool, int]:
    return "{proxy+}" in function.path, function.method == "ANY", function.path.count("{")


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path.replace("{proxy+}", "(?P<proxy>.+)")))


def too_large() -> HttpAnswer:
    detail = "The request has more than 6 MB. Upload a large bundle first and send its address"
    problem = {"type": "/problems/too-large", "title": "The request is too large", "status": 413, "detail": detail}
    return HttpAnswer(413, (("content-type", "application/problem+json"),), json.dumps(problem).encode())


def failed() -> HttpAnswer:
    """API Gateway's answer when a function raised or died."""
    return _plain(500, "Internal Server Error")


def _plain(status: int, message: str) -> HttpAnswer:
    return HttpAnswer(status, (("content-type", "application/json"),), json.dumps({"message": message}).encode())


def _event(function: Function, request: HttpRequest, path: str, parameters: dict[str, str]) -> dict[str, Any]:
    headers: dict[str, str] = {}
    cookies: list[str] = []
    for name, value in request.headers:
        name = name.lower()
        if name == "cookie":
            cookies += [cookie.strip() for cookie in value.split(";")]
        else:
            headers[name] = f"{headers[name]},{value}" if name in headers else value
    query: dict[str, str] = {}
    for name, value in parse_qsl(request.query, keep_blank_values=True):
        query[name] = f"{query[name]},{value}" if name in query else value
    route, now = f"{function.method} {function.path}", time.time()
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": route,
        "rawPath": path,
        "rawQueryString": request.query,
        "headers": headers,
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "local",
            "domainName": headers.get("host", "localhost"),
            "domainPrefix": "local",
            "http": {
                "method": request.method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": request.address,
                "userAgent": headers.get("user-agent", ""),
            },
            "requestId": str(uuid.uuid4()),
            "routeKey": route,
            "stage": "$default",
            "time": time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(now)),
            "timeEpoch": int(now * 1000),
        },
        "isBase64Encoded": False,
    }
    if cookies:
        event["cookies"] = cookies
    if query:
        event["queryStringParameters"] = query
    if parameters:
        event["pathParameters"] = parameters
    if request.body:
        event["body"], event["isBase64Encoded"] = _event_body(request.body, headers.get("content-type", ""))
    return event


def _event_body(body: bytes, media: str) -> tuple[str, bool]:
    if re.match(r"text/|application/(.+\+)?(json|xml|javascript)|application/x-www-form-urlencoded|$", media):
        try:
            return body.decode(), False
        except UnicodeDecodeError:
            pass
    return base64.b64encode(body).decode(), True


def _answer(result: Any) -> HttpAnswer:
    """Without a `statusCode`, a result is the body of a 200 in JSON (payload format 2.0)."""
    if not isinstance(result, dict) or "statusCode" not in result:
        return HttpAnswer(200, (("content-type", "application/json"),), json.dumps(result).encode())
    headers = [(name.lower(), str(value)) for name, value in (result.get("headers") or {}).items()]
    headers += [("set-cookie", cookie) for cookie in result.get("cookies") or []]
    body = result.get("body") or ""
    data = base64.b64decode(body) if result.get("isBase64Encoded") else str(body).encode()
    return HttpAnswer(int(result["statusCode"]), tuple(headers), data)


def _context(function: Function) -> Any:
    """What Powertools and the handlers read of Lambda's context."""
    return SimpleNamespace(
        function_name=function.name,
        function_version="$LATEST",
        memory_limit_in_mb=1024,
        invoked_function_arn=f"arn:aws:lambda:us-east-1:000000000000:function:{function.name}",
        aws_request_id=str(uuid.uuid4()),
        get_remaining_time_in_millis=lambda: 20_000,
    )
