"""Giving records: a search's Bundle and a single resource. Reading a chart is noted before the answer is given."""

from portal import audit, clock, store
from portal.access import Acting, Caller, rights
from portal.errors import Forbidden, NotFound
from portal.store.items import Record

from . import bodies, files, video
from .index import needle
from .parameters import SHARED, parameters
from .reader import Requester, head
from .search import Search, Token
from .searchset import Answer, Found, fitting
from .sections import sections_of
from .spans import END


def search(requester: Requester, wanted: Search) -> str:
    """A searchset Bundle as JSON."""
    return in_chart(requester.acting, wanted) if requester.acting else patients(requester, wanted)


def in_chart(reader: Acting, wanted: Search) -> str:
    """One Query, more only where a filter leaves a page of DynamoDB short; one more for what is included.

    Forbidden when none of the sections that the search could meet may be read.
    """
    answer = Answer(reader, reader.access.chart_id, wanted)
    sections, after = _readable(reader, wanted.type, wanted.sections), answer.after
    includes = reader.sections("read") & set(sections_of("Provenance")) if wanted.provenance else set()
    found = _records(reader, wanted, after)
    # What has categories of both sections lies in one, and is found by either.
    audit.record_read(reader, *sections | includes | {record.section for record in found})
    shown = fitting(_found(reader, record) for record in found[: wanted.count])
    more = len(shown) < len(found)
    included = _provenances(reader, shown) if includes and shown else []
    return answer.bundle(shown, included, more=more, total=None if more or after is not None else len(shown))


def patients(caller: Caller, wanted: Search) -> str:
    """The Patients of the caller's charts, one on each page: each is noted in the log of its own chart."""
    answer = Answer(caller, "", wanted)
    after = answer.after or ""
    matching = [(chart_id, reader, record) for chart_id, reader, record in _patients(caller) if wanted.holds(record)]
    left = [each for each in matching if each[0] > after]
    shown = []
    for chart_id, reader, record in left[:1]:
        audit.record_read(reader, record.section)
        shown.append(Found(record.type, record.id, chart_id, whole(record)))
    return answer.bundle(shown, [], more=len(left) > 1, total=len(matching))


def read(requester: Requester, type_name: str, id_: str) -> tuple[str, Record]:
    """One resource as JSON, and its record. NotFound also for what lies in a section that may not be read."""
    if requester.acting is None:
        return _shared(requester, type_name, id_)
    reader = requester.acting
    sections = _readable(reader, type_name, sections_of(type_name))
    found = store.get(store.keys.record(f"CHART#{reader.access.chart_id}", type_name, id_))
    if found is None or found.section not in sections:
        raise NotFound
    audit.record_read(reader, found.section)
    return video.as_seen(reader.sections("read"), whole(found)), found


def whole(record: Record) -> str:
    """Its JSON."""
    body = files.get_body(record.long) if record.long else record.body
    return bodies.whole(record.type, record.id, record.version, clock.text(record.updated), body)


def _readable(reader: Acting, type_name: str, sections: tuple[str, ...]) -> set[str]:
    allowed = reader.sections("read") & set(sections)
    if not allowed:
        raise Forbidden(f"You do not have access to {type_name} here")
    return allowed


def _records(reader: Acting, wanted: Search, after: str | None) -> list[Record]:
    """Of what may be read one more than a page, where there are more."""
    where, every = wanted.where, set(sections_of(wanted.type))
    allowed = every & reader.sections("read")
    if allowed < every:
        mine = store.where("section").is_in(sorted(allowed))
        where = mine if where is None else where & mine
    first, last = (wanted.first, after or wanted.last) if wanted.newest_first else (after or wanted.first, wanted.last)
    if first >= last:
        return []
    listing = store.keys.records_by_date(reader.access.chart_id, wanted.type, first, last)
    # BETWEEN shows the last one of the page before again.
    page = store.query(listing, where=where, newest_first=wanted.newest_first, limit=wanted.count + 1 + bool(after))
    return [record for record in page.items if _place(record) != after]


def _provenances(reader: Acting, shown: list[Found]) -> list[Found]:
    """Who told of what is shown (_revinclude), as many as fit into the answer."""
    target = parameters("Provenance")["target"]
    about = Token(tuple(needle(target, f"{each.type}/{each.id}") for each in shown))
    listing = store.keys.records_by_date(reader.access.chart_id, "Provenance", "", END)
    records = store.query(listing, where=about.condition(), newest_first=True).items
    found = fitting([*shown, *(_found(reader, record) for record in records)])
    return found[len(shown) :]


def _patients(caller: Caller) -> list[tuple[str, Acting, Record]]:
    """Of every chart whose profile the caller may read at this moment, by the charts' ids."""
    chart_ids = sorted(each.rpartition("/")[2] for each in caller.account.charts)
    keys = [
        (
            store.keys.access(caller.account.id, chart_id),
            store.keys.chart(chart_id),
            store.keys.record(f"CHART#{chart_id}", "Patient", chart_id),
        )
        for chart_id in chart_ids
    ]
    found = store.fetch(*(key for three in keys for key in three))
    readable = []
    for chart_id, access, chart, record in zip(chart_ids, found[::3], found[1::3], found[2::3], strict=True):
        if record is not None and rights(access, chart, caller.at):
            acting = Acting.by(caller, access, chart)
            readable += [(chart_id, acting, record)] if record.section in acting.sections("read") else []
    return readable


def _shared(caller: Caller, type_name: str, id_: str) -> tuple[str, Record]:
    """What a practice's charts share, for whoever may see anything of one of them. It tells nothing of a patient."""
    practice_id = head(id_)
    mine = [c.partition("/")[2] for c in sorted(caller.account.charts) if c.startswith(f"{practice_id}/")]
    found, *rest = store.fetch(
        store.keys.record(f"PRACTICE#{practice_id}", type_name, id_),
        *(key for c in mine for key in (store.keys.access(caller.account.id, c), store.keys.chart(c))),
    )
    allowed = any(rights(access, chart, caller.at) for access, chart in zip(rest[::2], rest[1::2], strict=True))
    if found is None or type_name not in SHARED or not allowed:
        raise NotFound
    return whole(found), found


def _found(reader: Acting, record: Record) -> Found:
    return Found(record.type, record.id, _place(record), video.as_seen(reader.sections("read"), whole(record)))


def _place(record: Record) -> str:
    return f"{record.date}#{record.id}"
