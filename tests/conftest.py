"""Fixtures: a cloud in this process, a clock that can be moved, and people. And what all tests do alike."""

import gc
import logging
from collections.abc import Iterator

import hypothesis
import pytest

from tests import cloud as clouds
from tests import leaks
from tests.people import Practice, a_practice
from tests.receiver import Receiver, receiving

# A busy machine makes any example slow.
hypothesis.settings.register_profile("kinchart", deadline=None)
hypothesis.settings.load_profile("kinchart")


def pytest_collection_finish() -> None:
    """What was imported stays: it need not be looked through for garbage again and again."""
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests about the whole run come last."""
    items.sort(key=lambda item: item.get_closest_marker("last") is not None)


@pytest.fixture(scope="session", autouse=True)
def _lines() -> Iterator[None]:
    """Everything that is logged in this process is kept for the tests that run last."""
    lines = leaks.Lines()
    logging.getLogger().addHandler(lines)
    yield
    logging.getLogger().removeHandler(lines)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> clouds.Clock:
    clock = clouds.Clock()
    monkeypatch.setattr("portal.clock.now", clock.now)
    return clock


@pytest.fixture
def cloud(clock: clouds.Clock) -> Iterator[clouds.Cloud]:
    """One per test: moto reads the whole table for each Query, and SES counts mails by the day."""
    with clouds.running() as cloud:
        yield cloud


@pytest.fixture
def practice(cloud: clouds.Cloud) -> Practice:
    return a_practice(cloud)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A practice's own system, which `a_listening_practice` is given the address of."""
    with receiving() as receiver:
        yield receiver
