"""Fixtures: a cloud in this process, a clock that can be moved, and people."""

from collections.abc import Iterator

import pytest

from tests import cloud as clouds
from tests.people import Practice, a_practice


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> clouds.Clock:
    clock = clouds.Clock()
    monkeypatch.setattr("portal.clock.now", clock.now)
    return clock


@pytest.fixture
def cloud(clock: clouds.Clock) -> Iterator[clouds.Cloud]:
    """One per test: moto copies the whole table for each transaction, and SES counts mails by the day."""
    with clouds.running() as cloud:
        yield cloud


@pytest.fixture
def practice(cloud: clouds.Cloud) -> Practice:
    return a_practice(cloud)
