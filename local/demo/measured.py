"""What was measured, asked and looked at: laboratory, vital signs, social history, reports."""

from collections.abc import Iterator

from .chart import HL7, LOINC, Chart, Json, concept, quantity

#: Name in a file → LOINC code, name, unit and its UCUM code.
_VITALS = {
    "weight": ("29463-7", "Body weight", "kg", "kg"),
    "height": ("8302-2", "Body height", "cm", "cm"),
    "pulse": ("8867-4", "Heart rate", "beats/min", "/min"),
    "temperature": ("8310-5", "Body temperature", "°F", "[degF]"),
    "oxygen": ("59408-5", "Oxygen in the blood", "%", "%"),
}
_PRESSURE = (("8480-6", "Systolic (upper number)"), ("8462-4", "Diastolic (lower number)"))


def lab(chart: Chart, number: int, told: Json) -> Iterator[Json]:
    """A panel's results and the report that groups them."""
    panel = chart.catalog["panels"][told["panel"]]
    at, by = chart.at(told["days"], "08:10"), [chart.by(told)]
    category = [concept(f"{HL7}observation-category", "laboratory", "Laboratory")]
    results = []
    for name, value in told["values"].items():
        id_ = f"{chart.prefix}-lab-{number}-{name}"
        yield _result(chart, name, value) | {
            "id": id_, "category": category, "effectiveDateTime": at, "performer": by,
        }  # fmt: skip
        results.append({"reference": f"Observation/{id_}"})
    report = {
        "resourceType": "DiagnosticReport",
        "id": f"{chart.prefix}-report-{number}",
        "status": "final",
        "category": [concept(f"{HL7}v2-0074", "LAB", "Laboratory")],
        "code": concept(LOINC, panel["loinc"], panel["name"]),
        "subject": chart.me,
        "effectiveDateTime": at,
        "issued": chart.at(told["days"] + 1, "11:30"),
        "performer": by,
        "result": results,
    }
    yield report | ({"conclusion": told["conclusion"]} if "conclusion" in told else {})


def _result(chart: Chart, name: str, value: float) -> Json:
    test = chart.catalog["tests"][name]
    limits = test["range"]
    low, high = limits if isinstance(limits, list) else limits[chart.told["patient"]["sex"]]
    unit = {"unit": test["unit"], "system": "http://unitsofmeasure.org", "code": test["ucum"]}
    flag = (
        ("L", "Low") if low is not None and value < low else ("H", "High") if high and value > high else ("N", "Normal")
    )
    normal: Json = {"low": {"value": low} | unit} if low is not None else {}
    if high is not None:
        normal["high"] = {"value": high} | unit
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": concept(LOINC, test["loinc"], test["name"]),
        "subject": chart.me,
        "valueQuantity": {"value": value} | unit,
        "interpretation": [concept(f"{HL7}v3-ObservationInterpretation", *flag)],
        "referenceRange": [normal],
    }


def vitals(chart: Chart, number: int, told: Json) -> Iterator[Json]:
    """What was measured at one visit."""
    base = {
        "resourceType": "Observation",
        "status": "final",
        "category": [concept(f"{HL7}observation-category", "vital-signs", "Vital signs")],
        "subject": chart.me,
        "effectiveDateTime": chart.at(told["days"], "09:05"),
    }
    for name, (loinc, said, unit, ucum) in _VITALS.items():
        if name in told:
            measured = {"code": concept(LOINC, loinc, said), "valueQuantity": quantity(told[name], unit, ucum)}
            yield base | {"id": f"{chart.prefix}-{name}-{number}"} | measured
    if "pressure" in told:
        component = [
            {"code": concept(LOINC, code, said), "valueQuantity": quantity(value, "mm[Hg]")}
            for (code, said), value in zip(_PRESSURE, told["pressure"], strict=True)
        ]
        pressure = {"code": concept(LOINC, "85354-9", "Blood pressure"), "component": component}
        yield base | {"id": f"{chart.prefix}-pressure-{number}"} | pressure


def history(chart: Chart, id_: str, told: Json) -> Json:
    """How somebody lives, as they told it."""
    return {
        "resourceType": "Observation",
        "id": id_,
        "status": "final",
        "category": [concept(f"{HL7}observation-category", "social-history", "Social history")],
        "code": concept(LOINC, told["loinc"], told["name"]),
        "subject": chart.me,
        "effectiveDateTime": chart.day(told["days"]),
        "valueCodeableConcept": {"text": told["answer"]},
    }


def report(chart: Chart, id_: str, told: Json) -> Json:
    """An X-ray and its kind."""
    return {
        "resourceType": "DiagnosticReport",
        "id": id_,
        "status": "final",
        "category": [concept(f"{HL7}v2-0074", "RAD", "Radiology")],
        "code": {"text": told["name"]},
        "subject": chart.me,
        "effectiveDateTime": chart.day(told["days"]),
        "performer": [chart.by(told)],
        "conclusion": told["conclusion"],
    }
