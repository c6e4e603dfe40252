"""How a practice finds its patients (D1, D10): under each word of theirs, under `*`, and under `!` whom nobody invited.

The words are of the name, the birth date (19560428), the e-mail address, the phone number and the practice's own id,
each without accents, capitals and marks. What is typed is treated the same.
"""

import unicodedata
from datetime import date, datetime

from portal import clock, dates
from portal.errors import Invalid
from portal.store import Writes
from portal.store.items import Chart, Finder

EVERYBODY, NEW = "*", "!"
LONGEST_WORD, LONGEST_NAME, MOST_WORDS = 64, 100, 20
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
    for part in f"{chart.given} {chart.family}".split():
        pieces = "".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in part).split()
        found += [plain(part), *map(plain, pieces)]
    return [word for word in dict.fromkeys(found) if word][:MOST_WORDS]


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
