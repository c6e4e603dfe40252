"""The access walk: every operation × every kind of caller, each answer derived from one table (X5, C6, D9)."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

import jwt
import pytest

from local.gateway import HttpAnswer
from tests.access_requests import THINGS, Requests, fields
from tests.access_table import CALLERS, IN, IN_PATH, Answer, Row, Unknown, expected, rows
from tests.access_world import REPRESENTATIVES, SIGNERS, TOKENS, World
from tests.cloud import Clock, Cloud
from tests.snapshot import Snapshot
from tests.test_seams import operations


@dataclass
class Walk:
    """What was seen on the way. `wrong` are cells whose answer is not the table's."""

    rows: list[Row]
    cells: int = 0
    let_in: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def note(self, row: Row, name: str, wanted: Answer, answer: HttpAnswer, changed: set[str], own: str) -> None:
        """`changed` are the keys of what the call left different, `own` begins those of the caller's own account."""
        self.cells += 1
        said = f"{name} · {row}: {answer.status} {answer.body[:200]!r}"
        if wanted != IN:
            if answer.status != wanted or changed:
                self.wrong.append(f"{said}, not {wanted}; changed {changed}")
            return
        self.let_in[str(row)] += 1
        self.done[str(row)] += answer.status < 300
        if answer.status in (401, 403, 404) or answer.status >= 500:
            self.wrong.append(f"{said}, not let in")
        if row.operation.method == "GET" and answer.status != row.operation.status:
            self.wrong.append(f"{said}, an empty hand")
        others = {key for key in changed if key.startswith("ACCT#") and not key.startswith(own)}
        if row.operation.who.__name__ == "Caller" and others:
            self.wrong.append(f"{said}, changed another account: {others}")


def walked(cloud: Cloud, clock: Clock) -> Walk:
    """Each caller in a world of their own, which is put back after every call that changed something."""
    document, bodies = fields()
    every, world = list(rows(operations(), bodies)), World(cloud, clock)
    walk = Walk(every)
    for row in every:
        for having in REPRESENTATIVES.values():
            world.representative(row.section or "labs", having=having)
    for row in every:
        Requests(world, CALLERS["patient"], document).path(row, world.rosa.token)
        Requests(world, CALLERS["patient, on the chart of a child in the account"], document).path(
            row, world.rosa.token
        )
    begun = Snapshot(clock)
    for name, caller in CALLERS.items():
        begun.restore()
        having, signer = REPRESENTATIVES.get(name), SIGNERS[name](world) if name in SIGNERS else None
        token = TOKENS[name](world) if having is None else ""
        requests, before = Requests(world, caller, document), Snapshot(clock)
        for row in every:
            if having is not None:
                token = world.representative(row.section or "labs", having=having).token
            answer = requests.send(row, token, signer)
            changed = before.changed()
            walk.note(row, name, expected(row, caller), answer, changed, own_items(token))
            if changed:
                before.undo()
    return walk


@pytest.mark.feature("X5", "C6", "D9")
def test_every_operation_answers_every_caller_as_the_table_says(
    cloud: Cloud, clock: Clock, capsys: pytest.CaptureFixture[str]
):
    walk = walked(cloud, clock)
    with capsys.disabled():
        done, let_in = sum(walk.done.values()), sum(walk.let_in.values())
        print(
            f"\nThe access walk: {walk.cells} cells, {len(walk.rows)} rows of {len(operations())} operations × "
            f"{len(CALLERS)} callers: {walk.cells - let_in} refused, {let_in} let in, {done} of them with success."
        )
    assert walk.wrong == [], "\n".join(walk.wrong)
    assert walk.cells == len(walk.rows) * len(CALLERS)
    assert {row.operation.name for row in walk.rows} == operations().keys()
    assert walk.let_in.keys() == {str(row) for row in walk.rows}, "nobody is let in there"


def own_items(token: str) -> str:
    """How the keys of the caller's own items begin; of nobody's for who has no token."""
    if token.count(".") != 2:
        return "nobody"
    return f"ACCT#{jwt.decode(token, options={'verify_signature': False})['sub']} "


@pytest.mark.feature("X5")
@pytest.mark.parametrize(
    "unheard_of",
    [{"who": type("Robot", (), {})}, {"path": "/api/charts/{chart}/robots/{id}"}, {"needs": ("read", "weather")}],
    ids=["a class of caller", "a thing in the path", "a section"],
)
def test_an_operation_that_the_table_does_not_know_fails_the_walk(unheard_of: dict[str, Any]):
    new = replace(operations()["ListAccess"], **unheard_of)
    with pytest.raises(Unknown, match=r"access_table\.py"):
        list(rows({"ListRobots": new}, {}))


@pytest.mark.feature("X5")
def test_every_caller_and_every_thing_of_the_table_can_be_made():
    assert TOKENS.keys() | REPRESENTATIVES.keys() == CALLERS.keys()
    assert THINGS.keys() == IN_PATH.keys()
