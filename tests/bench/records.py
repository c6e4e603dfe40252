"""What a page of records costs: our handler, the same handler with fhir.resources' models, and Medplum's repository.

All three give the same searches of the same made-up chart, one after the other in one run. Ours are called as Lambda
would, AWS' answers are played to them; Medplum's MemoryRepository keeps its resources as objects, behind Node's HTTP
server. No time is asserted: the machine's other work is in all of them.
"""

import http.client
import json
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from local.place import ROOT
from tests.api.test_records import chart_of
from tests.bench.tape import Take, Tape
from tests.bundles import bundle
from tests.cloud import ORIGIN, Clock, Cloud
from tests.made_up import Maker
from tests.people import Patient, a_patient, a_practice

Json = dict[str, Any]
OBSERVATIONS, OF_EACH, PAGE, ROUNDS = 650, 8, 100, 5


@dataclass
class Times:
    """Of each answer, in milliseconds: by the clock, and the processor's of all together."""

    answers: list[float]
    cpu: float

    @property
    def per_cpu_second(self) -> float:
        return len(self.answers) / self.cpu * 1000

    def line(self, what: str, who: str, base: "Times") -> str:
        most = quantiles(self.answers, n=100)[98]
        ratio = base.per_cpu_second / self.per_cpu_second
        return (
            f"{what:<22} {who:<28} {self.per_cpu_second:>9.0f} {median(self.answers):>8.1f} {most:>8.1f} {ratio:>7.2f}"
        )


HEAD = f"{'records':<22} {'server':<28} {'per CPU s':>9} {'p50 ms':>8} {'p99 ms':>8} {'ratio':>7}"
NOTE = f"per CPU s: pages of up to {PAGE} resources for each second of CPU; ratio: how much faster ours is."


def report(cloud: Cloud, clock: Clock, tape: Tape) -> list[str]:
    """The table. `cloud` runs, and what a process reads once has been read."""
    patient = _a_patient(cloud)
    workloads = _workloads(cloud, clock, tape, patient)
    lines = [HEAD]
    with _medplum(_resources(takes for _, takes in workloads)) as port:
        for name, takes in workloads:
            ours = _ours(cloud, tape, takes, ROUNDS)
            with patch("portal.records.reading.whole", _modelled()):
                models = _ours(cloud, tape, takes, 1)
            theirs = _theirs(port, takes)
            what = f"{name} ({len(takes)} pages)"
            for who, times in (
                ("ours", ours),
                ("fhir.resources' models", models),
                ("Medplum's MemoryRepository", theirs),
            ):
                lines.append(times.line(what, who, ours))
    return [*lines, NOTE]


def _a_patient(cloud: Cloud) -> Patient:
    patient, made = a_patient(a_practice(cloud)), Maker()
    while len(made.made) <= OBSERVATIONS:
        made.one("Observation")
    sent = {"patient_id": patient.id, "bundle": bundle(*made.some(OF_EACH))}
    assert patient.practice.send("records.upserted", sent).status == 202
    cloud.settle()
    return patient


def _workloads(cloud: Cloud, clock: Clock, tape: Tape, patient: Patient) -> list[tuple[str, list[Take]]]:
    from portal.records.parameters import SERVED

    chart = chart_of(patient)
    found = []
    for name, types in (("all observations", ["Observation"]), ("the whole record", SERVED)):
        begun = len(tape.takes)
        handlers = cloud.gateway.handler
        with tape.recording(handlers, lambda: clock.at) as run:
            cloud.gateway.handler = lambda function, run=run: lambda event, context: run(function, event, context)  # type: ignore[method-assign]
            for type_name in types:
                _every_page(patient, type_name, chart)
        cloud.gateway.handler = handlers  # type: ignore[method-assign]
        found.append((name, tape.takes[begun:]))
    return found


def _every_page(patient: Patient, type_name: str, chart: str) -> None:
    whose = ("_id", chart) if type_name == "Patient" else ("patient", chart)
    path: str | None = f"/fhir/{type_name}?{urlencode([whose, ('_count', str(PAGE))])}"
    while path:
        page = patient.cloud.call("GET", path, token=patient.token).json()
        following = [link["url"] for link in page["link"] if link["relation"] == "next"]
        path = following[0].removeprefix(ORIGIN) if following else None


def _resources(workloads: Iterator[list[Take]]) -> list[Json]:
    answers = [json.loads(take.answer["body"]) for takes in workloads for take in takes]
    entries = [entry["resource"] for answer in answers for entry in answer.get("entry", [])]
    return list({(each["resourceType"], each["id"]): each for each in entries}.values())


def _ours(cloud: Cloud, tape: Tape, takes: list[Take], rounds: int) -> Times:
    times, cpu = [], 0.0
    handler = cloud.gateway.handler(cloud.gateway.functions["SearchResources"])
    for _ in range(rounds):
        for take in takes:
            tape.rewind(take)
            with patch("portal.clock.now", lambda at=take.at: at), tape.playing():
                begun, used = time.perf_counter(), time.process_time()
                answer = handler(take.event, take.context)
                cpu += time.process_time() - used
                times.append((time.perf_counter() - begun) * 1000)
            if answer["statusCode"] != 200 or not tape.ended():
                raise RuntimeError(f"a search did something else than when it was recorded: {answer['body'][:500]}")
    return Times(times, cpu * 1000)


def _modelled() -> Callable[[Any], str]:
    """A resource read into its model and written by it."""
    from fhir.resources.R4B import get_fhir_model_class

    from portal.records import reading

    whole = reading.whole
    return lambda record: get_fhir_model_class(record.type).model_validate_json(whole(record)).model_dump_json()


@contextmanager
def _medplum(resources: list[Json]) -> Iterator[int]:
    """Its port."""
    command = ["node", str(ROOT / "tests/clients/served.mjs")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin
        assert server.stdout
        server.stdin.write(json.dumps(resources))
        server.stdin.close()
        port = int(server.stdout.readline())
        try:
            yield port
        finally:
            ending = http.client.HTTPConnection("127.0.0.1", port)
            ending.request("DELETE", "/")
            with suppress(http.client.RemoteDisconnected):
                ending.getresponse()
            ending.close()


def _theirs(port: int, takes: list[Take]) -> Times:
    """The same pages, by their number instead of a cursor."""
    connection = http.client.HTTPConnection("127.0.0.1", port)

    def ask(path: str) -> bytes:
        connection.request("GET", path)
        return connection.getresponse().read()

    paths, page = [], dict.fromkeys((take.event["pathParameters"]["type"] for take in takes), 0)
    for take in takes:
        type_name = take.event["pathParameters"]["type"]
        asked = [(n, f"Patient/{v}" if n == "patient" else v) for n, v in take.event["queryStringParameters"].items()]
        kept = [
            (n, v) for n, v in asked if n != "cursor" and type_name not in ("Medication", "Questionnaire", "Provenance")
        ]
        paths.append(f"/{type_name}?{urlencode([*kept, ('_offset', str(PAGE * page[type_name]))])}")
        page[type_name] += 1
    for path in paths:
        ask(path)
    times, used = [], float(ask("/cpu"))
    for _ in range(ROUNDS):
        for path in paths:
            begun = time.perf_counter()
            ask(path)
            times.append((time.perf_counter() - begun) * 1000)
    spent = float(ask("/cpu")) - used
    connection.close()
    return Times(times, spent)
