"""FHIR's data types in words: what a value is shows in its members, so one function says them all.

http://hl7.org/fhir/R4/datatypes.html
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from string import Template
from typing import Any
from zoneinfo import ZoneInfo

from portal.mail import times
from portal.store.items.account import Language

from . import english, spanish

WORDS = {"en": english, "es": spanish}
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: UCUM's spellings that a printed report would not use.
_UNITS: tuple[tuple[re.Pattern[str], Any], ...] = (
    (re.compile(r"^(?:1|\[pH\]|\{[^{}]*\})$"), ""), (re.compile(r"\{([^{}]*)\}"), r"\1"),
    (re.compile(r"mm\[Hg\]"), "mmHg"), (re.compile(r"\[degF\]"), "°F"), (re.compile(r"^Cel$"), "°C"),
    (re.compile(r"\[(?:i|I)U\]"), "IU"), (re.compile(r"\[lb_av\]"), "lb"), (re.compile(r"\[in_i\]"), "in"),
    (re.compile(r"(?<![A-Za-z])m([23])\b"), lambda found: "m" + found[1].translate(_RAISED)),
    (re.compile(r"^10[*^](\d+)"), lambda found: "× 10" + found[1].translate(_RAISED)),
)  # fmt: skip
_HL7 = "hl7.org/"
_LOINC = "http://loinc.org"
#: What LOINC's long names say of how a thing is measured: "Protein [Mass/volume] in Serum or Plasma".
_LOINC_PROPERTY = re.compile(r" \[[^\]]*\]")
#: What SNOMED CT adds to its full names for machines: "Peanut (substance)".
_SNOMED_TAG = re.compile(
    r" \((?:substance|procedure|finding|disorder|situation|event|regime/therapy|organism|physical object"
    r"|observable entity|qualifier value|occupation|person|environment|product|medicinal product"
    r"|morphologic abnormality|body structure|social concept|assessment scale)\)$"
)
Json = dict[str, Any]


class Words:
    """What a file says, in the language of its reader."""

    def __init__(self, language: Language, time_zone: str | None) -> None:
        self.language, self.zone = language, time_zone
        self._words: Any = WORDS[language]

    def text(self, name: str, /, **told: str) -> str:
        return Template(self._words.TEXTS[name]).substitute(told)

    def part(self, name: str) -> str:
        return str(self._words.PARTS[name])

    def label(self, name: str) -> str:
        return str(self._words.LABELS[name])

    def code(self, code: str, /, **told: str) -> str:
        """A code of FHIR's own; also of our own, with places in it."""
        return Template(self._words.CODES.get(code, code.replace("-", " ").capitalize())).substitute(told)

    def date(self, text: str, *, with_time: bool = False) -> str:
        """A date or dateTime, as exact as it is. Its hour is the one that was written; UTC's becomes the reader's."""
        match = _DATE.fullmatch(text)
        if not match:
            return text
        year, month, day, time = match.groups()
        if month is None:
            return str(year)
        if day is None:
            if not 1 <= int(month) <= len(times.MONTHS[self.language]):
                return text
            of = " de " if self.language == "es" else " "
            return f"{times.MONTHS[self.language][int(month) - 1]}{of}{year}"
        try:
            calendar = date(int(year), int(month), int(day))
            at = datetime.fromisoformat(text.replace(":60", ":59")) if time else None
        except ValueError:
            # A number may look like a date.
            return text
        if at and text.endswith("Z") and self.zone:
            at = at.astimezone(ZoneInfo(self.zone))
        told = times.day(at.date() if at else calendar, self.language)
        return self.code("at-time", day=told, hour=times.hour(at, self.language)) if at and with_time else told

    def say(self, value: Any, *, with_time: bool = False) -> str:
        """A value of any type; empty for what says nothing."""
        if isinstance(value, list):
            return "; ".join(dict.fromkeys(told for each in value if (told := self.say(each, with_time=with_time))))
        if isinstance(value, bool):
            return self.code("true" if value else "false")
        if isinstance(value, dict):
            return self._object(value, with_time=with_time)
        text = str(value).strip() if value is not None else ""
        return self.date(text, with_time=with_time) if _DATE.fullmatch(text) and len(text) > len("2026") else text

    def _object(self, value: Json, *, with_time: bool) -> str:
        for members, told in _SHAPES:
            if value.keys() & members:
                return told(self, value, with_time)
        return ""

    def concept(self, value: Json, _: bool = False) -> str:
        """The practice's own text, else a code's display, else the code."""
        codings = value.get("coding") or [value]
        text = str(value.get("text") or "").strip()
        if isinstance(value.get("code"), dict) and not text:
            return self.concept(value["code"])
        shown = text or next((c["display"] for c in codings if c.get("display")), None)
        if any(c.get("system") == _LOINC for c in codings):
            shown = _LOINC_PROPERTY.sub("", str(shown or ""))
        return _plain(shown or next((c["code"] for c in codings if c.get("code")), ""))

    def coded(self, value: Any) -> Any:
        """What FHIR itself has a code for, in our words and not in those that came with it."""
        if isinstance(value, str):
            return self.code(value)
        codes = (c.get("code") for c in value.get("coding", []) if _HL7 in c.get("system", ""))
        return next((self.code(code) for code in codes if code in self._words.CODES), value)

    def quantity(self, value: Json, _: bool = False) -> str:
        if value.get("value") is None:
            return ""
        if "currency" in value or value.get("system") == "urn:iso:std:iso:4217":
            return _money(value["value"], value.get("currency") or value.get("code") or "")
        unit = value.get("unit") or value.get("code") or ""
        for spelling, plain in _UNITS:
            unit = spelling.sub(plain, unit)
        return " ".join(filter(None, (value.get("comparator"), _number(value["value"]), unit)))

    def range(self, value: Json, _: bool = False) -> str:
        low, high = (self.quantity(value.get(end) or {}) for end in ("low", "high"))
        if low and high:
            unit = low.partition(" ")[2]
            low = low.partition(" ")[0] if unit == high.partition(" ")[2] else low
            return self.code("between", low=low, high=high)
        return self.code("or-more", low=low) if low else self.code("or-less", high=high) if high else ""

    def period(self, value: Json, with_time: bool = False) -> str:
        start, end = (self.date(value[e], with_time=with_time) if value.get(e) else "" for e in ("start", "end"))
        if start and end:
            return start if start == end else self.code("span", start=start, end=end)
        return self.code("since", start=start) if start else self.code("up-to", end=end)

    def person(self, value: Json, _: bool = False) -> str:
        parts = [*value.get("prefix", []), *value.get("given", []), value.get("family"), *value.get("suffix", [])]
        return str(value.get("text") or " ".join(filter(None, parts)))

    def address(self, value: Json, _: bool = False) -> str:
        town = " ".join(filter(None, (value.get("state"), value.get("postalCode"))))
        parts = [*value.get("line", []), value.get("city"), town, value.get("country")]
        return str(value.get("text") or ", ".join(filter(None, parts)))

    def annotation(self, value: Json, _: bool = False) -> str:
        by = value.get("authorString") or self.say(value.get("authorReference"))
        told = ", ".join(filter(None, (by, self.say(value.get("time")))))
        if "text" not in value:
            return ""
        return f"{value['text'].strip()} ({told})" if told else str(value["text"]).strip()

    def dosage(self, value: Json, _: bool = False) -> str:
        if text := value.get("text") or value.get("patientInstruction"):
            return str(text)
        amount: Json = next(iter(value.get("doseAndRate", [])), {})
        how = self.say(value.get("timing"))
        return ", ".join(filter(None, (self.say(amount.get("doseQuantity") or amount.get("doseRange")), how)))

    def timing(self, value: Json, _: bool = False) -> str:
        repeat = value.get("repeat", {})
        if "code" in value and (text := self.concept(value["code"])):
            return text
        if {"frequency", "period", "periodUnit"} <= repeat.keys():
            unit = self.code(repeat["periodUnit"])
            return self.code("times-per", n=str(repeat["frequency"]), period=_number(repeat["period"]), unit=unit)
        return ""

    def ratio(self, value: Json, _: bool = False) -> str:
        return " : ".join(self.quantity(value.get(part, {})) for part in ("numerator", "denominator"))

    def plain(self, value: Json, _: bool = False) -> str:
        if isinstance(value.get("value"), str | None):
            names = ("display", "title", "text", "value")
            return next((_plain(value[name]) for name in names if value.get(name)), "")
        return self.quantity(value)

    def now(self, at: datetime) -> str:
        return times.day(at.astimezone(ZoneInfo(self.zone or "UTC")).date(), self.language)


