"""The demo practices and their people, made through the product's own front doors, once for a folder of kept state."""

import json
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import boto3

from local import demo
from local.deploy import Stack
from local.doors import PASSWORD, Doors
from local.people import Json, People, Step
from local.place import Place
from local.seeding import asked, written

ROSA, SAM = demo.person("rosa"), demo.person("sam")
NEW: tuple[Json, ...] = (
    demo.person("walter"),
    {"id": "demo-grace", "given": "Grace", "family": "Chen", "birth_date": "1988-02-19", "sex": "female",
     "email": "grace.chen@example.org", "phone": "+15555550104"},
    {"id": "demo-omar", "given": "Omar", "family": "Haddad", "birth_date": "1979-07-30", "sex": "male",
     "email": "omar.haddad@example.org"},
    {"id": "demo-ida", "given": "Ida", "family": "Sorensen", "birth_date": "1937-12-05", "sex": "female"},
)  # fmt: skip
"""Patients who are not invited yet; one has no e-mail address."""
DAUGHTER = {"email": "ana.alvarez@example.org", "given": "Ana", "family": "Alvarez", "relationship": "daughter"}
RUTH = {
    "given": "Ruth",
    "family": "Klein",
    "permissions": {"appointments": "read", "labs": "read", "messages": "write"},
}
RUTH_AT = "ruth.klein@example.org"
STAFF = (
    {"given": "Nora", "family": "Lindqvist", "email": "nora.lindqvist@example.org", "role": "administrator"},
    {"given": "Priya", "family": "Nair", "email": "priya.nair@example.org", "role": "clinician"},
    {"given": "Felix", "family": "Moreau", "email": "felix.moreau@example.org", "role": "front-desk"},
)


