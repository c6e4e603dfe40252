"""Papers: notes and documents, insurance, claims and bills."""

import base64

from .chart import HL7, LOINC, Chart, Json, concept, text

#: One that CARIN's Blue Button gives for what the patient paid and owes; FHIR's own has neither.
_BLUE_BUTTON = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication"
_DOLLARS = "USD"


def note(chart: Chart, id_: str, told: Json) -> Json:
    """A text of a few lines, or one of the files beside this."""
    written = text(told["file"]) if "file" in told else told["text"]
    attachment = {"contentType": "text/plain", "data": base64.b64encode(written.encode()).decode()}
    return {
        "resourceType": "DocumentReference",
        "id": id_,
        "status": "current",
        "type": concept(LOINC, told["loinc"], told["type"]),
        "category": [
            concept(
                "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category",
                "clinical-note",
                "Clinical Note",
            )
        ],
        "subject": chart.me,
        "date": chart.at(told["days"], "17:20"),
        "author": [chart.by(told)],
        "description": told["about"],
        "content": [{"attachment": attachment | ({"title": told["title"]} if "title" in told else {})}],
    }


def coverage(chart: Chart, id_: str, told: Json) -> Json:
    names = [name for name in ("plan", "group") if name in told]
    classes = [{"type": concept(f"{HL7}coverage-class", n, n.capitalize()), "value": told[n]} for n in names]
    period = {"start": chart.day(told["days"])} | ({"end": chart.day(told["until"])} if "until" in told else {})
    return {
        "resourceType": "Coverage",
        "id": id_,
        "status": "active" if "until" not in told else "cancelled",
        "type": {"text": told["kind"]},
        "subscriberId": told["number"],
        "beneficiary": chart.me,
        "relationship": concept(f"{HL7}subscriber-relationship", "self", "Self"),
        "period": period,
        "payor": [{"display": told["insurer"]}],
    } | ({"class": classes} if classes else {})


def claim(chart: Chart, id_: str, told: Json) -> Json:
    """What the insurance said of a visit: lines of what for, billed, paid by the insurance and left to the patient."""
    lines = [
        {
            "sequence": number,
            "productOrService": {"text": what},
            "adjudication": [_amount("submitted", billed), _amount("benefit", paid), _share(share)],
        }
        for number, (what, billed, paid, share) in enumerate(told["lines"], 1)
    ]
    billed, paid, share = (round(sum(line[column] for line in told["lines"]), 2) for column in (1, 2, 3))
    total = [_amount("submitted", billed), _amount("benefit", paid), _share(share)]
    if "paid" in told:
        total.append(_amount("paidbypatient", told["paid"], _BLUE_BUTTON))
    return {
        "resourceType": "ExplanationOfBenefit",
        "id": id_,
        "status": "active",
        "type": concept(f"{HL7}claim-type", "professional", "Professional"),
        "use": "claim",
        "patient": chart.me,
        "billablePeriod": {"start": chart.day(told["days"]), "end": chart.day(told["days"])},
        "created": chart.day(told["days"] + 3),
        "insurer": {"display": told["insurer"]},
        "provider": chart.by(told),
        "outcome": "complete",
        "insurance": [{"focal": True, "coverage": {"display": told["insurer"]}}],
        "item": lines,
        "total": total,
        "payment": {"amount": {"value": paid, "currency": _DOLLARS}},
    }


def invoice(chart: Chart, id_: str, told: Json) -> Json:
    items = [
        {
            "chargeItemCodeableConcept": {"text": what},
            "priceComponent": [{"type": "base", "amount": {"value": amount, "currency": _DOLLARS}}],
        }
        for what, amount in told["lines"]
    ]
    total = {"value": round(sum(amount for _, amount in told["lines"]), 2), "currency": _DOLLARS}
    return {
        "resourceType": "Invoice",
        "id": id_,
        "identifier": [{"system": "https://practice.example.org/invoices", "value": told["number"]}],
        "status": told["status"],
        "type": {"text": told["what"]},
        "subject": chart.me,
        "date": chart.day(told["days"]),
        "participant": [{"actor": chart.by(told)}],
        "issuer": {"reference": "Organization/demo-practice"},
        "lineItem": items,
        "totalNet": total,
        "totalGross": total,
    } | ({"paymentTerms": told["terms"]} if "terms" in told else {})


def _amount(code: str, value: float, system: str = f"{HL7}adjudication") -> Json:
    return {
        "category": {"coding": [{"system": system, "code": code}]},
        "amount": {"value": value, "currency": _DOLLARS},
    }


def _share(value: float) -> Json:
    return _amount("memberliability", value, _BLUE_BUTTON)
