"""Giving records: a search's Bundle and a single resource, spliced together from bodies that are not parsed."""

import base64
import binascii
from urllib.parse import urlencode

from portal import audit, clock, sealing, store
from portal.access import Acting
from portal.errors import Forbidden, Malformed, NotFound
from portal.settings import settings
from portal.store.items import Record

from . import bodies, fhir_json, files
from .search import SERVED, Search
from .sections import sections_of

#: An answer of Lambda has 6 MB at most, and JSON inside of JSON grows.
MOST_CHARACTERS = 3_000_000


def search(reader: Acting, wanted: Search) -> str:
    """A searchset Bundle as JSON: one Query, more only where a filter leaves a page of DynamoDB short.

    Forbidden when none of the sections that the search could meet may be read. The reading is noted first.
    """
    sections = _readable(reader, wanted.type, wanted.sections)
    where = wanted.where
    if len(sections) < len(sections_of(wanted.type)):
        mine = store.where("section").is_in(sorted(sections))
        where = mine if where is None else where & mine
    after = _opened(reader, wanted)
    first, last = (wanted.first, after or wanted.last) if wanted.newest_first else (after or wanted.first, wanted.last)
    audit.record_read(reader, *sections)
    found: list[Record] = []
    if first < last:
        listing = store.keys.records_by_date(reader.access.chart_id, wanted.type, first, last)
        # One more tells whether there is a next page; BETWEEN shows the last one of the page before again.
        limit = wanted.count + 1 + bool(after)
        page = store.query(listing, where=where, newest_first=wanted.newest_first, limit=limit)
        found = [record for record in page.items if _place(record) != after]
    return _bundle(reader, wanted, found, is_first=after is None)


def read(reader: Acting, type_name: str, id_: str) -> tuple[str, Record]:
    """One resource as JSON, and its record. NotFound also for what lies in a section that may not be read."""
    sections = _readable(reader, type_name, sections_of(type_name))
    found = store.get(store.keys.record(f"CHART#{reader.access.chart_id}", type_name, id_))
    if found is None or found.section not in sections:
        raise NotFound
    audit.record_read(reader, found.section)
    return whole(found), found


def served(type_name: str) -> str:
    """The type itself, or NotFound when it cannot be read here."""
    if type_name not in SERVED:
        raise NotFound(f"{type_name[:64]} is not served here; these are: {', '.join(SERVED)}")
    return type_name


def _readable(reader: Acting, type_name: str, sections: tuple[str, ...]) -> set[str]:
    allowed = reader.sections("read") & set(sections)
    if not allowed:
        raise Forbidden(f"You do not have access to {type_name} here")
    return allowed


def whole(record: Record) -> str:
    """Its JSON."""
    body = files.get_body(record.long) if record.long else record.body
    return bodies.whole(record.type, record.id, record.version, clock.text(record.updated), body)


def _bundle(reader: Acting, wanted: Search, found: list[Record], *, is_first: bool) -> str:
    base = f"{settings().portal_url}/fhir"
    entries: list[str] = []
    size = 0
    for record in found[: wanted.count]:
        resource = whole(record)
        size += len(resource)
        if entries and size > MOST_CHARACTERS:
            break
        url = f"{base}/{record.type}/{record.id}"
        entries.append(f'{{"fullUrl":"{url}","resource":{resource},"search":{{"mode":"match"}}}}')
    links = [{"relation": "self", "url": _url(wanted)}]
    more = len(entries) < len(found)
    if more:
        links.append({"relation": "next", "url": _url(wanted, _sealed(reader, wanted, found[len(entries) - 1]))})
    head = {"resourceType": "Bundle", "type": "searchset", "timestamp": clock.text(reader.at)}
    total = {"total": len(entries)} if is_first and not more else {}
    text = fhir_json.dump(head | total | {"link": links})
    return f'{text[:-1]},"entry":[{",".join(entries)}]}}' if entries else text


def _url(wanted: Search, cursor: str | None = None) -> str:
    """Relative to the origin, so that it works behind every name of it."""
    query = [*wanted.query, *([("cursor", cursor)] if cursor else [])]
    return f"/fhir/{wanted.type}" + (f"?{urlencode(query)}" if query else "")


def _place(record: Record) -> str:
    return f"{record.date}#{record.id}"


def _mac(reader: Acting, wanted: Search, place: str) -> str:
    return sealing.mac("cursor", reader.account.id, reader.access.chart_id, wanted.type, urlencode(wanted.query), place)


def _sealed(reader: Acting, wanted: Search, last: Record) -> str:
    """Good for this account, chart and search only."""
    place = _place(last)
    return base64.urlsafe_b64encode(f"{place}|{_mac(reader, wanted, place)}".encode()).decode().rstrip("=")


def _opened(reader: Acting, wanted: Search) -> str | None:
    if wanted.cursor is None:
        return None
    try:
        padded = wanted.cursor + "=" * (-len(wanted.cursor) % 4)
        place, _, mac = base64.urlsafe_b64decode(padded).decode().rpartition("|")
    except (binascii.Error, ValueError):
        place, mac = "", ""
    if not sealing.same(mac, _mac(reader, wanted, place)):
        raise Malformed("cursor: this is not the next page of this search")
    return place
