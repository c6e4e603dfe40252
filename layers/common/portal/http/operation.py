"""`@operation`: one function becomes one route of the one resolver, closed unless `who` says otherwise."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ClassVar, Protocol, get_type_hints

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from pydantic import BaseModel

from .request import Request


class Principal(Protocol):
    """Who calls: made from the request, or a refusal is raised. `scheme` names how, in OpenAPI; empty for anyone."""

    scheme: ClassVar[str]

    @classmethod
    def authenticate(cls, request: Request) -> "Principal": ...


@dataclass(frozen=True)
class Operation:
    """What the seams test, the access walk and the handler need to know of an operation."""

    name: str
    method: str
    path: str
    status: int
    who: type[Principal]
    needs: tuple[str, str] | None
    just_proved: bool
    keyed: bool
    reads_json: bool
    run: Callable[..., Any]

    @property
    def catches_all(self) -> bool:
        return "{proxy+}" in self.path

    @property
    def rule(self) -> str:
        """Its path as the resolver knows it. What catches all has a name there: others' paths must not lead to it."""
        return f"/{self.name}" if self.catches_all else self.path.replace("{", "<").replace("}", ">")


OPERATIONS: dict[str, Operation] = {}
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]

# JSON text is written without spaces; Powertools' default adds them.
resolver = APIGatewayHttpResolver(enable_validation=True)


def operation[F: Callable[..., Any]](
    method: str,
    path: str,
    *,
    who: type[Principal],
    needs: tuple[str, str] | None = None,
    just_proved: bool = False,
    status: int = 200,
    raw: bool = False,
    keyed: bool = True,
) -> Callable[[F], F]:
    """Register a function as the operation for a method and a path (`/api/invites/{token}`).

    Its parameters are the path's, the query's and the body, by Powertools' rules; a parameter annotated with `who`
    gets the caller. `needs` is what `who` must be allowed, a right and a section or an area: `("read", "labs")`;
    `just_proved`, that they gave their password within the last five minutes (A4).
    `raw` says that the operation writes its own media type. `keyed=False` is for a POST that looks
    at no Idempotency-Key: it changes nothing, or it is a step of a sign-in, whose answer must never be given again.
    The method `ANY` and a path that ends in `{proxy+}` are API Gateway's; OpenAPI has no words for them.
    """

    def register(function: F) -> F:
        hints = get_type_hints(function, include_extras=True)
        signature = inspect.signature(function)
        injected = [name for name, hint in hints.items() if hint is who]
        shown = [p.replace(annotation=hints[n]) for n, p in signature.parameters.items() if n not in injected]

        @wraps(function)
        def route(**values: Any) -> Any:
            caller = resolver.context["caller"]
            return function(**values, **dict.fromkeys(injected, caller))

        returns = inspect.Signature.empty if raw else hints.get("return", inspect.Signature.empty)
        route.__signature__ = signature.replace(parameters=shown, return_annotation=returns)  # type: ignore[attr-defined]
        route.__annotations__ = {p.name: p.annotation for p in shown}
        name = "".join(word.capitalize() for word in function.__name__.split("_"))
        reads_json = any(
            isinstance(hint, type) and issubclass(hint, BaseModel) for p in shown for hint in [p.annotation]
        )
        keyed_write = keyed and method != "GET"
        OPERATIONS[name] = Operation(
            name, method, path, status, who, needs, just_proved, keyed_write, reads_json, function
        )
        resolver.route(
            OPERATIONS[name].rule,
            _METHODS if method == "ANY" else method,
            summary=(function.__doc__ or function.__module__).strip().split("\n")[0],
            operation_id=name,
            tags=[function.__module__.split(".")[0]],
            status_code=status,
            include_in_schema=not OPERATIONS[name].catches_all,
            security=[{who.scheme: []}] if who.scheme else [],
        )(route)
        # Where several are in one process, the one that spells out more is tried first, as by API Gateway.
        resolver._dynamic_routes.sort(key=lambda each: each.path.count("<"))
        return function

    return register
