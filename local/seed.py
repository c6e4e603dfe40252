"""The demo practice and its people, made through the product's own front doors, once for a folder of kept state."""

import json
import re
import threading
import time
from collections.abc import Callable
from typing import Any

import boto3
import httpx
import pyotp
from altcha.v1 import Payload, solve_challenge

from local import demo, inbox
from local.deploy import Stack
from local.place import Place
from local.push import Door

PASSWORD = "a quiet walk by the river"
ROSA, SAM = demo.person("rosa"), demo.person("sam")
"""Sam is invited, and left for the newcomer to open from the inbox."""


class Seed(threading.Thread):
    """Waits until the front answers, makes what is missing, writes cloud.json and calls `ready`."""

    def __init__(self, place: Place, stack: Stack, ready: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._place, self._stack, self._ready = place, stack, ready
        self._note = place.state / "people.json"
        self._http = httpx.Client(base_url=place.web, timeout=60)

    def run(self) -> None:
        self._wait_for_front()
        people = self._kept()
        try:
            self._make_missing(people)
        except Exception as error:
            print(f"The demo people could not be made: {error!r}. Logs are in {self._place.state / 'log'}.", flush=True)
        self._place.cloud_json.write_text(json.dumps({**self._addresses(), **people}, indent=2) + "\n")
        self._ready()

    def _addresses(self) -> dict[str, Any]:
        web, aws, told = self._place.web, self._place.aws, self._stack.environment
        return {
            "web": web,
            "api": web,
            "cognito": f"{web}/cognito",
            "aws": aws,
            "stack": "kinchart-local",
            "table": told["TABLE"],
            "audit_table": told["AUDIT_TABLE"],
            "user_pool_id": told["USER_POOL_ID"],
            "clients": {"web": told["WEB_CLIENT_ID"], "mobile": told["MOBILE_CLIENT_ID"]},
            "mail": f"{aws}/_ministack/ses/messages",
            "sms": f"{aws}/_ministack/sns/sms-messages",
        }

    def _wait_for_front(self) -> None:
        while True:
            try:
                self._http.get("/__inbox.css")
                return
            except httpx.TransportError:
                time.sleep(0.05)

    def _kept(self) -> dict[str, Any]:
        """The people of an earlier start, when the table still has them."""
        nobody: dict[str, Any] = {"practices": [], "accounts": [], "invites": []}
        if not self._note.exists():
            return nobody
        people: dict[str, Any] = json.loads(self._note.read_text())
        found = boto3.client("dynamodb").query(
            TableName=self._stack.resources["Table"],
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": f"PRACTICE#{people['practices'][0]['id']}"}},
            Limit=1,
        )
        return people if found["Count"] else nobody

    def _make_missing(self, people: dict[str, Any]) -> None:
        """Adds to `people`, and notes each step, so that a start which was broken off is taken up again."""
        if not people["practices"]:
            print("Making the demo people", flush=True)
            people["practices"].append(self._practice())
            self._keep(people)
        practice = people["practices"][0]
        if not practice["staff"]:
            practice["staff"].append(self._staff(practice))
            self._keep(people)
        for member in practice["staff"]:
            if not member["totp_secret"]:
                self._set_up(member)
                self._keep(people)
        if not people["accounts"]:
            self._patient(practice, ROSA, demo.bundle("rosa"))
            people["accounts"].append(self._activate(ROSA, "rosa.alvarez"))
            self._keep(people)
        if not people["invites"]:
            self._patient(practice, SAM, demo.bundle("sam"))
            people["invites"].append({"email": SAM["email"], "birth_date": SAM["birth_date"]})
            self._keep(people)

    def _keep(self, people: dict[str, Any]) -> None:
        self._note.write_text(json.dumps(people))

    def _practice(self) -> dict[str, Any]:
        name = "Riverside Family Health"
        made = self._ops("RegisterPractice", {"name": name, "phone": "555-0100"})
        address, secret = made["webhook_url"], made["webhook_secret"]
        return {"id": made["practice_id"], "name": name, "webhook_url": address, "webhook_secret": secret, "staff": []}

    def _staff(self, practice: dict[str, Any]) -> dict[str, Any]:
        nora = {"given": "Nora", "family": "Lindqvist", "email": "nora.lindqvist@example.org", "role": "administrator"}
        added = self._ops("AddStaff", {"practice_id": practice["id"], **nora})
        return {"username": added["username"], "password": added["temporary_password"], "totp_secret": None}

    def _set_up(self, member: dict[str, Any]) -> None:
        """The first sign-in of staff: a password of one's own, a code by mail where it is asked, an authenticator."""
        app, name = self._stack.environment["MOBILE_CLIENT_ID"], member["username"]
        given = {"USERNAME": name, "PASSWORD": member["password"]}
        told = self._auth("initiate-auth", AuthFlow="USER_PASSWORD_AUTH", ClientId=app, AuthParameters=given)
        while told["ChallengeName"]:
            challenge, session, answers = told["ChallengeName"], told["Session"], {"USERNAME": name}
            if challenge == "NEW_PASSWORD_REQUIRED":
                answers["NEW_PASSWORD"] = member["password"] = PASSWORD
            elif challenge == "EMAIL_OTP":
                answers["EMAIL_OTP_CODE"] = self._mailed(name, r"\b(\d{6})\b")
            else:
                begun = self._auth("associate-software-token", Session=session)
                member["totp_secret"] = begun["SecretCode"]
                code = pyotp.TOTP(begun["SecretCode"]).now()
                session = self._auth("verify-software-token", Session=begun["Session"], UserCode=code)["Session"]
            told = self._auth(
                "respond-to-auth-challenge", ClientId=app, ChallengeName=challenge, Session=session,
                ChallengeResponses=answers,
            )  # fmt: skip

    def _auth(self, operation: str, **body: Any) -> dict[str, Any]:
        return _told(self._http.post(f"/api/auth/{operation}", json=body))

    def _ops(self, function: str, event: dict[str, Any]) -> dict[str, Any]:
        name = self._stack.resources[function]
        answer = boto3.client("lambda").invoke(FunctionName=name, Payload=json.dumps(event))
        result: dict[str, Any] = json.load(answer["Payload"])
        if "status" in result or "errorType" in result:
            raise RuntimeError(f"{function}: {result}")
        return result

    def _patient(self, practice: dict[str, Any], patient: dict[str, str], bundle: dict[str, Any]) -> None:
        door = Door(practice["webhook_url"], practice["webhook_secret"], self._http)
        door.send("patient.upserted", json.dumps({"patient": patient, "caregivers": []}))
        sent = door.send("records.upserted", json.dumps({"patient_id": patient["id"], "bundle": bundle}))
        self._wait_for_import(door, sent["import"])
        invite = {"patient_id": patient["id"], "kind": "primary", "email": patient["email"]}
        door.send("portal.invited", json.dumps(invite))

    def _wait_for_import(self, door: Door, name: str) -> None:
        for _ in range(300):
            state = door.import_report(name)["state"]
            if state == "complete":
                return
            time.sleep(0.1)
        raise RuntimeError(f"the import {name} is still {state}")

    def _activate(self, patient: dict[str, str], username: str) -> dict[str, Any]:
        token = self._mailed(patient["email"], r"/activate#(\S+)")
        invite = f"/api/invites/{token}"
        verified = _told(self._http.post(f"{invite}/verify", json={"birth_date": patient["birth_date"]}))
        ticket = verified["ticket"]
        wanted = {
            "ticket": ticket,
            "username": username,
            "password": PASSWORD,
            "captcha": self._captcha(),
            "accept_terms": True,
            "language": "en",
        }
        _told(self._http.post(f"{invite}/activate", json=wanted))
        code = self._mailed(patient["email"], r"\b(\d{6})\b")
        _told(self._http.post(f"{invite}/confirm", json={"ticket": ticket, "code": code}))
        name = f"{patient['given']} {patient['family']}"
        return {"username": username, "password": PASSWORD, "totp_secret": None, "members": [name]}

    def _captcha(self) -> str:
        told = _told(self._http.get("/api/auth/captcha"))
        solved = solve_challenge(told["challenge"], told["salt"], told["algorithm"], told["maxnumber"])
        if solved is None:
            raise RuntimeError("the captcha has no solution")
        payload = Payload(told["algorithm"], told["challenge"], solved.number, told["salt"], told["signature"])
        return payload.to_base64()

    def _mailed(self, to: str, pattern: str) -> str:
        """The newest thing of this form that was mailed to an address; a mail takes a moment."""
        for _ in range(300):
            for mail in inbox.messages(self._place):
                found = re.search(pattern, mail.plain)
                if mail.to == to and found:
                    return found[1]
            time.sleep(0.1)
        raise RuntimeError(f"no mail to {to}")


def _told(answer: httpx.Response) -> dict[str, Any]:
    if answer.is_error:
        raise RuntimeError(f"{answer.request.url.path}: {answer.status_code} {answer.text[:300]}")
    told: dict[str, Any] = answer.json()
    return told
