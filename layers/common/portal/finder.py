"""How a practice finds its patients (D1, D10): under each word of theirs, under `*`, and under `!` whom nobody invited.

The words are of the name, the birth date (19560428), the e-mail address, the phone number and the practice's own id,
each without accents, capitals and marks. What is typed is treated the same.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, cast

from portal import clock, dates, pages, store
from portal.errors import Invalid
from portal.store import Writes
from portal.store.items import Chart, Finder

EVERYBODY, NEW = "*", "!"
LONGEST_WORD, LONGEST_NAME, MOST_WORDS = 64, 100, 20
LONGEST_SEARCH, MOST_TYPED = 200, 8
# What one request looks through when it looks for several words, or for one among those whom nobody invited yet.
LOOKED_THROUGH = 1000
# Digits from the end: whole, without the country's, without the area's, and what people remember.
_PHONE_ENDS = (10, 7, 4)


def plain(text: str) -> str:
    """Letters and digits, as they are compared: `García-López` is `garcialopez`. No `*`, `!` or `#` is left."""
    parted = unicodedata.normalize("NFKD", text[: 4 * LONGEST_WORD]).casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", parted) if c.isalnum())[:LONGEST_WORD]


def words(chart: Chart) -> list[str]:
    """All of a patient's, at most MOST_WORDS."""
    digits = "".join(c for c in chart.phone or "" if c.isdigit())
    found = [plain(chart.patient_id), plain(chart.birth_date.isoformat()), plain(chart.email or ""), digits]
    found += [digits[-n:] for n in _PHONE_ENDS]
    return _several([*found, *parts(f"{chart.given} {chart.family}")])


def parts(text: str, most: int = MOST_WORDS) -> list[str]:
    """Each word of a text, and the pieces that marks divide it into; so many at most."""
    found = []
    for part in text.split():
        pieces = "".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in part).split()
        found += [plain(part), *map(plain, pieces)]
    return _several(found, most)


def _several(words: list[str], most: int = MOST_WORDS) -> list[str]:
    return [word for word in dict.fromkeys(words) if word][:most]


def name(chart: Chart) -> str:
    """What lists are sorted by."""
    return f"{plain(chart.family)} {plain(chart.given)}"[:LONGEST_NAME]


def typed(search: str, today: date) -> list[str]:
    """The words of a search. A date may be written as people do."""
    return [word for word in dict.fromkeys(_typed(part, today) for part in search.split()) if word]


def _typed(part: str, today: date) -> str:
    try:
        return plain(dates.birth_date(part, today).isoformat())
    except Invalid:
        return plain(part)


def is_new(chart: Chart, at: datetime) -> bool:
    """Without an account, and without an invitation to one that is open."""
    now = clock.text(at)
    until = [noted.partition("|")[2] for whom, noted in chart.invites.items() if whom.startswith("primary|")]
    return chart.primary is None and all(end <= now for end in until)


class Worded(Protocol):
    """Something under one of its words; it has all of them."""

    @property
    def word(self) -> str: ...
    @property
    def words(self) -> list[str]: ...


@dataclass(frozen=True)
class Search[T: store.Item]:
    """`listing` is what is read; `word` is what each item of it has to lie under, `others` what it needs besides."""

    listing: store.Listing[T]
    context: str
    word: str
    others: tuple[str, ...]

    def fits(self, item: Worded) -> bool:
        """A thing shows up once, under the first of the words that begin so."""
        if self.word in (EVERYBODY, NEW):
            under = item.word == self.word
        else:
            under = item.word == min((w for w in item.words if w.startswith(self.word)), default="")
        return under and all(any(w.startswith(other) for w in item.words) for other in self.others)

    def page(self, cursor: str | None) -> tuple[list[T], str | None]:
        """One Query. A page may be short and still not the last."""
        start = pages.opened(cursor, self.context)
        limit = LOOKED_THROUGH if self.others else pages.SIZE + 1
        page = store.query(self.listing, limit=limit, start=start)
        fitting = [item for item in page.items if self.fits(cast(Worded, item))]
        found = fitting[: pages.SIZE]
        last = found[-1] if len(fitting) > pages.SIZE else page.items[-1] if page.last else None
        return found, pages.sealed(store.place(last), self.context) if last else None


def wanted(search: str, today: date) -> list[str]:
    """The words of a search, the longest last: what begins with it is few. Invalid for a search that is too long."""
    if len(search) > LONGEST_SEARCH:
        raise Invalid.field("search", "too_long", f"Use at most {LONGEST_SEARCH} characters")
    return sorted(typed(search, today)[:MOST_TYPED], key=len)


def change(write: Writes, before: Chart | None, chart: Chart, at: datetime) -> None:
    """What the practice told of a patient: the new words lead there, those that are none any more do not."""
    old, new = _all(before, at) if before else {}, _all(chart, at)
    if old == new:
        return
    for key in old.keys() - new.keys():
        write.delete(old[key].key())
    for item in new.values():
        write.put(item)


def free(write: Writes, chart: Chart) -> None:
    """The patient is without account and invitation again."""
    write.put(_item(chart, NEW, words(chart)))


def taken(write: Writes, chart: Chart) -> None:
    """The patient is invited, or has an account."""
    write.delete(_item(chart, NEW, []).key())


def _all(chart: Chart, at: datetime) -> dict[str, Finder]:
    every = words(chart)
    listed = [*every, EVERYBODY, *([NEW] if is_new(chart, at) else [])]
    return {item.key().sk: item for item in (_item(chart, word, every) for word in listed)}


def _item(chart: Chart, word: str, every: list[str]) -> Finder:
    return Finder(practice_id=chart.practice_id, word=word, name=name(chart), chart_id=chart.id, words=every)
