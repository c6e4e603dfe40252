"""Functions without a route: only who may invoke a Lambda of the stack, by IAM, reaches them (`sam remote invoke`)."""

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger

from portal.errors import Refusal
from portal.failures import where

logger = Logger(service="kinchart")

Event = dict[str, Any]


def operator(run: Callable[[Event, dict[str, str]], Event]) -> Callable[[Event, Any], Event]:
    """A refusal, or a field that is missing, is told as problem details instead of a stack."""

    name = run.__module__.rsplit(".", 1)[-1]

    def handler(event: Event, _context: Any) -> Event:
        source = {"ip": "", "device": "operations"}
        try:
            answer = run(event, source)
        except Refusal as refusal:
            answer = refusal.problem()
        except KeyError as missing:
            answer = {"type": "/problems/invalid", "status": 422, "detail": f"The event has no {missing}"}
        except Exception as error:
            # Never the message: Lambda would log it, and it may hold what the event held.
            logger.error("failed", operation=name, error=type(error).__name__, where=where(error))
            answer = {"type": "about:blank", "status": 500, "detail": f"{type(error).__name__} at {where(error)}"}
        logger.info("invoked", operation=name, status=answer.get("status", 200))
        return answer

    return handler
