"""Reading what goes into a file: of each chart what its reader may see at this moment, within the days asked for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from portal import store
from portal.access import rights
from portal.records import reading, video
from portal.records.identity import SHARED
from portal.store.items import Access, Chart, Export, Record

_REFERENCE = re.compile(rf'"reference":"((?:{"|".join(sorted(SHARED))})/[A-Za-z0-9.-]+)"')
#: A second try of what failed: most of what does is over a moment later.
TRIES = 2


@dataclass(frozen=True)
class Source:
    """A chart and what of it goes into the file. `sections` are those that may be read."""

    access: Access
    chart: Chart
    sections: frozenset[str]
    records: list[Record]

    @property
    def practice(self) -> str:
        return self.access.practice_name


@dataclass
class Gathered:
    """`left_out` is Export's. Records are read whole one by one, because together they are large."""

    sources: list[Source] = field(default_factory=list)
    left_out: list[dict[str, str]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(source.records) for source in self.sources)

    def leave_out(self, practice: str, why: str) -> None:
        told = {"practice": practice, "why": why}
        if told not in self.left_out:
            self.left_out.append(told)

    def whole(self, source: Source, record: Record) -> str | None:
        """A record's JSON; None, and noted, when it cannot be read."""
        for _ in range(TRIES):
            try:
                return video.as_seen(source.sections, reading.whole(record))
            except Exception:  # noqa: S112  (whatever it is: the other records are worth having)
                continue
        self.leave_out(source.practice, "records")
        return None


def gather(export: Export, time_zone: str | None, at: datetime) -> Gathered:
    """Every chart that was asked for, by the name of its practice. One that cannot be read is left out."""
    charts = sorted(export.charts, key=lambda chart_id: export.charts[chart_id])
    accesses = [store.keys.access(export.account_id, chart_id) for chart_id in charts]
    found = store.fetch(*accesses, *map(store.keys.chart, charts))
    gathered = Gathered()
    for chart_id, access, chart in zip(charts, found[: len(charts)], found[len(charts) :], strict=True):
        practice = export.charts[chart_id]
        allowed = frozenset(rights(access, chart, at))
        if access is None or chart is None or not allowed or access.member_id != export.member_id:
            gathered.leave_out(practice, "access-ended")
            continue
        for tried in range(1, TRIES + 1):
            try:
                records = [r for r in _records(chart) if r.section in allowed and _within(export, r, time_zone)]
            except Exception:
                if tried == TRIES:
                    gathered.leave_out(practice, "unreadable")
            else:
                gathered.sources.append(Source(access, chart, allowed, records))
                break
    return gathered


def _records(chart: Chart) -> Iterator[Record]:
    return store.every(store.keys.records(chart.id))


def _within(export: Export, record: Record, time_zone: str | None) -> bool:
    """Whether a record is of one of the days, by UTC's or the account's calendar: FHIR's days without a time are kept
    as UTC's. What has no date is always in, and so is who the patient is, whose date is that of the birth."""
    if not record.date or record.section == "profile" or (export.first is None and export.last is None):
        return True
    instant = datetime.fromisoformat(record.date)
    days = {instant.astimezone(UTC).date(), _local(instant, time_zone)}
    return any((export.first or date.min) <= day <= (export.last or date.max) for day in days)


def _local(instant: datetime, time_zone: str | None) -> date:
    try:
        return instant.astimezone(ZoneInfo(time_zone or "UTC")).date()
    except OverflowError:
        return instant.date()


def referred(texts: str) -> set[str]:
    """The practices' shared resources that a resource's JSON refers to: `Practitioner/p5r3….m3x5…`."""
    return set(_REFERENCE.findall(texts))


def shared(practice_ids: set[str], wanted: set[str], known: set[str]) -> list[Record]:
    """Those of the practices' own resources, in their order. `known` grows by them."""
    new = sorted(each for each in wanted - known if each.partition("/")[2].partition(".")[0] in practice_ids)
    known |= wanted
    keys: list[Any] = []
    for each in new:
        type_name, _, id_ = each.partition("/")
        keys.append(store.keys.record(f"PRACTICE#{id_.partition('.')[0]}", type_name, id_))
    return [record for record in store.fetch(*keys) if record] if keys else []
