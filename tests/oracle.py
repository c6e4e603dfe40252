"""Searches of a chart, answered by us and by another FHIR server that holds the same resources.

`python -m tests.oracle FOLDER…` does it for every bundle there, in this process, and prints by type how many searches
were compared; it ends with 1 when any answer differs.

Three differences are known, and made up for. Medplum takes an equal date for one that overlaps, R4 for one that holds
the resource's date: that is what is neither before it nor after it. It looks for a code in displays, too: it gets none.
And in every chart here is one patient only, so that types which R4 does not search by patient are asked of it without.
"""

import argparse
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

from local.place import ROOT
from local.workers import add_code_to_path
from tests.cloud import ORIGIN, running
from tests.people import Patient, a_patient, a_practice

Json = dict[str, Any]
Query = tuple[tuple[str, str], ...]
SOME_VALUES = 3
"""Of one parameter of one type, by chance."""
_ODD = re.compile(r"[,|$\\]")


@dataclass
class Chart:
    """Whose records are compared."""

    patient: Patient
    id: str
    each: int
    """How many searches by one parameter, and of one type by two."""
    random: Random = field(default_factory=lambda: Random(1))

    @cached_property
    def resources(self) -> dict[str, list[Json]]:
        from portal.records.parameters import SERVED

        return {name: list(self.search(name, ())) for name in SERVED}

    def search(self, type_name: str, query: Query) -> Iterator[Json]:
        """What we answer, page by page."""
        whose = ("_id", self.id) if type_name == "Patient" else ("patient", self.id)
        path: str | None = f"/fhir/{type_name}?{urlencode([whose, *query, ('_count', '100')])}"
        while path:
            answer = self.patient.cloud.call("GET", path, token=self.patient.token)
            assert answer.status == 200, (path, answer.body)
            yield from (entry["resource"] for entry in answer.json().get("entry", []))
            following = [link["url"] for link in answer.json()["link"] if link["relation"] == "next"]
            path = following[0].removeprefix(ORIGIN) if following else None

    def queries(self) -> Iterator[tuple[str, Query]]:
        """Every parameter of every type with values that are there, and that are not; some two by two."""
        from portal.records.parameters import parameters

        for type_name, there in self.resources.items():
            singles = []
            for name, parameter in parameters(type_name).items():
                if name == "patient":
                    continue
                values = list(dict.fromkeys(self._values(name, parameter, there)))
                values = self.random.sample(values, min(len(values), self.each))
                singles += [((name, value),) for value in values]
            yield from ((type_name, query) for query in singles)
            pairs = [one + other for one, other in combinations(singles, 2)]
            yield from ((type_name, query) for query in self.random.sample(pairs, min(len(pairs), self.each)))

    def _values(self, name: str, parameter: Any, there: list[Json]) -> Iterator[str]:
        from portal.records.index import at

        paths = parameter.paths or ("meta.lastUpdated",)
        found = [value for each in there for path in paths for value in at(each, path)]
        some = self.random.sample(found, min(len(found), SOME_VALUES))
        if parameter.kind == "date":
            yield from _dates(some)
        elif parameter.kind == "token":
            codes = [pair for value in some for pair in _codings(value)]
            yield from dict.fromkeys(form for code, system in codes for form in _forms(code, system))
            yield "nothing-has-this"
            if len(codes) > 1:
                yield ",".join(code for code, _ in codes)
        elif parameter.kind == "reference":
            yield from (
                v["reference"] if isinstance(v, dict) else v for v in some if isinstance(v, str) or "reference" in v
            )
        else:
            yield from (value for value in some if value.isascii() and not _ODD.search(value))


