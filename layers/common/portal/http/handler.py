"""`handler`: an operation's Lambda entry point. Authenticates first, turns refusals into answers, logs one line."""

import json
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import BaseRouter
from aws_lambda_powertools.event_handler.exceptions import ServiceError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from portal import clock
from portal.errors import FieldError, Forbidden, Invalid, Malformed, Refusal
from portal.failures import where

from . import body
from .answer import PROBLEM, as_fhir
from .idempotency import once
from .operation import OPERATIONS, Operation, resolver
from .request import Request

logger = Logger(service="kinchart")

Event = dict[str, Any]


def _refuse(refusal: Refusal) -> Response[str]:
    return Response(refusal.status, PROBLEM, json.dumps(refusal.problem()), headers={**refusal.headers()})


@resolver.exception_handler(RequestValidationError)  # type: ignore[untyped-decorator]
def _invalid(error: RequestValidationError) -> Response[str]:
    found = error.errors()
    if any(e["type"] == "json_invalid" for e in found):
        return _refuse(Malformed("The body is not JSON"))
    return _refuse(Invalid(errors=[_field_error(e) for e in found]))


resolver.exception_handler(Refusal)(_refuse)


def _field_error(error: dict[str, Any]) -> FieldError:
    """Pydantic's account of one value, without the value: it may be a password."""
    path = [str(part) for part in error["loc"] if part not in ("body", "query", "path", "header")]
    return FieldError(".".join(path) or "body", error["type"], str(error.get("msg", "Invalid value")))


@resolver.exception_handler(ServiceError)  # type: ignore[untyped-decorator]
def _service_error(error: ServiceError) -> Response[str]:
    body = {"type": "about:blank", "title": error.msg, "status": error.status_code, "detail": error.msg}
    return Response(error.status_code, PROBLEM, json.dumps(body))


def handler(function: Callable[..., Any]) -> Callable[[Event, Any], Event]:
    """The Lambda handler of an operation; the last line of every file with a route."""
    operation = next(o for o in OPERATIONS.values() if o.run is function)

    def lambda_handler(event: Event, context: Any) -> Event:
        request = Request(event, clock.now())
        caller: Any = None
        try:
            if not request.came_by_edge:
                raise Forbidden("Please use the portal's own address")
            caller = operation.who.authenticate(request)
            if operation.needs:
                caller.require(*operation.needs)
            if operation.just_proved:
                caller.require_just_proved()
            if operation.reads_json:
                body.check(request)
            answer = once(operation, request, caller, lambda: _run(operation, event, context, caller))
        except Refusal as refusal:
            answer = _as_event(_refuse(refusal))
        except RecursionError:
            answer = _as_event(_refuse(Malformed("The request is nested too deeply")))
        except Exception as error:
            # Never the message: it may hold what the caller sent.
            logger.error(
                "failed",
                operation=operation.name,
                request_id=request.id,
                error=type(error).__name__,
                where=where(error),
            )
            answer = _as_event(_service_error(ServiceError(500, "Something went wrong on our side. Please try again")))
        if operation.path.startswith("/fhir"):
            answer = as_fhir(answer)
        answer.setdefault("headers", {}).update({"X-Request-Id": request.id, "Cache-Control": "no-store"})
        _log(operation, request, caller, answer)
        return answer

    return lambda_handler


def forward(operation: Operation, event: Event) -> Event:
    """Within one operation, the answer of another one to an event of its own. Powertools keeps one event at a time."""
    outer, context = BaseRouter.current_event, dict(resolver.context)
    try:
        return handler(operation.run)(event, BaseRouter.lambda_context)
    finally:
        BaseRouter.current_event = outer
        resolver.append_context(**context)  # type: ignore[no-untyped-call]


def _run(operation: Operation, event: Event, context: Any, caller: Any) -> Event:
    if operation.catches_all:
        event = event | {"rawPath": operation.rule}
    resolver.append_context(caller=caller)  # type: ignore[no-untyped-call]
    return resolver.resolve(event, context)


def _as_event(response: Response[str]) -> Event:
    headers = {
        "Content-Type": response.content_type,
        **{k: v for k, v in response.headers.items() if isinstance(v, str)},
    }
    return {"statusCode": response.status_code, "headers": headers, "body": response.body, "isBase64Encoded": False}


def _log(operation: Operation, request: Request, caller: Any, answer: Event) -> None:
    """One line per call: no path (it may hold a token), no body, no address."""
    logger.info(
        "answered",
        operation=operation.name,
        status=answer["statusCode"],
        milliseconds=round((clock.now() - request.at).total_seconds() * 1000),
        request_id=request.id,
        account=getattr(getattr(caller, "account", None), "id", None),
    )
