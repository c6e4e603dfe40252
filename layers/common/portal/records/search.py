"""Searches, as FHIR R4 writes them, in the strict way: a parameter that would be ignored is refused.

http://hl7.org/fhir/R4/search.html. Who asks for it (`Prefer: handling=lenient`) gets the answer without what is
unknown; a modifier is refused even then, because it turns the meaning of what it stands behind.
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import ClassVar

from portal import store
from portal.errors import Malformed
from portal.store import Condition
from portal.store.items import Record

from .index import needle, parted
from .parameters import Parameter, main_date, parameters
from .sections import sections_of
from .spans import BEGINNING, END, span

MOST, USUAL = 100, 50
#: A condition of DynamoDB ends at 4 KB and 300 operators. One value of a token weighs 3, that is at most 30 characters.
HEAVIEST = 300
PROVENANCE = "Provenance:target"

_JSON = ("json", "application/json", "application/fhir+json", "application/fhir json")
_PREFIXED = re.compile(r"(eq|ge|gt|le|lt|sa|eb)?(\d.*)", re.DOTALL)
#: What holds between the two ends of a resource's date and those of the date in the search. R4 wants `eq` to hold the
#: whole date; `ge` and `le` are read as `gt` and `lt` with what overlaps, as servers do.
_COMPARISONS: dict[str, tuple[tuple[int, str, int], ...]] = {
    "eq": ((0, "gte", 0), (0, "lt", 1), (1, "lte", 1)),
    "ge": ((1, "gt", 0),),
    "gt": ((1, "gt", 1),),
    "le": ((0, "lt", 1),),
    "lt": ((0, "lt", 0),),
    "sa": ((0, "gte", 1),),
    "eb": ((1, "lte", 0),),
}
_HOLDS: dict[str, Callable[[str, str], bool]] = {
    "gte": operator.ge, "lte": operator.le, "gt": operator.gt, "lt": operator.lt,
}  # fmt: skip


@dataclass(frozen=True)
class Token:
    """One of these is in what a record's tokens say."""

    each: ClassVar[int] = 3
    needles: tuple[str, ...]

    @property
    def weight(self) -> int:
        return self.each * len(self.needles)

    def condition(self) -> Condition:
        return reduce(or_, [store.where("tokens").contains(each) for each in self.needles])

    def holds(self, record: Record) -> bool:
        return any(each in record.tokens for each in self.needles)


@dataclass(frozen=True)
class Dates:
    """One of these dates fits the record's span of this name. Each is a prefix with the two ends of a date."""

    each: ClassVar[int] = 12
    name: str
    asked: tuple[tuple[str, tuple[str, str]], ...]

    @property
    def weight(self) -> int:
        return self.each * len(self.asked)

    def condition(self) -> Condition:
        return reduce(or_, [reduce(and_, [self._part(*c, ends) for c in _COMPARISONS[p]]) for p, ends in self.asked])

    def holds(self, record: Record) -> bool:
        span = record.spans.get(self.name)
        return span is not None and any(
            all(_HOLDS[how](span[end], ends[other]) for end, how, other in _COMPARISONS[prefix])
            for prefix, ends in self.asked
        )

    def bounds(self) -> tuple[str, str]:
        """Between which instants what fits begins."""
        starts = [[(how, ends[o]) for end, how, o in _COMPARISONS[p] if end == 0] for p, ends in self.asked]
        firsts = [max([at for how, at in told if how == "gte"], default=BEGINNING) for told in starts]
        return min(firsts), max(min([at for how, at in told if how == "lt"], default=END) for told in starts)

    def _part(self, end: int, how: str, other: int, ends: tuple[str, str]) -> Condition:
        condition: Condition = getattr(store.where(f"spans.{self.name}[{end}]"), how)(ends[other])
        return condition


@dataclass(frozen=True)
class Ids:
    """`_id`: one of these."""

    ids: tuple[str, ...]

    @property
    def weight(self) -> int:
        # No more than 100 stand behind an IN.
        return len(self.ids) if len(self.ids) <= MOST else HEAVIEST + 1

    def condition(self) -> Condition:
        return store.where("id").is_in(list(self.ids))

    def holds(self, record: Record) -> bool:
        return record.id in self.ids


@dataclass(frozen=True)
class Search:
    """`first` and `last` bound the dates by which records are sorted: from the one, up to but not at the other.

    `query` are the parameters without the cursor, as they are written into links. `provenance`: _revinclude.
    """

    type: str
    query: tuple[tuple[str, str], ...]
    tests: tuple[Token | Dates | Ids, ...]
    sections: tuple[str, ...]
    first: str = BEGINNING
    last: str = END
    newest_first: bool = True
    count: int = USUAL
    cursor: str | None = None
    provenance: bool = False

    @property
    def where(self) -> Condition | None:
        return reduce(and_, [test.condition() for test in self.tests]) if self.tests else None

    def holds(self, record: Record) -> bool:
        return all(test.holds(record) for test in self.tests)


