"""Those whom a practice invites beside the patient: caregivers and representatives, by webhook, mail and form."""

import uuid
from dataclasses import replace
from typing import Any

import boto3

from local.gateway import HttpAnswer
from tests.people import Patient, a_ticket, links, sign_up_by

LABS = {"labs": "read", "messages": "write"}
DAUGHTER = {"given": "Ana", "family": "Alvarez", "relationship": "daughter"}


def an_address(name: str = "ana") -> str:
    return f"{name}-{uuid.uuid4().hex[:7]}@example.org"


def tell_caregivers(patient: Patient, *emails: str) -> None:
    """The patient's file at the practice has these caregivers from now on (C1)."""
    told = {"id": patient.id, "given": patient.given, "family": patient.family, "birth_date": patient.birth_date}
    caregivers = [DAUGHTER | {"email": email} for email in emails]
    answer = patient.practice.send(
        "patient.upserted", {"patient": told | {"email": patient.email}, "caregivers": caregivers}
    )
    assert answer.status == 202, answer.body
    patient.caregivers[:] = emails


def invite(patient: Patient, kind: str, email: str, **more: Any) -> HttpAnswer:
    """The practice's webhook; a representative is Ruth Klein, who may read labs and write messages."""
    if kind == "representative":
        more = {"given": "Ruth", "family": "Klein", "permissions": LABS} | more
    return patient.practice.send("portal.invited", {"patient_id": patient.id, "kind": kind, "email": email} | more)


def a_link(patient: Patient, kind: str, email: str, **more: Any) -> str:
    """The token that came by mail."""
    sent = invite(patient, kind, email, **more)
    assert sent.status == 202, sent.body
    return links(patient.cloud, email)[-1]


def invitee(patient: Patient, email: str) -> Patient:
    """Somebody without an account who knows the patient's date of birth."""
    return replace(patient, email=email, username=email.partition("@")[0], token="", account={}, caregivers=[])


def a_caregiver(patient: Patient, email: str = "") -> Patient:
    """With an account of their own, signed in."""
    email = email or an_address()
    tell_caregivers(patient, *patient.caregivers, email)
    caregiver = invitee(patient, email)
    sign_up_by(caregiver, a_link(patient, "caregiver", email))
    return caregiver


def a_representative(patient: Patient, **more: Any) -> Patient:
    representative = invitee(patient, an_address("ruth"))
    sign_up_by(representative, a_link(patient, "representative", representative.email, **more))
    return representative


def accept(who: Patient, token: str, ticket: str, member_id: str | None = None) -> HttpAnswer:
    """By an account that exists already."""
    body = {"ticket": ticket, "member_id": member_id}
    return who.cloud.call("POST", f"/api/invites/{token}/accept", body, token=who.token)


def take_in(who: Patient, patient: Patient, token: str, member_id: str | None = None) -> HttpAnswer:
    """The date of birth, then Submit."""
    return accept(who, token, a_ticket(patient, token), member_id)


def members(who: Patient) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = who.cloud.call("GET", "/api/members", token=who.token).json()["members"]
    return told


def forget_primary(patient: Patient) -> None:
    """What removing the patient's account leaves; there is no door for it yet."""
    from portal import ids

    chart = f"CHART#{ids.chart_id(patient.practice.id, patient.id)}"
    boto3.client("dynamodb").update_item(
        TableName="kinchart", Key={"pk": {"S": chart}, "sk": {"S": "CHART"}}, UpdateExpression="REMOVE #p, live",
        ExpressionAttributeNames={"#p": "primary"},
    )  # fmt: skip
