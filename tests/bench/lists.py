"""What a page costs of an inbox with 10,000 threads and of a folder with 5,000 documents, next to the same with ten.

A list is made once by the product's own doors, then copied row by row. It fails when a page of a long list needs
another number of round trips than one of a short list, more than one Query, or more capacity for each entry.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import batched, groupby, islice
from typing import TYPE_CHECKING, Any

import boto3

from local.gateway import HttpAnswer
from tests.bench.tape import Take, Tape
from tests.circle import ask, chart_of, told
from tests.cloud import Clock, Cloud
from tests.people import Patient, a_patient, a_practice
from tests.staffing import Colleague, staff_of

if TYPE_CHECKING:
    from portal.store import Item

Json = dict[str, Any]
WORD = "refill"
FEW, THREADS, DOCUMENTS = 10, 10_000, 5_000
PAGES = 3
"""That are looked at of a long list."""
ROUNDING = 0.5
"""Capacity is counted in halves of a unit of 4 KB."""
HEAD = f"{'list':<28} {'of':>6} {'page':>4} {'entries':>7} {'trips':>5} {'Query':>5} {'read':>6} {'each':>6}"


@dataclass(frozen=True)
class Cost:
    """Of one page: its entries, the round trips after that for the caller, how many of them were a Query, and read
    capacity units.
    """

    entries: int
    trips: int
    queries: int
    read: float

    @property
    def each(self) -> float:
        return self.read / self.entries

    def line(self, name: str, of: int, page: int) -> str:
        return (
            f"{name:<28} {of:>6} {page:>4} {self.entries:>7} {self.trips:>5} {self.queries:>5} {self.read:>6g} "
            f"{self.each:>6.2f}"
        )

    def is_like(self, few: "Cost") -> bool:
        as_much = self.each <= few.each + ROUNDING / min(self.entries, few.entries)
        return self.queries == 1 and self.trips == few.trips and as_much


@dataclass(frozen=True)
class List:
    """`ask` gets a page by what its address ends with, `inside` is where its entries are in the answer."""

    name: str
    most: int
    inside: str
    ask: Callable[[str], HttpAnswer]
    copy: Callable[[int], Iterator["Item"]]
    """The rows of one more entry."""


def report(cloud: Cloud, clock: Clock, tape: Tape) -> tuple[list[str], list[str]]:
    """The table, and what broke the rule."""
    lines, broken = [HEAD], []
    for copy, same in groupby(_lists(cloud), lambda each: each.copy):
        lists = list(same)
        _put(item for number in range(1, FEW) for item in copy(number))
        few = {each.name: next(_costs(cloud, clock, tape, each)) for each in lists}
        _put(item for number in range(FEW, lists[0].most) for item in copy(number))
        for each in lists:
            lines.append(few[each.name].line(each.name, FEW, 1))
            for page, cost in enumerate(islice(_costs(cloud, clock, tape, each), PAGES), 1):
                lines.append(line := cost.line(each.name, each.most, page))
                broken += [] if cost.is_like(few[each.name]) else [line]
    return [*lines, "trips: after that for the caller. each: capacity units for each entry."], broken


def _costs(cloud: Cloud, clock: Clock, tape: Tape, wanted: List) -> Iterator[Cost]:
    """Of one page after the other."""
    handlers, cursor = cloud.gateway.handler, ""
    while True:
        begun = len(tape.takes)
        with tape.recording(handlers, lambda: clock.at) as run:
            cloud.gateway.handler = lambda function, run=run: lambda event, context: run(function, event, context)  # type: ignore[method-assign]
            page = told(wanted.ask(cursor))
        cloud.gateway.handler = handlers  # type: ignore[method-assign]
        [take] = tape.takes[begun:]
        yield _cost(take, len(page[wanted.inside]))
        cursor = f"&cursor={page['cursor']}"


def _cost(take: Take, entries: int) -> Cost:
    trips = [call for call in take.calls if call.to_table and not call.by_caller]
    queries = sum(call.operation == "Query" for call in trips)
    return Cost(entries, len(trips), queries, sum(call.units.read for call in trips))


def _lists(cloud: Cloud) -> Iterator[List]:
    practice = a_practice(cloud)
    staff, patient = staff_of(practice, "clinician"), a_patient(practice)
    own = f"/api/charts/{chart_of(patient)}"
    yield from _of_threads(staff, patient, own)
    folder = _posted(patient, f"{own}/folders", {"name": "Papers"})["id"]
    wanted = {"name": "Paper.txt", "size": 5, "folder": folder}
    [document] = _rows("DOCUMENT", id=_posted(patient, f"{own}/documents", wanted)["document"]["id"])

    def copy(number: int) -> Iterator["Item"]:
        uploaded = document.uploaded - timedelta(minutes=number)
        yield replace(document, id=f"{document.id}{number}", uploaded=uploaded, state="ready", ttl=None)

    path = f"{own}/documents?folder={folder}"
    yield List("a folder of documents", DOCUMENTS, "documents", lambda at: ask(patient, "GET", path + at), copy)


def _of_threads(staff: Colleague, patient: Patient, own: str) -> Iterator[List]:
    wanted = {"to": "team:clinician", "subject": WORD, "content": "Please", "attachments": []}
    [thread] = _rows("THREAD", id=_posted(patient, f"{own}/threads", wanted)["id"])
    words = _rows("THREAD-WORD", thread_id=thread.id, word=WORD)

    def copy(number: int) -> Iterator["Item"]:
        copied = replace(thread, id=f"{thread.id}{number}", last=thread.last - timedelta(minutes=number))
        yield copied
        for word in words:
            yield replace(word, thread_id=copied.id)

    asks: list[tuple[str, Callable[[str], HttpAnswer]]] = [
        ("the inbox", lambda at: staff.ask("GET", f"/threads?state=open{at}")),
        ("waiting for a team", lambda at: staff.ask("GET", f"/threads?state=open&assignee=team:clinician{at}")),
        ("found in the inbox", lambda at: staff.ask("GET", f"/threads?search={WORD}{at}")),
        ("an account's threads", lambda at: ask(patient, "GET", f"{own}/threads?search={at}")),
        ("found by the account", lambda at: ask(patient, "GET", f"{own}/threads?search={WORD}{at}")),
    ]
    for name, page in asks:
        yield List(name, THREADS, "threads", page, copy)


def _posted(patient: Patient, path: str, body: Json) -> Json:
    answer = ask(patient, "POST", path, body)
    if answer.status != 201:
        raise RuntimeError(f"{path}: {answer.status}")
    made: Json = answer.json()
    return made


def _rows(kind: str, **having: str) -> list[Any]:
    """The items of a kind with these values."""
    from portal.store.rows import from_row

    pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName="kinchart")
    items = [from_row(row) for page in pages for row in page["Items"] if row["kind"]["S"] == kind]
    return [each for each in items if all(getattr(each, name) == value for name, value in having.items())]


def _put(items: Iterable["Item"]) -> None:
    from portal.store.rows import to_row

    for some in batched(items, 25, strict=False):
        asked = [{"PutRequest": {"Item": to_row(item)}} for item in some]
        boto3.client("dynamodb").batch_write_item(RequestItems={"kinchart": asked})
