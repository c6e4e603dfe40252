"""A search's answer: a Bundle spliced together from resources that are not parsed, and the way to its next page."""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from portal import clock, sealing
from portal.access import Caller
from portal.errors import Malformed
from portal.settings import settings

from . import fhir_json
from .search import Search

#: An answer of Lambda has 6 MB at most, and JSON inside of JSON grows.
MOST_CHARACTERS = 3_000_000


@dataclass(frozen=True)
class Found:
    """A resource as JSON. `place` is where it stands among the others of its search."""

    type: str
    id: str
    place: str
    text: str

    def entry(self, mode: str) -> str:
        url = f"{settings().portal_url}/fhir/{self.type}/{self.id}"
        return f'{{"fullUrl":"{url}","resource":{self.text},"search":{{"mode":"{mode}"}}}}'


def fitting(found: Iterable[Found]) -> list[Found]:
    """Those of the first that fit into one answer, at least one."""
    size = 0
    kept: list[Found] = []
    for each in found:
        size += len(each.text)
        if kept and size > MOST_CHARACTERS:
            break
        kept.append(each)
    return kept


@dataclass(frozen=True)
class Answer:
    """To one caller's search; `scope` is the chart that is searched, or empty for all that are the caller's."""

    caller: Caller
    scope: str
    wanted: Search

    @property
    def after(self) -> str | None:
        """The place where the page before ended. Malformed for a cursor that was not made for this very search."""
        if self.wanted.cursor is None:
            return None
        try:
            padded = self.wanted.cursor + "=" * (-len(self.wanted.cursor) % 4)
            place, _, mac = base64.urlsafe_b64decode(padded).decode().rpartition("|")
        except (binascii.Error, ValueError):
            place, mac = "", ""
        if not sealing.same(mac, self._mac(place)):
            raise Malformed("cursor: this is not the next page of this search")
        return place

    def bundle(self, shown: list[Found], included: list[Found], *, more: bool, total: int | None) -> str:
        """A searchset as JSON. `more`: there is a next page; `total` None when that is not known."""
        links = [{"relation": "self", "url": self._url()}]
        if more:
            links.append({"relation": "next", "url": self._url(self._sealed(shown[-1].place))})
        head = {"resourceType": "Bundle", "type": "searchset", "timestamp": clock.text(self.caller.at)}
        text = fhir_json.dump(head | ({} if total is None else {"total": total}) | {"link": links})
        entries = [each.entry("match") for each in shown] + [each.entry("include") for each in included]
        return f'{text[:-1]},"entry":[{",".join(entries)}]}}' if entries else text

    def _url(self, cursor: str | None = None) -> str:
        query = [*self.wanted.query, *([("cursor", cursor)] if cursor else [])]
        return f"{settings().portal_url}/fhir/{self.wanted.type}" + (f"?{urlencode(query)}" if query else "")

    def _sealed(self, place: str) -> str:
        return base64.urlsafe_b64encode(f"{place}|{self._mac(place)}".encode()).decode().rstrip("=")

    def _mac(self, place: str) -> str:
        wanted = self.wanted
        return sealing.mac("cursor", self.caller.account.id, self.scope, wanted.type, urlencode(wanted.query), place)
