"""Care: what was found, prescribed, planned and given. Each function tells one entry of a person's file in FHIR."""

from .chart import HL7, SNOMED, Chart, Json, concept

VIDEO = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.virtualService"


def prescription(chart: Chart, id_: str, told: Json) -> Json:
    every = {"frequency": told["times"], "period": 1, "periodUnit": "d"}
    repeats = {"numberOfRepeatsAllowed": told["repeats"]}
    supply = {"value": told["supply"], "unit": "days", "system": "http://unitsofmeasure.org", "code": "d"}
    return {
        "resourceType": "MedicationRequest",
        "id": id_,
        "status": told["status"],
        "intent": "order",
        "medicationCodeableConcept": concept(
            "http://www.nlm.nih.gov/research/umls/rxnorm", told["rxnorm"], told["name"]
        ),
        "subject": chart.me,
        "authoredOn": chart.day(told["days"]),
        "requester": chart.by(told),
        "reasonCode": [{"text": told["reason"]}],
        "dosageInstruction": [{"text": told["dose"], "timing": {"repeat": every}}],
        "dispenseRequest": repeats | {"expectedSupplyDuration": supply},
    }


def appointment(chart: Chart, id_: str, told: Json) -> Json:
    who = [(chart.me, "accepted"), (chart.by(told), "accepted")]
    made: Json = {
        "resourceType": "Appointment",
        "id": id_,
        "status": told["status"],
        "serviceType": [{"text": told["type"]}],
        "reasonCode": [{"text": told["reason"]}],
        "description": told["type"],
        "start": chart.at(told["days"], told["time"]),
        "end": chart.at(told["days"], told["time"], told["minutes"]),
        "minutesDuration": told["minutes"],
    }
    if "instruction" in told:
        made["patientInstruction"] = told["instruction"]
    if "video" in told:
        parts = [{"url": "address", "valueUrl": told["video"]["url"]}]
        parts.append({"url": "sessionKey", "valueString": told["video"]["password"]})
        made["extension"] = [{"url": VIDEO, "extension": parts}]
    else:
        who.append(({"reference": "Location/demo-practice-main"}, "accepted"))
    return made | {"participant": [{"actor": actor, "status": status} for actor, status in who]}


def condition(chart: Chart, id_: str, told: Json) -> Json:
    return {
        "resourceType": "Condition",
        "id": id_,
        "clinicalStatus": concept(f"{HL7}condition-clinical", told["status"], told["status"].capitalize()),
        "verificationStatus": concept(f"{HL7}condition-ver-status", "confirmed", "Confirmed"),
        "category": [concept(f"{HL7}condition-category", "problem-list-item", "Problem list item")],
        "code": concept(SNOMED, told["snomed"], told["name"]),
        "subject": chart.me,
        "onsetDateTime": chart.day(told["days"]),
    }


def allergy(chart: Chart, id_: str, told: Json) -> Json:
    return {
        "resourceType": "AllergyIntolerance",
        "id": id_,
        "clinicalStatus": concept(f"{HL7}allergyintolerance-clinical", "active", "Active"),
        "code": concept(SNOMED, told["snomed"], told["name"]),
        "patient": chart.me,
        "recordedDate": chart.day(told["days"]),
        "reaction": [{"manifestation": [{"text": told["reaction"]}]}],
    }


def immunization(chart: Chart, id_: str, told: Json) -> Json:
    return {
        "resourceType": "Immunization",
        "id": id_,
        "status": "completed",
        "vaccineCode": concept("http://hl7.org/fhir/sid/cvx", told["cvx"], told["name"]),
        "patient": chart.me,
        "occurrenceDateTime": chart.day(told["days"]),
    }