def _codings(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield value, ""
        return
    for coding in value.get("coding", [value]):
        code = coding.get("code", coding.get("value"))
        if code and not _ODD.search(code + coding.get("system", "")):
            yield code, coding.get("system", "")


def _forms(code: str, system: str) -> Iterator[str]:
    yield from (code, f"|{code}", code.upper())
    if system:
        yield from (f"{system}|{code}", f"{system}|", f"{system}|other")


def _dates(values: list[Any]) -> Iterator[str]:
    texts = [value if isinstance(value, str) else value.get("start", value.get("end")) for value in values]
    for text in dict.fromkeys(texts):
        lengths = [length for length in (4, 7, 10) if length <= len(text)] + ([len(text)] if "T" in text else [])
        for length in lengths:
            yield from (prefix + text[:length] for prefix in ("", "ge", "gt", "le", "lt", "sa", "eb"))
    if texts:
        yield ",".join(text[:10] for text in texts)


@dataclass
class Oracle:
    """The other server. What it is going to be asked is noted first: it is started once."""

    resources: list[Json]
    _asked: dict[str, int] = field(default_factory=dict)
    _found: list[list[str]] = field(default_factory=list)

    def ask(self, type_name: str, query: Query) -> None:
        for part in query:
            for search in self._searches(type_name, *part):
                self._asked.setdefault(search, len(self._asked))

    def answer(self) -> None:
        told = json.dumps({"resources": _without_displays(self.resources), "searches": list(self._asked)})
        command = ["node", str(ROOT / "tests/clients/oracle.mjs")]
        done = subprocess.run(command, input=told, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        self._found = json.loads(done.stdout)

    def ids(self, type_name: str, query: Query) -> set[str]:
        """Of what it finds by all the parameters."""
        return set.intersection(*(self._by_one(type_name, *part) for part in query))

    def _by_one(self, type_name: str, name: str, value: str) -> set[str]:
        found = [set(self._found[self._asked[search]]) for search in self._searches(type_name, name, value)]
        if not _is_equal_date(type_name, name, value):
            return found[0]
        has, *ends = found
        return {id_ for before, after in zip(ends[::2], ends[1::2], strict=True) for id_ in has - before - after}

    def _searches(self, type_name: str, name: str, value: str) -> list[str]:
        if not _is_equal_date(type_name, name, value):
            return [f"{type_name}?{urlencode([(name, value)])}"]
        has = f"{type_name}?{name}:missing=false"
        return [
            has,
            *(f"{type_name}?{name}={p}{one}" for one in value.replace("+", "%2B").split(",") for p in ("lt", "gt")),
        ]


def _without_displays(node: Any) -> Any:
    if isinstance(node, list):
        return [_without_displays(part) for part in node]
    if not isinstance(node, dict):
        return node
    words = ({"display"} if "code" in node else set()) | ({"text"} if "coding" in node else set())
    return {name: _without_displays(value) for name, value in node.items() if name not in words}


def _is_equal_date(type_name: str, name: str, value: str) -> bool:
    from portal.records.parameters import parameters

    return parameters(type_name)[name].kind == "date" and value[0].isdigit()


@dataclass
class Compared:
    """How many searches of each type, and those whose answers differ: the search, what only we and only they have."""

    searches: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    different: list[tuple[str, Query, set[str], set[str]]] = field(default_factory=list)


def compare(chart: Chart) -> Compared:
    oracle = Oracle([each for found in chart.resources.values() for each in found])
    queries = list(chart.queries())
    for type_name, query in queries:
        oracle.ask(type_name, query)
    oracle.answer()
    compared = Compared()
    for type_name, query in queries:
        ours = [each["id"] for each in chart.search(type_name, query)]
        assert len(ours) == len(set(ours)), (type_name, query)
        theirs = oracle.ids(type_name, query)
        compared.searches[type_name] += 1
        compared.found[type_name] += len(ours)
        if set(ours) != theirs:
            compared.different.append((type_name, query, set(ours) - theirs, theirs - set(ours)))
    return compared


def main() -> int:
    add_code_to_path()
    parser = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--each", type=int, default=12, help="searches by one parameter of a type")
    options = parser.parse_args()
    failed = 0
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for file in sorted(file for folder in options.folders for file in folder.rglob("*.json")):
        sent = json.loads(file.read_text())
        if sent.get("resourceType") != "Bundle":
            continue
        with running() as cloud:
            compared = compare(a_chart(a_patient(a_practice(cloud)), sent, options.each))
        for name, count in compared.searches.items():
            sums[name][0] += count
            sums[name][1] += compared.found[name]
        for name, *_ in compared.different:
            sums[name][2] += 1
        failed += len(compared.different)
        said = f"{sum(compared.searches.values())} searches, {len(compared.different)} differ"
        print(f"{file.name}: {said}", *compared.different[:5], sep="\n  ", file=sys.stderr, flush=True)
    print(f"{'type':<28}{'searches':>9}{'found':>9}{'differ':>8}", file=sys.stderr)
    for name, numbers in sorted(sums.items()):
        print(f"{name:<28}{numbers[0]:>9}{numbers[1]:>9}{numbers[2]:>8}", file=sys.stderr)
    return min(failed, 1)


def a_chart(patient: Patient, sent: Json, each: int) -> Chart:
    """With these records, taken in."""
    from tests.api.test_records import chart_of

    answer = patient.practice.send("records.upserted", {"patient_id": patient.id, "bundle": sent})
    assert answer.status == 202, answer.body[:2000]
    patient.cloud.settle()
    return Chart(patient, chart_of(patient), each)


if __name__ == "__main__":
    sys.exit(main())
