"""The product's front doors, as the demo people use them: webhooks, operators' functions, links in mails, sign-in."""

import json
import re
import time
from collections.abc import Callable
from typing import Any

import boto3
import httpx
import pyotp
from altcha.v1 import Payload, solve_challenge

from local import inbox
from local.deploy import Stack
from local.place import Place
from local.push import Door

Json = dict[str, Any]
PASSWORD = "a quiet walk by the river"
_CODE, _LINK = r"\b(\d{6})\b", r"/activate#(\S+)"


class Doors:
    """`account` is always one of cloud.json's."""

    def __init__(self, place: Place, stack: Stack) -> None:
        self._place, self._stack = place, stack
        self._http = httpx.Client(base_url=place.web, timeout=60)

    def wait_for_front(self) -> None:
        while True:
            try:
                self._http.get("/__inbox.css")
                return
            except httpx.TransportError:
                time.sleep(0.05)

    def ops(self, function: str, event: Json) -> Json:
        name = self._stack.resources[function]
        answer = boto3.client("lambda").invoke(FunctionName=name, Payload=json.dumps(event))
        result: Json = json.load(answer["Payload"])
        if "status" in result or "errorType" in result:
            raise RuntimeError(f"{function}: {result}")
        return result

    def tell(self, practice: Json, message: str, **data: Any) -> Json:
        """By the practice's webhook. What comes of records has arrived when it returns."""
        door = Door(practice["webhook_url"], practice["webhook_secret"], self._http)
        answer = door.send(message, json.dumps(data))
        if "import" in answer:
            _until(lambda: door.import_report(answer["import"])["state"] == "complete", "the records")
        return answer

    def call(self, method: str, path: str, body: Json | None = None, token: str = "") -> Json:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        answer = self._http.request(method, path, json=body, headers=headers)
        if answer.is_error:
            raise RuntimeError(f"{method} {path.split('/')[2]}: {answer.status_code} {answer.text[:300]}")
        told: Json = answer.json()
        return told

    def invite(self, practice: Json, patient: Json, kind: str, email: str, **more: Any) -> tuple[str, str]:
        """The path of the link's operations, and the ticket for the patient's date of birth."""
        sent = self._sent(email, _LINK)
        self.tell(practice, "portal.invited", patient_id=patient["id"], kind=kind, email=email, **more)
        path = f"/api/invites/{self._next(email, _LINK, sent)}"
        return path, self.call("POST", f"{path}/verify", {"birth_date": patient["birth_date"]})["ticket"]

    def activate(self, invited: tuple[str, str], email: str, username: str) -> str:
        """A new account's access token."""
        path, ticket = invited
        wanted = {
            "ticket": ticket,
            "username": username,
            "password": PASSWORD,
            "captcha": self._captcha(),
            "accept_terms": True,
            "language": "en",
        }
        sent = self._sent(email, _CODE)
        self.call("POST", f"{path}/activate", wanted)
        code = self._next(email, _CODE, sent)
        told = self.call("POST", f"{path}/confirm", {"ticket": ticket, "code": code})
        return str(told["AuthenticationResult"]["AccessToken"])

    def has(self, username: str) -> bool:
        """Whether there is such a demo person already."""
        start = self._start({"username": username, "password": PASSWORD})
        return self._http.post("/api/auth/initiate-auth", json=start).is_success

    def sign_in(self, account: Json, email: str, noted: Callable[[], None] = lambda: None) -> str:
        """The access token. A password of one's own and an authenticator are set up where they are asked for: `noted`
        is called with each as soon as it is the account's.
        """
        sent = self._sent(email, _CODE)
        told = self.call("POST", "/api/auth/initiate-auth", self._start(account))
        while told.get("ChallengeName"):
            challenge, session, answers = told["ChallengeName"], told["Session"], {"USERNAME": account["username"]}
            if challenge == "NEW_PASSWORD_REQUIRED":
                answers["NEW_PASSWORD"] = PASSWORD
            elif challenge == "EMAIL_OTP":
                answers["EMAIL_OTP_CODE"] = self._next(email, _CODE, sent)
            elif challenge == "SOFTWARE_TOKEN_MFA":
                answers["SOFTWARE_TOKEN_MFA_CODE"] = pyotp.TOTP(account["totp_secret"]).now()
            else:
                session = self._authenticator(account, session, noted)
            body = {"ChallengeName": challenge, "Session": session, "ChallengeResponses": answers}
            told = self.call("POST", "/api/auth/respond-to-auth-challenge", body | {"ClientId": self._app})
            if challenge == "NEW_PASSWORD_REQUIRED":
                account["password"] = PASSWORD
                noted()
        return str(told["AuthenticationResult"]["AccessToken"])

    def _authenticator(self, account: Json, session: str, noted: Callable[[], None]) -> str:
        """The Session that goes on with the new authenticator proved."""
        begun = self.call("POST", "/api/auth/associate-software-token", {"Session": session})
        account["totp_secret"] = begun["SecretCode"]
        noted()
        given = {"Session": begun["Session"], "UserCode": pyotp.TOTP(begun["SecretCode"]).now()}
        return str(self.call("POST", "/api/auth/verify-software-token", given)["Session"])

    def _start(self, account: Json) -> Json:
        given = {"USERNAME": account["username"], "PASSWORD": account["password"]}
        return {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": self._app, "AuthParameters": given}

    @property
    def _app(self) -> str:
        return self._stack.environment["MOBILE_CLIENT_ID"]

    def _captcha(self) -> str:
        told = self.call("GET", "/api/auth/captcha")
        solved = solve_challenge(told["challenge"], told["salt"], told["algorithm"], told["maxnumber"])
        if solved is None:
            raise RuntimeError("the captcha has no solution")
        payload = Payload(told["algorithm"], told["challenge"], solved.number, told["salt"], told["signature"])
        return payload.to_base64()

    def _found(self, to: str, pattern: str) -> list[str]:
        """What of this form was mailed to an address so far, newest first."""
        mails = [mail.plain for mail in inbox.messages(self._place) if mail.to == to]
        return [found[1] for text in mails if (found := re.search(pattern, text))]

    def _sent(self, to: str, pattern: str) -> int:
        return len(self._found(to, pattern))

    def _next(self, to: str, pattern: str, sent: int) -> str:
        """The one that comes after so many; a mail takes a moment."""
        _until(lambda: self._sent(to, pattern) > sent, f"a mail to {to}")
        return self._found(to, pattern)[0]


def _until(there: Callable[[], bool], what: str) -> None:
    for _ in range(300):
        if there():
            return
        time.sleep(0.1)
    raise RuntimeError(f"{what} did not come")
