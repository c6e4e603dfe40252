"""The demo people's records: made up, written small in JSON, told as FHIR bundles.

`<name>.json` is one person at one practice; `catalog.json` has the tests and panels that they share. Every time is told
in days from the day of seeding, so that there is always an appointment ahead and a result of last week.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

Json = dict[str, Any]

RIVERSIDE = {"name": "Riverside Family Health", "place": "12 Mill Lane, 2nd floor"}
"""The practice of everybody whose file names no other."""

_HERE = Path(__file__).parent
_ZONE = timezone(timedelta(hours=-5))
_HL7 = "http://terminology.hl7.org/CodeSystem/"
_VIDEO = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.virtualService"


def person(name: str) -> Json:
    """What `patient.upserted` tells of a demo person."""
    told: Json = _read(name)["patient"]
    return {k: v for k, v in told.items() if k != "address"}


def bundle(name: str, today: datetime | None = None) -> Json:
    """A person's records as a FHIR R4 collection Bundle."""
    chart = _Chart(name, _read(name), today or datetime.now(UTC))
    entries = [{"fullUrl": f"urn:uuid:{r['id']}", "resource": r} for r in chart.resources()]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def _read(name: str) -> Json:
    read: Json = json.loads((_HERE / f"{name}.json").read_text())
    return read


def _concept(system: str, code: str, text: str) -> Json:
    return {"coding": [{"system": system, "code": code, "display": text}], "text": text}