def visit(chart: Chart, id_: str, told: Json) -> Json:
    start, end = (chart.at(told["days"], told["time"], minutes) for minutes in (0, told["minutes"]))
    kind = ("VR", "virtual") if told.get("video") else ("AMB", "ambulatory")
    return {
        "resourceType": "Encounter",
        "id": id_,
        "status": "finished",
        "class": {"system": f"{HL7}v3-ActCode", "code": kind[0], "display": kind[1]},
        "type": [{"text": told["type"]}],
        "subject": chart.me,
        "participant": [{"individual": chart.by(told)}],
        "period": {"start": start, "end": end},
        "reasonCode": [{"text": told["reason"]}],
        "location": [{"location": {"reference": "Location/demo-practice-main"}}],
        "serviceProvider": {"reference": "Organization/demo-practice"},
    }


def procedure(chart: Chart, id_: str, told: Json) -> Json:
    made: Json = {
        "resourceType": "Procedure",
        "id": id_,
        "status": "completed",
        "code": concept(SNOMED, told["snomed"], told["name"]),
        "subject": chart.me,
        "performedDateTime": chart.day(told["days"]),
        "performer": [{"actor": chart.by(told)}],
        "reasonCode": [{"text": told["reason"]}],
        "location": {"reference": "Location/demo-practice-main"},
    }
    if "outcome" in told:
        made["outcome"] = {"text": told["outcome"]}
    return made | ({"note": [{"text": told["note"]}]} if "note" in told else {})


def plan(chart: Chart, id_: str, told: Json) -> Json:
    steps = [{"detail": {"status": "in-progress", "description": step}} for step in told["steps"]]
    return {
        "resourceType": "CarePlan",
        "id": id_,
        "status": told["status"],
        "intent": "plan",
        "category": [concept("http://hl7.org/fhir/us/core/CodeSystem/careplan-category", "assess-plan", "Assessment")],
        "title": told["title"],
        "description": told["text"],
        "subject": chart.me,
        "period": {"start": chart.day(told["days"])},
        "author": chart.by(told),
        "activity": steps,
    }


def team(chart: Chart, id_: str, told: Json) -> Json:
    people = [{"role": [{"text": role}], "member": chart.who(name)} for name, role in told["people"]]
    return {
        "resourceType": "CareTeam",
        "id": id_,
        "status": "active",
        "name": told["name"],
        "subject": chart.me,
        "period": {"start": chart.day(told["days"])},
        "participant": [{"role": [{"text": "Patient"}], "member": chart.me}, *people],
        "managingOrganization": [{"reference": "Organization/demo-practice"}],
    }


def goal(chart: Chart, id_: str, told: Json) -> Json:
    target = {"measure": {"text": told["measure"]}, "detailString": told["target"], "dueDate": chart.day(told["due"])}
    achieved = concept(f"{HL7}goal-achievement", told["achieved"], told["achieved"].replace("-", " ").capitalize())
    return {
        "resourceType": "Goal",
        "id": id_,
        "lifecycleStatus": "completed" if told["achieved"] == "achieved" else "active",
        "achievementStatus": achieved,
        "description": {"text": told["text"]},
        "subject": chart.me,
        "startDate": chart.day(told["days"]),
        "target": [target],
        "expressedBy": chart.me if told.get("own") else chart.by(told),
    }


def device(chart: Chart, id_: str, told: Json) -> Json:
    return {
        "resourceType": "Device",
        "id": id_,
        "status": "active",
        "manufacturer": told["maker"],
        "manufactureDate": chart.day(told["days"]),
        "serialNumber": told["serial"],
        "modelNumber": told["model"],
        "deviceName": [{"name": told["called"], "type": "user-friendly-name"}],
        "type": concept(SNOMED, told["snomed"], told["name"]),
        "patient": chart.me,
    }


def order(chart: Chart, id_: str, told: Json) -> Json:
    return {
        "resourceType": "ServiceRequest",
        "id": id_,
        "status": told["status"],
        "intent": "order",
        "code": {"text": told["name"]},
        "subject": chart.me,
        "authoredOn": chart.day(told["days"]),
        "requester": chart.by(told),
        "performer": [{"display": told["to"]}],
        "reasonCode": [{"text": told["reason"]}],
    }