class Seed(threading.Thread):
    """Waits until the front answers, makes what is missing, writes cloud.json and calls `ready`.

    What is done is noted step by step, so that a start which was broken off is taken up again.
    """

    def __init__(self, place: Place, stack: Stack, ready: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._place, self._stack, self._ready = place, stack, ready
        self._note = place.state / "people.json"
        self._doors = Doors(place, stack)
        self._people = People(self._doors)
        self._done: list[str] = []
        self._broken_off = False

    def run(self) -> None:
        self._doors.wait_for_front()
        self._recall()
        try:
            self._make_missing()
        except Exception as error:
            print(f"The demo people could not be made: {error!r}. Logs are in {self._place.state / 'log'}.", flush=True)
        self._place.cloud_json.write_text(json.dumps({**self._addresses(), **self._people.told}, indent=2) + "\n")
        self._ready()

    def _addresses(self) -> Json:
        web, aws, told = self._place.web, self._place.aws, self._stack.environment
        return {
            "web": web,
            "api": web,
            "cognito": f"{web}/cognito",
            "aws": aws,
            "stack": "kinchart-local",
            "table": told["TABLE"],
            "audit_table": told["AUDIT_TABLE"],
            "files_bucket": told["FILES_BUCKET"],
            "documents_bucket": told["DOCUMENTS_BUCKET"],
            "user_pool_id": told["USER_POOL_ID"],
            "clients": {"web": told["WEB_CLIENT_ID"], "mobile": told["MOBILE_CLIENT_ID"]},
            "mail": f"{aws}/_ministack/ses/messages",
            "sms": f"{aws}/_ministack/sns/sms-messages",
        }

    def _recall(self) -> None:
        """The people of an earlier start, when the table still has them."""
        if not self._note.exists():
            return
        noted: Json = json.loads(self._note.read_text())
        found = boto3.client("dynamodb").query(
            TableName=self._stack.resources["Table"],
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": f"PRACTICE#{noted['people']['practices'][0]['id']}"}},
            Limit=1,
        )
        if found["Count"]:
            self._people.told, self._done, self._broken_off = noted["people"], noted["done"], True

    def _keep(self) -> None:
        self._note.write_text(json.dumps({"people": self._people.told, "done": self._done}))

    def _make_missing(self) -> None:
        for name, make in self._steps():
            if name not in self._done:
                if not self._done:
                    print("Making the demo people", flush=True)
                make()
                self._done.append(name)
                self._keep()

    def _steps(self) -> Iterator[Step]:
        """Each may be done once more after a start that was broken off in its middle."""
        yield "riverside", lambda: self._practice("Riverside Family Health", "555-0100")
        for number, who in enumerate(STAFF):
            yield f"{who['role']} added", partial(self._add_staff, who)
            yield f"{who['role']} set up", partial(self._set_up, number)
        yield "rosa's file", lambda: self._file(self._people.riverside, "rosa", DAUGHTER)
        yield "rosa", lambda: self._account("rosa.alvarez", "primary", ROSA["email"], "Rosa Alvarez", "Mateo Alvarez")
        yield "ana", lambda: self._account("ana.alvarez", "caregiver", DAUGHTER["email"], "Ana Alvarez", "Rosa Alvarez")
        yield (
            "ruth",
            lambda: self._account("ruth.klein", "representative", RUTH_AT, "Ruth Klein", "Rosa Alvarez", **RUTH),
        )
        yield "sam", self._invite_sam
        yield "mateo", lambda: self._join(self._people.riverside, "mateo", oneself=False)
        yield "harbor", lambda: self._practice("Harbor Eye Clinic", "555-0180")
        yield "rosa at harbor", lambda: self._join(self._people.told["practices"][1], "rosa-eyes", oneself=True)
        yield "the new ones", self._tell_of_new_ones
        yield "a correction", self._ask_for_correction
        yield from asked.steps(self._people)
        yield from written.steps(self._people)

    def _practice(self, name: str, phone: str) -> None:
        made = self._doors.ops("RegisterPractice", {"name": name, "phone": phone})
        told = {"id": made["practice_id"], "name": name}
        self._people.told["practices"].append(
            told | {"webhook_url": made["webhook_url"], "webhook_secret": made["webhook_secret"], "staff": []}
        )

    def _add_staff(self, who: Json) -> None:
        added = self._doors.ops("AddStaff", {"practice_id": self._people.riverside["id"], **who})
        login = {"username": added["username"], "password": added["temporary_password"], "totp_secret": None}
        self._people.riverside["staff"].append(login | {"role": who["role"]})

    def _set_up(self, number: int) -> None:
        """The first sign-in: a password of one's own, a code by mail, an authenticator."""
        login = self._people.riverside["staff"][number]
        self._people.tokens[login["username"]] = self._doors.sign_in(login, login["username"], self._keep)

    def _file(self, practice: Json, name: str, *caregivers: Json) -> None:
        """What the practice tells of a patient: demographics and records."""
        patient = demo.person(name)
        self._doors.tell(practice, "patient.upserted", patient=patient, caregivers=caregivers)
        self._doors.tell(practice, "records.upserted", patient_id=patient["id"], bundle=demo.bundle(name))

    def _account(self, username: str, kind: str, email: str, *members: str, **more: Any) -> None:
        """Of somebody who is invited to Rosa's record."""
        if not (self._broken_off and self._doors.has(username)):
            invited = self._doors.invite(self._people.riverside, ROSA, kind, email, **more)
            self._people.tokens[username] = self._doors.activate(invited, email, username)
        told = {"username": username, "password": PASSWORD, "totp_secret": None, "members": list(members)}
        self._people.told["accounts"].append(told)

    def _invite_sam(self) -> None:
        """Left for the newcomer to open from the inbox."""
        self._file(self._people.riverside, "sam")
        self._doors.tell(
            self._people.riverside, "portal.invited", patient_id=SAM["id"], kind="primary", email=SAM["email"]
        )
        self._people.told["invites"].append({"email": SAM["email"], "birth_date": SAM["birth_date"]})

    def _join(self, practice: Json, name: str, *, oneself: bool) -> None:
        """A chart in Rosa's account: a child's, or her own at another practice."""
        patient, members = demo.person(name), self._people.members()
        charts = [(member["given"], chart["practice"]["id"]) for member in members for chart in member["charts"]]
        if (patient["given"], practice["id"]) in charts:
            return
        self._file(practice, name)
        path, ticket = self._doors.invite(practice, patient, "primary", patient["email"])
        chosen = {"ticket": ticket, "member_id": members[0]["id"] if oneself else None}
        self._doors.call("POST", f"{path}/accept", chosen, self._people.token("rosa"))

    def _tell_of_new_ones(self) -> None:
        for patient in NEW:
            self._doors.tell(self._people.riverside, "patient.upserted", patient=patient)

    def _ask_for_correction(self) -> None:
        rosa = self._people.members()[0]
        wanted = {
            "chart": self._people.chart,
            "field": "phone",
            "wanted": "(555) 555-0177",
            "note": "I have a new mobile phone.",
        }
        self._doors.call("POST", f"/api/members/{rosa['id']}/corrections", wanted, self._people.token("rosa"))