def read(type_name: str, given: list[tuple[str, str]], *, lenient: bool = False) -> Search:
    """A search from its parameters. Malformed (400) says which one is wrong; `lenient` passes over unknown ones."""
    known, main = parameters(type_name), main_date(type_name)
    tests: list[Token | Dates | Ids] = []
    query: list[tuple[str, str]] = []
    categories: set[str] = set()
    said: dict[str, str] = {}
    for name, value in given:
        if name in known:
            test = _test(known[name], value)
            tests += [test] if test else []
            categories |= {_code(token) for token in values_of(name, value)} if name == "category" else set()
        elif name == "_id":
            tests.append(Ids(tuple(values_of(name, value))))
        elif name in _CONTROLS:
            _CONTROLS[name](value)
            said[name] = value
        elif not lenient or ":" in name:
            raise Malformed(_unknown(type_name, name))
        else:
            continue
        query += [(name, value)] if name != "cursor" else []
    if sum(test.weight for test in tests) > HEAVIEST:
        raise Malformed(f"A search may have {MOST} values at most, of which {HEAVIEST // Dates.each} dates")
    bounds = [t.bounds() for t in tests if isinstance(t, Dates) and main and t.name == main.name]
    return Search(
        type=type_name,
        query=tuple(query),
        tests=tuple(tests),
        sections=sections_of(type_name, set() if "" in categories else categories),
        first=max([first for first, _ in bounds], default=BEGINNING),
        last=min([last for _, last in bounds], default=END),
        newest_first=_newest_first(said.get("_sort", "-date"), main),
        count=min(int(said.get("_count", USUAL)), MOST),
        cursor=said.get("cursor"),
        provenance="_revinclude" in said,
    )


def values_of(name: str, value: str) -> list[str]:
    """Comma means or, unless a backslash stands before it. Backslashes are still there."""
    values = parted(value, ",")
    if not all(values):
        raise Malformed(f"{name}: one or more values between commas")
    return values


def _test(parameter: Parameter, value: str) -> Token | Dates | None:
    values = values_of(parameter.name, value)
    if parameter.kind == "date":
        return Dates(parameter.name, tuple(_date(parameter.name, each) for each in values))
    # Which chart is asked for has been decided before.
    return Token(tuple(needle(parameter, each) for each in values)) if parameter.paths else None


def _date(name: str, value: str) -> tuple[str, tuple[str, str]]:
    match = _PREFIXED.fullmatch(value)
    ends = span(match[2]) if match else None
    if match is None or ends is None:
        raise Malformed(f"{name}: yyyy, yyyy-mm, yyyy-mm-dd or an instant, after eq, ge, gt, le, lt, sa, eb or nothing")
    return match[1] or "eq", ends


def _code(token: str) -> str:
    return token.rpartition("|")[2]


def _unknown(type_name: str, name: str) -> str:
    if name == "subject":
        return "Use patient=… instead of subject=…"
    if ":" in name:
        return f"{name[:64]}: modifiers are not supported"
    known = ", ".join(("_id", *parameters(type_name), "_count", "_sort", "_revinclude"))
    return f"{name[:64]}: {type_name} cannot be searched by this, but by {known}"


def _check_count(value: str) -> None:
    if not re.fullmatch(r"0*[1-9]\d{0,8}", value, re.ASCII):
        raise Malformed(f"_count: a number from 1 to {MOST}")


def _check_format(value: str) -> None:
    if value not in _JSON:
        raise Malformed("_format: only json")


def _check_revinclude(value: str) -> None:
    if value != PROVENANCE:
        raise Malformed(f"_revinclude: only {PROVENANCE}")


def _check_summary(value: str) -> None:
    if value == "count":
        raise Malformed("_summary: searches are not counted; a first page that is the only one tells the total")


def _newest_first(value: str, main: Parameter | None) -> bool:
    names = {"date"} | ({main.name} if main else set())
    if value.removeprefix("-") not in names:
        raise Malformed(f"_sort: {' or '.join(sorted(names))}, with - before it for the newest first")
    return value.startswith("-")


def _any(_: str) -> None:
    """Whatever it says."""


#: What says how to answer, not what is asked for; each with what refuses a wrong value. R4 lets a server pass over the
#: last four: whoever asks for less gets whole resources.
_CONTROLS: dict[str, Callable[[str], None]] = {
    "cursor": _any,
    "_count": _check_count,
    "_sort": _any,
    "_format": _check_format,
    "_revinclude": _check_revinclude,
    "_summary": _check_summary,
    "_elements": _any,
    "_total": _any,
    "_pretty": _any,
}