def _plain(name: Any) -> str:
    return _SNOMED_TAG.sub("", str(name).strip())


def _money(value: Any, currency: str) -> str:
    amount = f"{Decimal(_number(value)):.2f}"
    return f"${amount}" if currency == "USD" else f"{amount} {currency}".strip()


def _number(value: Any) -> str:
    """As it was written: its zeros say how exact it is."""
    return str(getattr(value, "text", value))


#: The first row that a value has a member of says what type it is of.
_SHAPES: tuple[tuple[frozenset[str], Callable[[Words, Json, bool], str]], ...] = (
    (frozenset({"currency", "comparator", "unit"}), Words.quantity),
    (frozenset({"low", "high"}), Words.range),
    (frozenset({"numerator"}), Words.ratio),
    (frozenset({"start", "end"}), Words.period),
    (frozenset({"family", "given"}), Words.person),
    (frozenset({"line", "city", "postalCode"}), Words.address),
    (frozenset({"timing", "doseAndRate", "patientInstruction", "asNeededBoolean"}), Words.dosage),
    (frozenset({"repeat"}), Words.timing),
    (frozenset({"time", "authorString", "authorReference"}), Words.annotation),
    (frozenset({"coding", "code"}), Words.concept),
    (frozenset({"display", "reference", "title", "url", "text", "value"}), Words.plain),
)
