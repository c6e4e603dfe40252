"""What an operation and AWS said to each other, so that it can be said again without AWS.

Moto answers while a walk is recorded; what is replayed costs the client and the operation's own code, nothing more.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient
from moto.core.botocore_stubber import BotocoreStubber

from local.template import Function
from tests.bench.capacity import Meter, Units

Event = dict[str, Any]
Response = tuple[int, Any, Any]


@dataclass
class Call:
    """One round trip. `by_caller` says that it was made to find out who calls and what they may do."""

    service: str
    operation: str
    params: dict[str, Any]
    by_caller: bool
    response: Response | None = None
    units: Units = field(default_factory=Units)

    @property
    def to_table(self) -> bool:
        return self.service == "dynamodb"


@dataclass
class Take:
    """One call of a function, and when it was."""

    function: str
    event: Event
    context: Any
    at: datetime
    calls: list[Call] = field(default_factory=list)
    answer: Any = None
    raised: bool = True

    @property
    def status(self) -> int:
        """Of a function without a route 200, unless it answers with a problem."""
        told = self.answer if isinstance(self.answer, dict) else {}
        return int(told.get("statusCode") or told.get("status") or 200)

    @property
    def units(self) -> Units:
        return sum((call.units for call in self.calls), Units())


class Tape:
    """Records the calls of functions, or plays AWS's part of one take."""

    def __init__(self) -> None:
        self.takes: list[Take] = []
        self._call: Call | None = None
        self._part: Iterator[Response] = iter(())

    @contextmanager
    def recording(
        self, handlers: Callable[[Function], Any], now: Callable[[], datetime]
    ) -> Iterator[Callable[..., Any]]:
        """Gives what to call in place of a handler: (function, event, context)."""
        send, respond = BaseClient._make_api_call, BotocoreStubber.process_request
        take: Take | None = None

        def noted(client: Any, operation: str, params: dict[str, Any]) -> Any:
            if take is None:
                return send(client, operation, params)
            call = Call(client.meta.service_model.service_name, operation, _kept(params), _authenticates())
            meter = Meter(operation, params, lambda name, asked: send(client, name, asked)) if call.to_table else None
            take.calls.append(call)
            self._call = call
            try:
                return send(client, operation, params)
            finally:
                self._call = None
                call.units = meter.units() if meter else Units()

        def answered(stubber: Any, request: Any) -> Any:
            response = respond(stubber, request)
            if self._call:
                self._call.response = response
            return response

        def run(function: Function, event: Event, context: Any) -> Any:
            nonlocal take
            take = Take(function.name, deepcopy(event), context, now())
            self.takes.append(take)
            try:
                take.answer, take.raised = handlers(function)(event, context), False
                return take.answer
            finally:
                take = None

        with (
            patch.object(BaseClient, "_make_api_call", noted),
            patch.object(BotocoreStubber, "process_request", answered),
        ):
            yield run

    @contextmanager
    def playing(self) -> Iterator[None]:
        """Clients get the answers of the take that was last put on by `rewind`, in its order."""
        with patch.object(BotocoreStubber, "process_request", lambda _stubber, _request: next(self._part)):
            yield

    def rewind(self, take: Take) -> None:
        self._part = iter([call.response for call in take.calls if call.response])

    def ended(self) -> bool:
        return next(self._part, None) is None


def _kept(params: dict[str, Any]) -> dict[str, Any]:
    """As they are now; of an open file what is in it."""
    body = params.get("Body")
    if not hasattr(body, "read"):
        return deepcopy(params)
    content = body.read()
    body.seek(0)
    return params | {"Body": content}


def _authenticates() -> bool:
    frame = sys._getframe()
    while frame := frame.f_back:  # type: ignore[assignment]
        if frame.f_code.co_name == "authenticate":
            return True
    return False
