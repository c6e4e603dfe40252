"""What CloudFront is in production, on one port: the pages with its headers, the API, and the local inbox."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from local import inbox
from local.gateway import BODY_LIMIT, HttpAnswer, HttpRequest, too_large
from local.place import ROOT, Place
from local.template import Template

DIST = ROOT / "web" / "dist"
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
BUCKET = "https://${DocumentsBucket.RegionalDomainName}"
NOTE = (
    '<link rel="stylesheet" href="/__inbox.css">'
    '<aside class="laptop" aria-label="Laptop copy">This copy runs on your own computer. '
    '<a href="/__inbox">Open the inbox</a> to read the mails and texts it sends.</aside>'
)
"""Stands at the end of every page, as a landmark: a newcomer follows an invite without leaving the browser."""

Send = Callable[[HttpRequest], Awaitable[HttpAnswer]]


def make_front(place: Place, send: Send) -> Starlette:
    """`send` hands a request to the operations."""
    template = Template()

    async def everything(request: Request) -> Response:
        path = request.url.path
        if template.is_api(path):
            response = await operation(request)
        elif request.method in ("GET", "HEAD"):
            response = page(path)
        else:
            response = PlainTextResponse("Pages can only be read", 405)
        return headed(response, path)

    def headed(response: Response, path: str) -> Response:
        """With CloudFront's headers; the documents' bucket is at MiniStack's address here."""
        for name, (value, override) in template.headers(path).items():
            if override or name not in response.headers:
                response.headers[name] = value.replace(BUCKET, place.aws)
        return response

    async def operation(request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return _response(too_large())
        address = request.client.host if request.client else ""
        path = request.scope["raw_path"].decode()
        # As the template's CloudFront function ApiRequests does.
        path = "/cognito" if path == "/cognito/" else path
        headers = tuple(request.headers.items())
        return _response(await send(HttpRequest(request.method, path, request.url.query, headers, body, address)))

    def page(path: str) -> Response:
        name = file_of(path)
        if name != path:
            return _html(DIST / name[1:])
        file = (DIST / path.lstrip("/")).resolve()
        if not file.is_relative_to(DIST) or not file.is_file():
            return PlainTextResponse("Not found", 404)
        return _html(file) if file.suffix == ".html" else FileResponse(file)

    async def show_inbox(request: Request) -> Response:
        content = await run_in_threadpool(inbox.page, place)
        return headed(Response(content, media_type="text/html"), request.url.path)

    async def inbox_style(_: Request) -> Response:
        return FileResponse(Path(__file__).with_name("inbox.css"))

    return Starlette(
        routes=[
            Route("/__inbox", show_inbox),
            Route("/__inbox.css", inbox_style),
            Route("/{path:path}", everything, methods=METHODS),
        ]
    )


def file_of(path: str) -> str:
    """As the template's CloudFront function PagePaths does."""
    if "." in path.rpartition("/")[2]:
        return path
    return "/staff.html" if path == "/staff" or path.startswith("/staff/") else "/index.html"


def _html(file: Path) -> Response:
    if not file.is_file():
        return PlainTextResponse("web/dist is missing: run `make run`, it builds the pages", 503)
    return Response(file.read_text().replace("</body>", f"{NOTE}</body>", 1), media_type="text/html")


async def _body(request: Request) -> bytes | None:
    """The whole body, or None when it has more than Lambda takes."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= BODY_LIMIT:
            chunks.append(chunk)
    return b"".join(chunks) if size <= BODY_LIMIT else None


def _response(answer: HttpAnswer) -> Response:
    response = Response(answer.body, answer.status)
    for name, value in answer.headers:
        response.headers.append(name, value)
    return response