class _Chart:
    """One person's file, and how each part of it is told in FHIR."""

    def __init__(self, name: str, told: Json, now: datetime) -> None:
        self.told = told
        self.today = now.astimezone(_ZONE).date()
        self.catalog = _read("catalog")
        self.prefix = f"demo-{name}"
        self.me = {"reference": f"Patient/{told['patient']['id']}"}

    def resources(self) -> Iterator[Json]:
        yield self._patient()
        yield from self._practice()
        for number, lab in enumerate(self.told.get("labs", [])):
            yield from self._lab(number, lab)
        for number, vitals in enumerate(self.told.get("vitals", [])):
            yield from self._vitals(number, vitals)
        for kind, make in (
            ("prescriptions", self._prescription),
            ("appointments", self._appointment),
            ("conditions", self._condition),
            ("allergies", self._allergy),
            ("immunizations", self._immunization),
        ):
            for number, told in enumerate(self.told.get(kind, [])):
                yield make(f"{self.prefix}-{kind}-{number}", told)

    def _day(self, days: int) -> str:
        return (self.today + timedelta(days=days)).isoformat()

    def _at(self, days: int, clock: str, minutes: int = 0) -> str:
        at = datetime.combine(self.today, time.fromisoformat(clock), _ZONE) + timedelta(days=days, minutes=minutes)
        return at.isoformat()

    def _who(self, name: str) -> Json:
        return {"reference": f"Practitioner/demo-{name}"}

    def _patient(self) -> Json:
        told = self.told["patient"]
        telecom = [{"system": system, "value": told[system]} for system in ("phone", "email") if told.get(system)]
        return {
            "resourceType": "Patient",
            "id": told["id"],
            "name": [{"use": "official", "family": told["family"], "given": [told["given"]]}],
            "telecom": telecom,
            "gender": told["sex"],
            "birthDate": told["birth_date"],
            "address": [told["address"]],
        }

    def _practice(self) -> Iterator[Json]:
        practice = self.told.get("practice", RIVERSIDE)
        yield {"resourceType": "Organization", "id": "demo-practice", "name": practice["name"]}
        yield {"resourceType": "Location", "id": "demo-practice-main", "name": practice["place"]}
        for name, (given, family) in self.catalog["practitioners"].items():
            human = {"prefix": ["Dr."], "given": [given], "family": family}
            yield {"resourceType": "Practitioner", "id": f"demo-{name}", "name": [human]}

    def _lab(self, number: int, told: Json) -> Iterator[Json]:
        """A panel's results and the report that groups them."""
        panel = self.catalog["panels"][told["panel"]]
        at, by = self._at(told["days"], "08:10"), [self._who(told.get("by", "ruiz"))]
        category = [_concept(f"{_HL7}observation-category", "laboratory", "Laboratory")]
        results = []
        for name, value in told["values"].items():
            id_ = f"{self.prefix}-lab-{number}-{name}"
            yield self._result(name, value) | {
                "id": id_, "category": category, "effectiveDateTime": at, "performer": by,
            }  # fmt: skip
            results.append({"reference": f"Observation/{id_}"})
        report = {
            "resourceType": "DiagnosticReport",
            "id": f"{self.prefix}-report-{number}",
            "status": "final",
            "category": [_concept(f"{_HL7}v2-0074", "LAB", "Laboratory")],
            "code": _concept("http://loinc.org", panel["loinc"], panel["name"]),
            "subject": self.me,
            "effectiveDateTime": at,
            "issued": self._at(told["days"] + 1, "11:30"),
            "performer": by,
            "result": results,
        }
        yield report | ({"conclusion": told["conclusion"]} if "conclusion" in told else {})

    def _result(self, name: str, value: float) -> Json:
        test = self.catalog["tests"][name]
        limits = test["range"]
        low, high = limits if isinstance(limits, list) else limits[self.told["patient"]["sex"]]
        unit = {"unit": test["unit"], "system": "http://unitsofmeasure.org", "code": test["ucum"]}
        flag = (
            ("L", "Low")
            if low is not None and value < low
            else ("H", "High")
            if high and value > high
            else ("N", "Normal")
        )
        normal: Json = {"low": {"value": low} | unit} if low is not None else {}
        if high is not None:
            normal["high"] = {"value": high} | unit
        return {
            "resourceType": "Observation",
            "status": "final",
            "code": _concept("http://loinc.org", test["loinc"], test["name"]),
            "subject": self.me,
            "valueQuantity": {"value": value} | unit,
            "interpretation": [_concept(f"{_HL7}v3-ObservationInterpretation", *flag)],
            "referenceRange": [normal],
        }

    def _vitals(self, number: int, told: Json) -> Iterator[Json]:
        """Weight and blood pressure of one visit."""
        base = {
            "resourceType": "Observation",
            "status": "final",
            "category": [_concept(f"{_HL7}observation-category", "vital-signs", "Vital signs")],
            "subject": self.me,
            "effectiveDateTime": self._at(told["days"], "09:05"),
        }
        kilograms = {"value": told["weight"], "unit": "kg", "system": "http://unitsofmeasure.org", "code": "kg"}
        weight = {"code": _concept("http://loinc.org", "29463-7", "Body weight"), "valueQuantity": kilograms}
        yield base | {"id": f"{self.prefix}-weight-{number}"} | weight
        if "pressure" in told:
            parts = (("8480-6", "Systolic blood pressure"), ("8462-4", "Diastolic blood pressure"))
            mercury = {"unit": "mm[Hg]", "system": "http://unitsofmeasure.org", "code": "mm[Hg]"}
            component = [
                {"code": _concept("http://loinc.org", code, text), "valueQuantity": {"value": value} | mercury}
                for (code, text), value in zip(parts, told["pressure"], strict=True)
            ]
            pressure = {"code": _concept("http://loinc.org", "85354-9", "Blood pressure"), "component": component}
            yield base | {"id": f"{self.prefix}-pressure-{number}"} | pressure

    def _prescription(self, id_: str, told: Json) -> Json:
        every = {"frequency": told["times"], "period": 1, "periodUnit": "d"}
        repeats = {"numberOfRepeatsAllowed": told["repeats"]}
        supply = {"value": told["supply"], "unit": "days", "system": "http://unitsofmeasure.org", "code": "d"}
        return {
            "resourceType": "MedicationRequest",
            "id": id_,
            "status": told["status"],
            "intent": "order",
            "medicationCodeableConcept": _concept(
                "http://www.nlm.nih.gov/research/umls/rxnorm", told["rxnorm"], told["name"]
            ),
            "subject": self.me,
            "authoredOn": self._day(told["days"]),
            "requester": self._who(told.get("by", "ruiz")),
            "reasonCode": [{"text": told["reason"]}],
            "dosageInstruction": [{"text": told["dose"], "timing": {"repeat": every}}],
            "dispenseRequest": repeats | {"expectedSupplyDuration": supply},
        }

    def _appointment(self, id_: str, told: Json) -> Json:
        who = [(self.me, "accepted"), (self._who(told.get("by", "ruiz")), "accepted")]
        made: Json = {
            "resourceType": "Appointment",
            "id": id_,
            "status": told["status"],
            "serviceType": [{"text": told["type"]}],
            "reasonCode": [{"text": told["reason"]}],
            "description": told["type"],
            "start": self._at(told["days"], told["time"]),
            "end": self._at(told["days"], told["time"], told["minutes"]),
            "minutesDuration": told["minutes"],
        }
        if "instruction" in told:
            made["patientInstruction"] = told["instruction"]
        if "video" in told:
            parts = [{"url": "address", "valueUrl": told["video"]["url"]}]
            parts.append({"url": "sessionKey", "valueString": told["video"]["password"]})
            made["extension"] = [{"url": _VIDEO, "extension": parts}]
        else:
            who.append(({"reference": "Location/demo-practice-main"}, "accepted"))
        return made | {"participant": [{"actor": actor, "status": status} for actor, status in who]}

    def _condition(self, id_: str, told: Json) -> Json:
        return {
            "resourceType": "Condition",
            "id": id_,
            "clinicalStatus": _concept(f"{_HL7}condition-clinical", told["status"], told["status"].capitalize()),
            "verificationStatus": _concept(f"{_HL7}condition-ver-status", "confirmed", "Confirmed"),
            "category": [_concept(f"{_HL7}condition-category", "problem-list-item", "Problem list item")],
            "code": _concept("http://snomed.info/sct", told["snomed"], told["name"]),
            "subject": self.me,
            "onsetDateTime": self._day(told["days"]),
        }

    def _allergy(self, id_: str, told: Json) -> Json:
        return {
            "resourceType": "AllergyIntolerance",
            "id": id_,
            "clinicalStatus": _concept(f"{_HL7}allergyintolerance-clinical", "active", "Active"),
            "code": _concept("http://snomed.info/sct", told["snomed"], told["name"]),
            "patient": self.me,
            "recordedDate": self._day(told["days"]),
            "reaction": [{"manifestation": [{"text": told["reaction"]}]}],
        }

    def _immunization(self, id_: str, told: Json) -> Json:
        return {
            "resourceType": "Immunization",
            "id": id_,
            "status": "completed",
            "vaccineCode": _concept("http://hl7.org/fhir/sid/cvx", told["cvx"], told["name"]),
            "patient": self.me,
            "occurrenceDateTime": self._day(told["days"]),
        }
