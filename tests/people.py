"""People for the tests, made as they come to be in life: through the practice's webhook, a mail and a form."""

import json
import re
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from altcha import ChallengeV1, PayloadV1, solve_challenge_v1
from standardwebhooks.webhooks import Webhook

from local.gateway import HttpAnswer
from tests.cloud import Cloud

PASSWORD = "a quiet walk by the river"


@dataclass
class Practice:
    cloud: Cloud
    id: str
    secret: str
    name: str

    def send(self, kind: str, data: dict[str, Any], *, webhook_id: str = "", at: datetime | None = None) -> HttpAnswer:
        """A signed webhook."""
        return self.send_text(kind, json.dumps(data), webhook_id=webhook_id, at=at)

    def send_text(self, kind: str, data: str, *, webhook_id: str = "", at: datetime | None = None) -> HttpAnswer:
        """A signed webhook whose data is JSON already, so that numbers stay as they were written."""
        from portal import clock

        at = at or clock.now()
        body = f'{{"type":"{kind}","timestamp":"{at.isoformat()}","data":{data}}}'
        return self.send_raw(body, webhook_id=webhook_id, at=at)

    def send_raw(self, body: str, *, webhook_id: str = "", at: datetime, secret: str = "") -> HttpAnswer:
        headers = self._signature(webhook_id, at, body, secret or self.secret) | {"content_type": "application/json"}
        return self.cloud.call("POST", f"/api/practices/{self.id}/webhook", body, **headers)

    def get(self, path: str) -> HttpAnswer:
        return self._ask("GET", path)

    def post(self, path: str) -> HttpAnswer:
        return self._ask("POST", path)

    def _ask(self, method: str, path: str) -> HttpAnswer:
        """A signed request below the practice's own path, over an empty body."""
        from portal import clock

        signed = self._signature("", clock.now(), "", self.secret)
        return self.cloud.call(method, f"/api/practices/{self.id}{path}", **signed)

    def _signature(self, webhook_id: str, at: datetime, body: str, secret: str) -> dict[str, str]:
        webhook_id = webhook_id or f"msg_{uuid.uuid4().hex}"
        return {
            "webhook_id": webhook_id,
            "webhook_timestamp": str(int(at.timestamp())),
            "webhook_signature": Webhook(secret).sign(webhook_id, at, body),
        }


def a_practice(cloud: Cloud, name: str = "Riverside Family Health") -> Practice:
    made = cloud.ops("RegisterPractice", {"name": name, "phone": "555-0100"})
    return Practice(cloud, made["practice_id"], made["webhook_secret"], name)


@dataclass
class Patient:
    practice: Practice
    id: str
    given: str
    family: str
    birth_date: str
    email: str
    username: str
    token: str = ""
    account: dict[str, Any] = field(default_factory=dict)
    caregivers: list[str] = field(default_factory=list)
    """The addresses in the practice's file."""

    @property
    def cloud(self) -> Cloud:
        return self.practice.cloud


def a_known_patient(practice: Practice, given: str = "Rosa", email: str = "") -> Patient:
    """A patient of the practice who has no account."""
    name = f"{given.lower()}-{uuid.uuid4().hex[:7]}"
    patient = Patient(practice, name, given, "Alvarez", "1956-04-28", email or f"{name}@example.org", name)
    told = {
        "id": patient.id,
        "given": given,
        "family": "Alvarez",
        "birth_date": patient.birth_date,
        "email": patient.email,
    }
    answer = practice.send("patient.upserted", {"patient": told, "caregivers": []})
    assert answer.status == 202, answer.body
    return patient


def an_invite_for(patient: Patient) -> str:
    """The token in the mailed link."""
    told = {"patient_id": patient.id, "kind": "primary", "email": patient.email}
    sent = patient.practice.send("portal.invited", told)
    assert sent.status == 202, sent.body
    return links(patient.cloud, patient.email)[-1]


def links(cloud: Cloud, email: str) -> list[str]:
    """The tokens of all invitations that were mailed to an address, oldest first."""
    return [m[1] for mail in cloud.mails(email) if (m := re.search(r"/activate#([\w-]+)", mail["text"]))]


def a_solved_captcha(cloud: Cloud) -> str:
    told = cloud.call("GET", "/api/auth/captcha").json()
    challenge = ChallengeV1(told["algorithm"], told["challenge"], told["maxnumber"], told["salt"], told["signature"])
    solution = solve_challenge_v1(
        challenge=challenge.challenge,
        salt=challenge.salt,
        algorithm=challenge.algorithm,
        max_number=challenge.max_number,
    )
    assert solution is not None
    return PayloadV1(
        challenge.algorithm, challenge.challenge, solution.number, challenge.salt, challenge.signature
    ).to_base64()


def a_ticket(patient: Patient, token: str) -> str:
    verified = verify(patient.cloud, token, patient.birth_date)
    assert verified.status == 200, verified.body
    return str(verified.json()["ticket"])


def an_activation(patient: Patient, ticket: str, **changes: Any) -> dict[str, Any]:
    return {
        "ticket": ticket,
        "username": patient.username,
        "password": PASSWORD,
        "captcha": a_solved_captcha(patient.cloud),
        "accept_terms": True,
        "language": "en",
    } | changes


def a_patient(practice: Practice, given: str = "Rosa") -> Patient:
    """A patient with an account of their own, signed in."""
    patient = a_known_patient(practice, given)
    sign_up(patient)
    return patient


def sign_up(patient: Patient) -> None:
    """From the invitation to the access token, by the front door."""
    sign_up_by(patient, an_invite_for(patient))


def sign_up_by(patient: Patient, token: str) -> None:
    """The same by a link that was mailed before."""
    ticket = a_ticket(patient, token)
    sent = activate(patient, token, ticket)
    assert sent.status == 200, sent.body
    code = patient.cloud.code(patient.email)
    done = confirm(patient.cloud, token, ticket, code)
    assert done.status == 200, done.body
    patient.token = done.json()["AuthenticationResult"]["AccessToken"]


def verify(cloud: Cloud, token: str, birth_date: str) -> HttpAnswer:
    """The first step of an invitation."""
    return cloud.call("POST", f"/api/invites/{token}/verify", {"birth_date": birth_date})


def activate(patient: Patient, token: str, ticket: str, **changes: Any) -> HttpAnswer:
    """The second: what `an_activation` holds, with changes."""
    return patient.cloud.call("POST", f"/api/invites/{token}/activate", an_activation(patient, ticket, **changes))


def confirm(cloud: Cloud, token: str, ticket: str, code: str) -> HttpAnswer:
    """The last."""
    return cloud.call("POST", f"/api/invites/{token}/confirm", {"ticket": ticket, "code": code})
