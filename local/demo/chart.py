"""One demo person's file, and what every part of it needs to be told in FHIR: days, people, codes."""

import json
from collections.abc import Iterator
from datetime import datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

Json = dict[str, Any]

HL7 = "http://terminology.hl7.org/CodeSystem/"
SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
RIVERSIDE = {"name": "Riverside Family Health", "place": "12 Mill Lane, 2nd floor"}
"""The practice of everybody whose file names no other."""

_HERE = Path(__file__).parent
_ZONE = timezone(timedelta(hours=-5))


def read(name: str) -> Json:
    found: Json = json.loads((_HERE / f"{name}.json").read_text())
    return found


def text(name: str) -> str:
    """A longer text that a file names."""
    return (_HERE / name).read_text()


def concept(system: str, code: str, said: str) -> Json:
    return {"coding": [{"system": system, "code": code, "display": said}], "text": said}


def quantity(value: float, unit: str, code: str = "") -> Json:
    return {"value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": code or unit}


class Chart:
    """`told` is the person's JSON; `catalog` has the tests, panels and practitioners that all share."""

    def __init__(self, name: str, now: datetime) -> None:
        self.told = read(name)
        self.today = now.astimezone(_ZONE).date()
        self.catalog = read("catalog")
        self.prefix = f"demo-{name}"
        self.me = {"reference": f"Patient/{self.told['patient']['id']}"}

    def each(self, kind: str) -> Iterator[tuple[str, Json]]:
        """The entries of one kind, each with its id. One with `every` and `times` stands for that many, so many days
        apart."""
        number = 0
        for told in self.told.get(kind, []):
            for turn in range(told.get("times", 1) if "every" in told else 1):
                yield (
                    f"{self.prefix}-{kind}-{number}",
                    told | {"days": told.get("days", 0) + turn * told.get("every", 0)},
                )
                number += 1

    def day(self, days: int) -> str:
        return (self.today + timedelta(days=days)).isoformat()

    def at(self, days: int, clock: str, minutes: int = 0) -> str:
        at = datetime.combine(self.today, time.fromisoformat(clock), _ZONE) + timedelta(days=days, minutes=minutes)
        return at.isoformat()

    def who(self, name: str = "ruiz") -> Json:
        return {"reference": f"Practitioner/demo-{name}"}

    def by(self, told: Json) -> Json:
        """Whoever an entry names as its doctor."""
        return self.who(told.get("by", "ruiz"))
