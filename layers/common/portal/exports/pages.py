"""The file for people as data: charts, their parts, and in these entries with lines, texts and tables. No layout."""

import base64
import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from typing import Any

from aws_lambda_powertools import Logger

from portal.failures import where
from portal.records import fhir_json, files
from portal.records.index import instant
from portal.store.items import Export, Record

from . import results
from .bundle import attachments
from .gathering import Gathered, Source
from .telling import OBSERVATION, OTHER, TECHNICAL, TELLINGS, Telling, found
from .values import Words

logger = Logger(service="kinchart")
Json = dict[str, Any]
#: In their order in the file.
PARTS = (
    "person", "allergies", "conditions", "medicines", "appointments", "labs", "vitals", "immunizations", "procedures",
    "visits", "plans", "goals", "notes", "orders", "devices", "billing", "forms", "other",
)  # fmt: skip
#: Whose values are codes of FHIR's own.
_CODED = frozenset({"status", "gender", "criticality", "severity", "kind", "outcome", "relationship"})
#: Characters of one attached text.
MOST_TEXT = 200_000


class Pages:
    def __init__(self, export: Export, gathered: Gathered, words: Words, at: datetime) -> None:
        self._export, self._gathered, self._words, self._at = export, gathered, words, at
        self._notes: set[str] = set()

    def document(self, name: str, done: Callable[[int], None]) -> Json:
        """What the layout is given; `name` is the patient's."""
        words = self._words
        charts = [self._chart(source, done) for source in self._gathered.sources]
        labels = {label: words.text(label) for label in ("contents", "page", "of", "left-out", "nothing")}
        names = [source.practice for source in self._gathered.sources]
        return {
            "lang": words.language,
            "title": words.text("title", name=name),
            "name": name,
            "labels": labels,
            "about": [
                words.text("made", when=words.now(self._at)),
                self._period(),
                words.text("practices", names="; ".join(names)),
                *(words.text(note) for note in sorted(self._notes)),
            ],
            "left_out": [words.text(each["why"], practice=each["practice"]) for each in self._gathered.left_out],
            "charts": charts,
        }

    def _period(self) -> str:
        ends = {name: getattr(self._export, name) for name in ("first", "last")}
        told = {name: self._words.date(day.isoformat()) for name, day in ends.items() if day}
        if not told:
            return self._words.text("everything")
        which = "from-to" if len(told) == 2 else "from" if "first" in told else "to"
        return self._words.text("period", period=self._words.text(which, **told))

    def _chart(self, source: Source, done: Callable[[int], None]) -> Json:
        parts: dict[str, list[Json]] = {part: [] for part in PARTS}
        measured: dict[str, tuple[str, Json]] = {}
        reports: list[tuple[Json, Json]] = []
        for record in source.records:
            text = self._gathered.whole(source, record)
            done(1)
            if text is None:
                continue
            if record.type in TECHNICAL:
                self._notes.add("technical")
                continue
            resource = fhir_json.parse(text)
            try:
                part, entry = self._entry(source, record, resource)
            except Exception as error:
                # The other records are worth having.
                logger.error("not printed", type=record.type, error=type(error).__name__, where=where(error))
                self._gathered.leave_out(source.practice, "records")
                continue
            if record.type == "Observation":
                measured[record.id] = part, entry
                continue
            parts[part].append(entry)
            if record.type == "DiagnosticReport":
                reports.append((resource, entry))
        self._into_reports(measured, reports)
        for part in ("labs", "vitals"):
            parts[part] += self._by_day(part, [entry for of, entry in measured.values() if of == part])
        shown: list[Json] = [
            {
                "title": self._words.part(part),
                "advice": self._words.text("advice") if part == "labs" else "",
                "entries": [self._narrow(e) for e in sorted(parts[part], key=_order, reverse=True)],
            }
            for part in PARTS
            if parts[part]
        ]
        missing = sorted({*_SECTIONS} - source.sections)
        limited = ", ".join(self._words.code(section) for section in missing)
        note = self._words.text("limited", sections=limited) if missing else ""
        return {"practice": source.practice, "note": note, "parts": shown}

    def _into_reports(self, measured: dict[str, tuple[str, Json]], reports: list[tuple[Json, Json]]) -> None:
        """A result goes into the table of the first report that names it."""
        for resource, entry in reports:
            names = [str(each).rpartition("/")[2] for each in found(resource, "result.reference")]
            rows = [row for name in names if name in measured for row in measured.pop(name)[1]["table"]["rows"]]
            entry["table"] = self._table(rows) if rows else None

    def _by_day(self, part: str, entries: list[Json]) -> list[Json]:
        """What no report names makes one table for each day."""
        days: dict[str, Json] = {}
        for entry in entries:
            title = self._words.part("other-results") if part == "labs" else entry["when"] or self._words.part(part)
            when = entry["when"] if part == "labs" else ""
            day = days.setdefault(entry["when"], entry | {"title": title, "when": when, "table": self._table([])})
            day["table"]["rows"] += entry["table"]["rows"]
        return list(days.values())

    def _table(self, rows: list[list[str]]) -> Json:
        return {"head": [self._words.label(n) for n in ("test", "result", "range", "interpretation")], "rows": rows}

    def _narrow(self, entry: Json) -> Json:
        """Without the columns that say nothing in any row: ranges are mostly the laboratory's."""
        if table := entry["table"]:
            wide = max((n for row in table["rows"] for n, cell in enumerate(row, 1) if cell), default=2)
            cut = {"head": table["head"][:wide], "rows": [row[:wide] for row in table["rows"]]}
            return entry | {"table": cut}
        return entry

    def _entry(self, source: Source, record: Record, resource: Json) -> tuple[str, Json]:
        telling = OBSERVATION if record.type == "Observation" else TELLINGS.get(record.type, OTHER)
        part = "labs" if record.section == "labs" else telling.part
        words = self._words
        first = next(iter(found(resource, telling.day) if telling.day else []), "")
        if isinstance(first, dict):
            first = first.get("start") or first.get("end") or ""
        named = next(iter(found(resource, telling.title)), None)
        title = words.say(words.coded(named) if isinstance(named, dict) else named) or words.part(part)
        entry: Json = {
            "title": title if telling is not OTHER else f"{title} ({record.type})",
            "when": words.say(first),
            "order": instant(first),
            "facts": self._facts(telling, resource, {title, words.say(first)}),
            "texts": [],
            "table": None,
        }
        if record.type == "Observation":
            entry["table"] = self._table(results.rows(words, resource))
            entry["facts"] = []
        elif record.type == "QuestionnaireResponse":
            entry["facts"] += self._answers(resource)
        elif telling is OTHER:
            entry["texts"] = [t for t in (_plain(str(resource.get("text", {}).get("div", ""))),) if t]
        for attachment in found(resource, "content.attachment | presentedForm"):
            self._attached(source, entry, attachment)
        return part, entry

    def _facts(self, telling: Telling, resource: Json, said: set[str]) -> list[list[str]]:
        facts = []
        for label, path in telling.facts:
            name, with_time = label.removesuffix("@"), label.endswith("@")
            values = found(resource, path)
            if name in _CODED:
                values = [self._words.coded(value) for value in values]
            told = self._words.say(values, with_time=with_time)
            if told and told not in said:
                facts.append([self._words.label(name), told])
        return facts

    def _answers(self, node: Json) -> list[list[str]]:
        facts = []
        for item in node.get("item", []):
            answers = item.get("answer", [])
            if told := self._words.say([v for a in answers for v in found(a, "value[x]")]):
                facts.append([item.get("text") or item["linkId"], told])
            for inner in (item, *answers):
                facts += self._answers(inner)
        return facts

    def _attached(self, source: Source, entry: Json, attachment: Json) -> None:
        """Texts are printed; of everything else its name."""
        if attachment.get("contentType", "").startswith("text/plain"):
            content = self._content(source, attachment)
            if content is not None and len(content) <= MOST_TEXT:
                entry["texts"] += [p for p in content.decode(errors="replace").split("\n") if p.strip()]
                return
        self._notes.add("files")
        name = attachment.get("title") or attachment.get("contentType") or self._words.text("untitled")
        entry["texts"].append(self._words.text("not-printed", name=name))

    def _content(self, source: Source, attachment: Json) -> bytes | None:
        if "data" in attachment:
            return base64.b64decode(attachment["data"])
        if not attachments(attachment):
            return None
        try:
            return files.content(source.chart.id, attachment["url"].removeprefix("Binary/"))
        except Exception:
            self._gathered.leave_out(source.practice, "records")
            return None


_SECTIONS = ("profile", "appointments", "questionnaires", "prescriptions", "labs", "billing", "records", "documents")
"""Those that hold records."""


def _order(entry: Json) -> str:
    return str(entry["order"])


def _plain(div: str) -> str:
    """A narrative without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", div)).split())
