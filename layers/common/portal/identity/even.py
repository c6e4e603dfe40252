"""Answers that take as long for a name that nobody has as for one that somebody has (A7, A14).

The work is alike, but an account's item is larger and its failures are noted: a few milliseconds, which many answers
would add up to. So answers leave at the end of a slot of time, counted from the beginning of the work.
"""

import time
from collections.abc import Callable
from functools import wraps

from portal.errors import Refusal

SLOT = 0.1
"""Seconds: about twice the work of a wrong password."""


def even[**P, R](run: Callable[P, R]) -> Callable[P, R]:
    """Every answer and refusal of this function leaves at the end of a slot."""

    @wraps(run)
    def waits(*args: P.args, **kwargs: P.kwargs) -> R:
        begun = time.perf_counter()
        try:
            return run(*args, **kwargs)
        finally:
            _to_the_end_of_the_slot(begun)

    return waits


def even_refusals[**P, R](run: Callable[P, R]) -> Callable[P, R]:
    """Only refusals wait: an answer tells nothing that the person did not prove."""

    @wraps(run)
    def waits(*args: P.args, **kwargs: P.kwargs) -> R:
        begun = time.perf_counter()
        try:
            return run(*args, **kwargs)
        except Refusal:
            _to_the_end_of_the_slot(begun)
            raise

    return waits


def _to_the_end_of_the_slot(begun: float) -> None:
    time.sleep(SLOT - (time.perf_counter() - begun) % SLOT)
