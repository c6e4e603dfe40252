"""`@operation`: one function becomes one route of the one resolver, closed unless `who` says otherwise."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ClassVar, Protocol, get_type_hints

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver

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
    safe: bool
    run: Callable[..., Any]


OPERATIONS: dict[str, Operation] = {}

# JSON text is written without spaces; Powertools' default adds them.
resolver = APIGatewayHttpResolver(enable_validation=True)


def operation[F: Callable[..., Any]](
    method: str, path: str, *, who: type[Principal], status: int = 200, raw: bool = False, safe: bool = False
) -> Callable[[F], F]:
    """Register a function as the operation for a method and a path (`/api/invites/{token}`).

    Its parameters are the path's, the query's and the body, by Powertools' rules; a parameter annotated with `who`
    gets the caller. `raw` says that the operation reads its own body and writes its own media type, `safe` that a
    POST changes nothing (RFC 9110, 9.2.1), as a GET never does.
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
        OPERATIONS[name] = Operation(name, method, path, status, who, safe or method == "GET", function)
        resolver.route(
            path.replace("{", "<").replace("}", ">"),
            method,
            summary=(function.__doc__ or function.__module__).strip().split("\n")[0],
            operation_id=name,
            tags=[function.__module__.split(".")[0]],
            status_code=status,
            security=[{who.scheme: []}] if who.scheme else [],
        )(route)
        return function

    return register
