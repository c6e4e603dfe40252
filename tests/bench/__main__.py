"""`make bench`: what each operation asks of DynamoDB and of the processor. No absolute time is asserted.

It fails when an operation makes more than one round trip to DynamoDB to find out who calls and what they may do, or
more than two after that. Where nobody is signed in, the first one counts as that: it finds the invite, the sign-in or
the session that the request's secret names. All round trips are made one after the other, so their number is their
depth. Nobody waits for a function without a route. No request has an Idempotency-Key: it would cost two more, PutItem
before and UpdateItem after.
"""

import base64
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from itertools import groupby
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qs

import boto3
from botocore import xform_name
from botocore.exceptions import ClientError

from local.gateway import Gateway
from tests.bench import imports, lists, records
from tests.bench.tape import Take, Tape
from tests.cloud import Clock, running
from tests.walk import everything

TIMES = 15
MOST_FOR_CALLER, MOST_AFTER = 1, 2


def record(tape: Tape, gateway: Gateway, walk: Callable[[], None], now: Callable[[], Any]) -> list[Take]:
    """One take for each way through each function, by its status and its calls."""
    handlers = gateway.handler
    with tape.recording(handlers, now) as run:
        gateway.handler = lambda function: lambda event, context: run(function, event, context)  # type: ignore[method-assign]
        walk()
    gateway.handler = handlers  # type: ignore[method-assign]
    ways = {(t.function, t.status, tuple((c.service, c.operation) for c in t.calls)): t for t in reversed(tape.takes)}
    order = list(gateway.functions)
    return sorted(ways.values(), key=lambda t: (order.index(t.function), t.status, len(t.calls)))


def depth(take: Take) -> tuple[int, int]:
    """Round trips to DynamoDB for caller and permission, and after that."""
    trips = [call for call in take.calls if call.to_table]
    caller = sum(call.by_caller for call in trips)
    if not caller and trips:
        caller = 1
    return caller, len(trips) - caller


def plain_handler(take: Take, clients: dict[str, Any]) -> Callable[..., Any]:
    """Boto3 alone: the same calls with the same parameters, the body read and the answer written."""
    calls = [(getattr(clients[c.service], xform_name(c.operation)), c.params) for c in take.calls]
    told = json.loads((take.answer or {}).get("body") or "{}") if isinstance(take.answer, dict) else None

    def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
        body = event.get("body") or "{}"
        text = base64.b64decode(body).decode() if event.get("isBase64Encoded") else body
        parse_qs(text) if "urlencoded" in event.get("headers", {}).get("content-type", "") else json.loads(text)
        for call, params in calls:
            # A condition that does not hold is an answer, too.
            with suppress(ClientError):
                call(**params)
        return {"statusCode": take.status, "body": json.dumps(told)}

    return handler


def processor_times(tape: Tape, take: Take, handlers: list[Callable[..., Any]]) -> list[float]:
    """Milliseconds of CPU for each handler, the median of calls by turns."""
    times: list[list[float]] = [[] for _ in handlers]
    for _ in range(TIMES):
        for handler, taken in zip(handlers, times, strict=True):
            tape.rewind(take)
            begun = time.process_time()
            answer = handler(take.event, take.context)
            taken.append((time.process_time() - begun) * 1000)
            told = replace(take, answer=answer).status
            if told != take.status or not tape.ended():
                raise RuntimeError(f"{take.function} did something else than when it was recorded: {answer}")
    return [statistics.median(taken) for taken in times]


def trips(take: Take) -> str:
    """`caller: BatchGetItem · Query · TransactWriteItems×4 · kms.Sign×2`"""
    words = []
    for call in take.calls:
        name = call.operation if call.to_table else f"{call.service}.{call.operation}"
        items = f"({len(call.params['TransactItems'])})" if "TransactItems" in call.params else ""
        words.append(f"{'caller: ' if call.by_caller else ''}{name}{items}")
    return " · ".join(f"{word}×{n}" if (n := len(list(same))) > 1 else word for word, same in groupby(words))


HEAD = (
    f"{'operation':<26} {'status':>6} {'caller':>6} {'work':>5} {'read':>5} {'write':>6} {'CPU ms':>7} {'boto3':>6} "
    f"{'ratio':>6}  round trips"
)
NOTES = (
    "",
    "caller, work: round trips to DynamoDB. read, write: its capacity units. CPU: the warm handler, next to boto3",
    "alone with the same calls and answers. InitiateAuth, ActivateInvite and AddStaff hash a password (argon2id).",
    "",
)


def line(take: Take, times: list[float]) -> str:
    caller, work = depth(take)
    mine, plain = (f"{t:.1f}" if t else "" for t in times or [0.0, 0.0])
    ratio = f"{times[0] / times[1]:.1f}" if times and times[1] else ""
    units = take.units
    return (
        f"{take.function:<26} {take.status:>6} {caller:>6} {work:>5} {units.read:>5g} {units.write:>6g} {mine:>7} "
        f"{plain:>6} {ratio:>6}  {trips(take)}"
    )


def measure() -> tuple[list[str], list[str]]:
    """The tables, and the ways through operations that break the rule."""
    lines, broken = [HEAD], []
    tape, clock = Tape(), Clock()
    with running(measured=True) as cloud, patch("portal.clock.now", clock.now), _warm():
        takes = record(tape, cloud.gateway, lambda: everything(cloud, clock), lambda: clock.at)
        clients = {c.service: boto3.client(c.service) for take in takes for c in take.calls}
        for take in takes:
            function = cloud.gateway.functions[take.function]
            times: list[float] = []
            if not take.raised and take.status < 300:
                handlers = [cloud.gateway.handler(function), plain_handler(take, clients)]
                with patch("portal.clock.now", lambda at=take.at: at), tape.playing():
                    times = processor_times(tape, take, handlers)
            lines.append(line(take, times))
            caller, work = depth(take)
            if function.path and (caller > MOST_FOR_CALLER or work > MOST_AFTER):
                broken.append(f"{take.function} {take.status}: {trips(take)}")
        lines += [*NOTES, *records.report(cloud, clock, tape), ""]
        long_lists, dear = lists.report(cloud, clock, tape)
        lines += [*long_lists, ""]
        broken += dear
    return lines, broken


def _warm() -> AbstractContextManager[Any]:
    """What a process reads once or, by a clock that jumps, once a minute is read before: the secret and the keys."""
    from portal import sealing
    from portal.identity import signing

    sealing.key("seal")
    known = signing._read(0)
    signing.public(known[0])
    return patch.object(signing, "_read", lambda _minute: known)


def main() -> str | None:
    # The functions log to standard output.
    out = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    lines, broken = measure()
    print(*lines, *imports.report(), sep="\n", file=out, flush=True)
    if broken:
        rule = f"More than {MOST_FOR_CALLER} + {MOST_AFTER} round trips, one after the other, or a page that is dear:"
        return "\n".join(["", rule, *broken])
    return None


if __name__ == "__main__":
    sys.exit(main())
