"""A made-up patient's records: of every type that /fhir serves, as many as wanted, no two tests' alike but by seed."""

from collections.abc import Callable
from random import Random
from typing import Any

from tests.made_up_codes import CATEGORIES, CODES, ONE_CATEGORY, THO, Json, concept

ME = {"reference": "urn:uuid:rosa"}


class Maker:
    """Makes records one after the other, the same for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self.random = Random(seed)
        self.made: list[Json] = [self._patient()]

    def some(self, each: int) -> list[Json]:
        """`each` of every type; some of them are known to a Provenance."""
        for type_name in MAKERS:
            for _ in range(each):
                self.one(type_name)
        return self.made

    def one(self, type_name: str, **more: Any) -> Json:
        base: Json = {"resourceType": type_name, "id": f"{type_name[:20].lower()}-{len(self.made)}"}
        if type_name not in ("Provenance", "Medication"):
            base["identifier"] = [{"system": f"urn:sys:{self.random.randint(1, 3)}", "value": f"n{len(self.made) % 7}"}]
        if type_name in CATEGORIES:
            found = [self._category(type_name) for _ in range(self.random.randint(1, 2))]
            base["category"] = found[0] if type_name in ONE_CATEGORY else found
        made = base | MAKERS[type_name](self) | more
        if type_name == "QuestionnaireResponse":
            made["identifier"] = made["identifier"][0]
        self.made.append(made)
        return made

    def pick[T](self, *values: T) -> T:
        return self.random.choice(values)

    def code(self) -> Json:
        return concept(*self.pick(*CODES))

    def day(self) -> str:
        return f"{self.pick(2019, 2024, 2025, 2026)}-{self.random.randint(1, 12):02d}-{self.random.randint(1, 28):02d}"

    def moment(self) -> str:
        hour, minute, zone = self.random.randint(0, 23), self.random.randint(0, 59), self.pick("Z", "-05:00", "+02:00")
        return f"{self.day()}T{hour:02d}:{minute:02d}:07{self.pick('', '.250')}{zone}"

    def date(self) -> str:
        """As exact as it happens to be."""
        day = self.day()
        return self.pick(day[:4], day[:7], day, self.moment())

    def period(self) -> Json:
        start, end = sorted((self.day(), self.day()))
        return self.pick({"start": start, "end": end}, {"start": self.moment()}, {"end": end}, {"start": start})

    def when(self, name: str) -> Json:
        """name[x], which is a date or a period, or missing."""
        return self.pick({f"{name}DateTime": self.date()}, {f"{name}Period": self.period()}, {})

    def maybe(self, **some: Any) -> Json:
        return self.pick(some, {})

    def target(self) -> Json:
        return {"reference": f"urn:uuid:{self.pick(*self.made)['id']}"}

    def _category(self, type_name: str) -> Any:
        found = self.pick(*CATEGORIES[type_name])
        return found if isinstance(found, str) else concept(*found)

    def _patient(self) -> Json:
        return {
            "resourceType": "Patient",
            "id": "rosa",
            "name": [{"family": "Álvarez", "given": ["Rosa", "María"]}, {"text": "Rosie"}],
            "gender": "female",
            "birthDate": "1956-04-28",
            "identifier": [{"system": "urn:sys:mrn", "value": "4711"}],
        }


Make = Callable[[Maker], Json]
_STATUS = ("active", "completed", "entered-in-error")


def _clinical(code: str) -> Json:
    return concept(f"{THO}/condition-clinical", code)


MAKERS: dict[str, Make] = {
    "Account": lambda m: (
        {"status": m.pick("active", "inactive"), "type": m.code(), "subject": [ME]} | m.maybe(servicePeriod=m.period())
    ),
    "AllergyIntolerance": lambda m: (
        {
            "clinicalStatus": concept(f"{THO}/allergyintolerance-clinical", m.pick("active", "resolved")),
            "verificationStatus": concept(f"{THO}/allergyintolerance-verification", "confirmed"),
            "type": m.pick("allergy", "intolerance"),
            "criticality": m.pick("low", "high"),
            "code": m.code(),
            "patient": ME,
            "reaction": [{"substance": m.code(), "manifestation": [{"text": "Hives"}]}],
        }
        | m.maybe(recordedDate=m.date())
        | m.maybe(lastOccurrence=m.date())
    ),
    "Appointment": lambda m: {
        "status": m.pick("booked", "fulfilled", "cancelled"),
        "serviceType": [m.code()],
        "serviceCategory": [m.code()],
        "appointmentType": m.code(),
        "start": (start := m.moment()),
        "end": start,
        "participant": [{"status": "accepted", "actor": ME}],
    },
    "CarePlan": lambda m: (
        {"status": m.pick("active", "completed"), "intent": m.pick("plan", "order"), "subject": ME}
        | m.maybe(period=m.period())
    ),
    "CareTeam": lambda m: {"status": m.pick("active", "inactive"), "subject": ME} | m.maybe(period=m.period()),
    "Claim": lambda m: {
        "status": m.pick("active", "cancelled"),
        "type": m.code(),
        "use": m.pick("claim", "predetermination"),
        "patient": ME,
        "created": m.day(),
        "provider": {"display": "Riverside"},
        "priority": m.code(),
        "insurance": [{"sequence": 1, "focal": True, "coverage": {"display": "Blue plan"}}],
    },
    "Condition": lambda m: (
        {
            "clinicalStatus": _clinical(m.pick("active", "resolved")),
            "verificationStatus": concept(f"{THO}/condition-ver-status", "confirmed"),
            "severity": m.code(),
            "code": m.code(),
            "subject": ME,
        }
        | m.when("onset")
        | m.maybe(recordedDate=m.date())
    ),
    "Coverage": lambda m: (
        {
            "status": m.pick("active", "cancelled"),
            "type": m.code(),
            "beneficiary": ME,
            "payor": [{"display": "Blue plan"}],
        }
        | m.maybe(period=m.period())
    ),
    "Device": lambda m: {"status": m.pick("active", "inactive"), "type": m.code(), "patient": ME},
    "DiagnosticReport": lambda m: (
        {"status": m.pick("final", "amended"), "code": m.code(), "subject": ME}
        | m.when("effective")
        | m.maybe(issued=m.moment())
    ),
    "DocumentReference": lambda m: (
        {
            "status": m.pick("current", "superseded"),
            "type": m.code(),
            "subject": ME,
            "context": {"facilityType": m.code(), "practiceSetting": m.code()} | m.maybe(period=m.period()),
            "content": [{"attachment": {"contentType": "text/plain", "data": "SGVsbG8="}}],
        }
        | m.maybe(date=m.moment())
    ),
    "Encounter": lambda m: (
        {
            "status": m.pick("finished", "planned"),
            "class": {"system": f"{THO}/v3-ActCode", "code": m.pick("AMB", "IMP", "VR")},
            "type": [m.code()],
            "reasonCode": [m.code()],
            "subject": ME,
        }
        | m.maybe(period=m.period())
    ),
    "ExplanationOfBenefit": lambda m: {
        "status": m.pick("active", "cancelled"),
        "type": m.code(),
        "use": "claim",
        "patient": ME,
        "created": m.day(),
        "insurer": {"display": "Blue plan"},
        "provider": {"display": "Riverside"},
        "outcome": "complete",
        "insurance": [{"focal": True, "coverage": {"display": "Blue plan"}}],
    },
    "Goal": lambda m: (
        {
            "lifecycleStatus": m.pick("active", "completed"),
            "achievementStatus": concept(f"{THO}/goal-achievement", m.pick("improving", "achieved")),
            "description": {"text": "Walk every day"},
            "subject": ME,
        }
        | m.maybe(startDate=m.day())
    ),
    "Immunization": lambda m: {
        "status": m.pick("completed", "not-done"),
        "statusReason": m.code(),
        "vaccineCode": m.code(),
        "patient": ME,
        "occurrenceDateTime": m.date(),
    },
    "Invoice": lambda m: (
        {"status": m.pick("issued", "balanced"), "type": m.code(), "subject": ME} | m.maybe(date=m.date())
    ),
    "Medication": lambda m: {"status": "active", "code": m.code(), "form": m.code()},
    "MedicationAdministration": lambda m: (
        {
            "status": m.pick("completed", "in-progress"),
            "medicationCodeableConcept": m.code(),
            "subject": ME,
        }
        | m.pick({"effectiveDateTime": m.date()}, {"effectivePeriod": m.period()})
    ),
    "MedicationDispense": lambda m: {
        "status": m.pick("completed", "stopped"),
        "type": m.code(),
        "medicationCodeableConcept": m.code(),
        "subject": ME,
        "whenHandedOver": (handed := m.moment()),
        "whenPrepared": handed,
    },
    "MedicationRequest": lambda m: (
        {
            "status": m.pick(*_STATUS),
            "intent": m.pick("order", "plan"),
            "priority": m.pick("routine", "urgent"),
            "medicationCodeableConcept": m.code(),
            "subject": ME,
        }
        | m.maybe(authoredOn=m.date())
    ),
    "MedicationStatement": lambda m: (
        {"status": m.pick(*_STATUS), "medicationCodeableConcept": m.code(), "subject": ME} | m.when("effective")
    ),
    "Observation": lambda m: (
        {"status": m.pick("final", "amended"), "code": m.code(), "subject": ME}
        | m.pick(m.when("effective"), {"effectiveInstant": m.moment()})
        | m.maybe(issued=m.moment())
    ),
    "Procedure": lambda m: (
        {"status": m.pick("completed", "stopped"), "code": m.code(), "subject": ME} | m.when("performed")
    ),
    "Questionnaire": lambda m: (
        {
            "status": m.pick("active", "draft"),
            "url": f"https://forms.example/{m.random.randint(1, 4)}",
            "title": m.pick("Wellbeing", "Well child", "Sleep"),
            "version": m.pick("1", "2"),
            "item": [{"linkId": "1", "type": "string", "text": "How are you?", "code": [m.code()["coding"][0]]}],
        }
        | m.maybe(date=m.date())
    ),
    "QuestionnaireResponse": lambda m: (
        {
            "status": m.pick("completed", "amended"),
            "questionnaire": f"https://forms.example/{m.random.randint(1, 4)}",
            "subject": ME,
        }
        | m.maybe(authored=m.date())
    ),
    "RelatedPerson": lambda m: {
        "patient": ME,
        "gender": m.pick("female", "male"),
        "relationship": [m.code()],
        "name": [{"family": m.pick("Álvarez", "Ruiz"), "given": [m.pick("Ana", "Élodie")]}],
    },
    "ServiceRequest": lambda m: (
        {
            "status": m.pick("active", "completed"),
            "intent": m.pick("order", "plan"),
            "priority": m.pick("routine", "urgent"),
            "code": m.code(),
            "subject": ME,
        }
        | m.when("occurrence")
        | m.maybe(authoredOn=m.date())
    ),
    "Specimen": lambda m: (
        {"status": m.pick("available", "unavailable"), "type": m.code(), "subject": ME}
        | m.pick({"collection": {"collectedDateTime": m.date()}}, {"collection": {"collectedPeriod": m.period()}}, {})
    ),
    "Provenance": lambda m: (
        {
            "target": [m.target(), m.target(), ME],
            "recorded": m.moment(),
            "agent": [{"who": {"display": "Riverside"}}],
        }
        | m.maybe(occurredDateTime=m.date())
    ),
}
