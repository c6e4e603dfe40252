"""The people and things that the access walk goes round with, all made by the front doors."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import boto3
import jwt

from tests import links
from tests.access_table import EVERY
from tests.api.test_records import send_records
from tests.bundles import LAB, a_document, observation
from tests.bundles import patient as fhir_patient
from tests.circle import a_caregiver_of, account_of, ask, told
from tests.cloud import Clock, Cloud
from tests.forms import asked_of, questionnaire
from tests.invitees import a_link, a_representative, take_in, tell_caregivers
from tests.made_up import Maker
from tests.people import Patient, Practice, a_known_patient, a_patient, a_ticket
from tests.signing_in import challenge, initiate
from tests.staffing import Colleague, staff_of

Json = dict[str, Any]
IMAGING = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "imaging"}]}
ABOUT: Json = {"status": "final", "code": {"text": "A finding"}, "subject": {"reference": "urn:uuid:rosa"}}
RECORDS: tuple[Json, ...] = (
    fhir_patient(),
    observation(),
    observation(id="x-ray", category=[IMAGING]),
    ABOUT | {"resourceType": "DiagnosticReport", "id": "report", "category": [LAB], "presentedForm": [a_document()]},
    ABOUT | {"resourceType": "DiagnosticReport", "id": "picture", "category": [IMAGING]},
    *(made for made in Maker().some(1) if made["resourceType"] not in ("Patient", "Observation", "DiagnosticReport")),
)
"""At least one of each type and section that is served."""
CATEGORIES = ("laboratory", "imaging")
"""One for each section that a type may be divided into."""


@dataclass(frozen=True)
class Target:
    """A chart in Rosa's account, and what lies around it. The other patient is invited to it."""

    patient: Patient
    chart: str
    member: str
    token: str
    ticket: str
    imported: str
    form: str
    document: str
    folder: str
    given: str
    link: str
    shared: str


class World:
    def __init__(self, cloud: Cloud, clock: Clock) -> None:
        self.cloud, self.clock = cloud, clock
        self.practice, self.elsewhere = (self._practice(name) for name in ("Riverside Family Health", "Harbor Clinic"))
        self.rosa, self.walter = a_patient(self.practice), a_patient(self.practice, "Walter")
        self.ana, self.walters_caregiver = a_caregiver_of(self.rosa), a_caregiver_of(self.walter)
        child = a_known_patient(self.practice, "Sam", self.rosa.email)
        told(take_in(self.rosa, child, a_link(child, "primary", self.rosa.email)))
        tell_caregivers(child, self.ana.email)
        told(take_in(self.ana, child, a_link(child, "caregiver", self.ana.email)))
        self.read_only = a_representative(self.rosa, permissions=dict.fromkeys(EVERY, "read"))
        self.found: dict[tuple[str, str, str], str] = {}
        self._representatives: dict[tuple[str, bool], Patient] = {}
        self.administrator, self.clinician, self.front_desk = (
            staff_of(self.practice, role) for role in ("administrator", "clinician", "front-desk")
        )
        self.far = staff_of(self.elsewhere, "administrator")
        # To whom nothing happens, whatever the walk asks.
        self.keeper = staff_of(self.practice, "administrator")
        self.record, self.childs = self._target(self.rosa), self._target(child)
        self.contact = told(ask(self.rosa, "POST", "/api/contacts", {"kind": "health", "name": "Dr. Ruiz"}))["id"]
        self.email = self._second_address()
        self.session = origin(self.rosa.token)
        wanted = {"chart": self.record.chart, "field": "given", "wanted": "Rosita"}
        self.correction = told(ask(self.rosa, "POST", f"/api/members/{self.record.member}/corrections", wanted))["id"]
        cloud.settle()
        self._exports: dict[tuple[str, str], str] = {}
        for whom in (self.rosa, self.ana):
            for target in (self.record, self.childs):
                self._have_exported(whom, target)
        self._have_exported(self.read_only, self.record)
        self._threads: dict[tuple[str, str], str] = {}
        for whom in (self.rosa, self.ana):
            for target in (self.record, self.childs):
                self._be_written_to(whom, target)
        self._be_written_to(self.read_only, self.record)
        staff = (self.administrator, self.clinician, self.front_desk, self.keeper)
        self._enclosures = {each.token: self._upload(each) for each in staff}
        self.attachments = {target.chart: self._attached(target) for target in (self.record, self.childs)}

    def _practice(self, name: str) -> Practice:
        address = "https://practice.example/hook"
        made = self.cloud.ops("RegisterPractice", {"name": name, "phone": "555-0100", "webhook_url": address})
        return Practice(self.cloud, made["practice_id"], made["webhook_secret"], name)

    def _target(self, patient: Patient) -> Target:
        imported = send_records(patient, *RECORDS)
        [mine] = [m for m in self._members(self.rosa) if m["given"] == patient.given]
        more = {"given": "Walter", "family": "Alvarez", "permissions": {"labs": "read"}}
        token = a_link(patient, "representative", self.walter.email, **more)
        ticket = a_ticket(patient, token)
        form = asked_of(patient, self.keeper, questionnaire())["id"]
        chart = mine["charts"][0]["id"]
        document = links.a_document(self.rosa, patient)
        folder = ask(self.rosa, "POST", f"/api/charts/{chart}/folders", {"name": "Letters"}).json()["id"]
        ask(self.rosa, "POST", f"/api/charts/{chart}/documents/{document}/recipients", {"to": "team:front-desk"})
        given = told(self.keeper.ask("GET", f"/documents?chart={chart}"))["documents"][0]["id"]
        link, _, shared = links.shared(self.rosa, document, chart=chart)
        return Target(patient, chart, mine["id"], token, ticket, imported, form, document, folder, given, link, shared)

    def _members(self, whom: Patient) -> list[Json]:
        found: list[Json] = told(ask(whom, "GET", "/api/members"))["members"]
        return found

    def member(self, token: str, target: Target) -> str:
        """By what id somebody's own account knows the person of the chart; the patient's own id to others."""
        answer = self.cloud.call("GET", "/api/members", token=token)
        own = answer.json()["members"] if answer.status == 200 else []
        return next((m["id"] for m in own for chart in m["charts"] if chart["id"] == target.chart), target.member)

    def _have_exported(self, whom: Patient, target: Target) -> None:
        path = f"/api/members/{self.member(whom.token, target)}/exports"
        made = ask(whom, "POST", path, {"kind": "fhir"})
        assert made.status == 201, made.body
        self.cloud.settle()
        self._exports[whom.token, target.chart] = str(made.json()["id"])

    def export(self, token: str, target: Target) -> str:
        """A file that somebody has had made of the person of the chart; the patient's own to those who have none."""
        return self._exports.get((token, target.chart)) or self._exports[self.rosa.token, target.chart]

    def _be_written_to(self, whom: Patient, target: Target) -> None:
        wanted = {"account": account_of(whom), "subject": "Your visit", "content": "Please bring the form."}
        made = self.keeper.ask("POST", f"/patients/{target.chart}/threads", wanted)
        assert made.status == 201, made.body
        self._threads[whom.token, target.chart] = str(made.json()["id"])

    def _attached(self, target: Target) -> str:
        """What the patient sent with an answer, about the chart."""
        path = f"/api/charts/{target.chart}/threads/{self.thread(self.rosa.token, target)}/messages"
        sent = ask(self.rosa, "POST", path, {"content": "Here it is.", "attachments": [target.document]})
        assert sent.status == 201, sent.body
        return str(sent.json()["attachments"][0]["id"])

    def thread(self, token: str, target: Target) -> str:
        """One that the practice began with somebody about the chart; the patient's own to those who have none."""
        return self._threads.get((token, target.chart)) or self._threads[self.rosa.token, target.chart]

    def _upload(self, whom: Colleague) -> str:
        made = whom.ask("POST", "/enclosures", {"name": "Plan.pdf", "size": 5})
        assert made.status == 201, made.body
        return str(made.json()["document"]["id"])

    def enclosure(self, token: str) -> str:
        """A file of somebody's own, to go with a message; a colleague's to those who have none."""
        return self._enclosures.get(token) or self._enclosures[self.keeper.token]

    def _second_address(self) -> str:
        address = f"second.{self.rosa.email}"
        told(ask(self.rosa, "POST", "/api/account/emails", {"address": address}))
        code = self.cloud.code(address)
        emails = told(ask(self.rosa, "POST", "/api/account/emails/verify", {"code": code}))["emails"]
        return str(next(each["id"] for each in emails if each["address"] == address))

    def representative(self, section: str, *, having: bool) -> Patient:
        """Who has exactly this section, or all the others."""
        if (section, having) not in self._representatives:
            sections = [each for each in EVERY if (each == section) == having]
            made = a_representative(self.rosa, permissions=dict.fromkeys(sections, "write"))
            self._representatives[section, having] = made
            if section == "labs":
                self._have_exported(made, self.record)
            if "messages" in sections:
                self._be_written_to(made, self.record)
        return self._representatives[section, having]

    def disabled(self, whom: Patient | Colleague) -> str:
        self.cloud.ops("SetAccountState", {"username": whom.username, "state": "disabled"})
        return whom.token

    def forced(self, whom: Patient) -> str:
        changed = self.keeper.ask("PATCH", f"/users/{account_of(whom)}", {"force_password_change": True})
        assert changed.status == 200, changed.body
        challenge(initiate(self.cloud, whom.username), "NEW_PASSWORD_REQUIRED")
        return whom.token

    def newcomer(self) -> str:
        """What a sign-in gives, in place of a token, to somebody who has to choose a password first."""
        who = {"given": "Priya", "family": "Nair", "email": "priya@riverside.example", "role": "administrator"}
        added = self.cloud.ops("AddStaff", {"practice_id": self.practice.id, **who})
        asked = challenge(initiate(self.cloud, added["username"], added["temporary_password"]), "NEW_PASSWORD_REQUIRED")
        return str(asked["Session"])

    def signed_out(self) -> str:
        told(ask(self.rosa, "POST", "/api/auth/global-sign-out"))
        return self._a_second_later(self.rosa)

    def revoked(self) -> str:
        told(ask(self.rosa, "DELETE", self._anas_access))
        return self._a_second_later(self.ana)

    def ran_out(self) -> str:
        ends = (self.clock.now() + timedelta(seconds=1)).isoformat()
        told(ask(self.rosa, "PATCH", self._anas_access, {"ends": ends}))
        self.clock.forward(seconds=1)
        return self._a_second_later(self.ana)

    def struck_out(self) -> str:
        self.clock.forward(seconds=1)
        tell_caregivers(self.rosa)
        return self._a_second_later(self.ana)

    def gave_up(self) -> str:
        member = self.member(self.ana.token, self.record)
        told(ask(self.ana, "DELETE", f"/api/members/{member}/charts/{self.record.chart}"))
        return self._a_second_later(self.ana)

    def unproved(self) -> str:
        """No door gives staff such a session: this one is written."""
        token = self.administrator.token
        key = {"pk": f"ACCT#{account_of(self.administrator)}", "sk": f"SESSION#{origin(token)}"}
        boto3.resource("dynamodb").Table("kinchart").update_item(
            Key=key, UpdateExpression="SET factors = :f", ExpressionAttributeValues={":f": ["password", "email"]}
        )
        return token

    def much_later(self) -> str:
        self.clock.forward(minutes=6)
        return self.rosa.token

    @property
    def _anas_access(self) -> str:
        return f"/api/charts/{self.record.chart}/access/{account_of(self.ana)}"

    def _a_second_later(self, whom: Patient) -> str:
        self.clock.forward(seconds=1)
        return whom.token


def origin(token: str) -> str:
    """The id of a token's session."""
    return str(jwt.decode(token, options={"verify_signature": False})["origin_jti"])


#: What has just happened to each caller of the table, and the token that they call with afterwards.
TOKENS: dict[str, Callable[[World], str]] = {
    "nobody": lambda _: "",
    "patient": lambda world: world.rosa.token,
    "patient, on the chart of a child in the account": lambda world: world.rosa.token,
    "patient whose password was asked for long ago": World.much_later,
    "other patient": lambda world: world.walter.token,
    "caregiver": lambda world: world.ana.token,
    "caregiver, on the chart of a child in the account": lambda world: world.ana.token,
    "caregiver of someone else": lambda world: world.walters_caregiver.token,
    "read-only representative": lambda world: world.read_only.token,
    "administrator": lambda world: world.administrator.token,
    "clinician": lambda world: world.clinician.token,
    "front desk": lambda world: world.front_desk.token,
    "administrator without a second factor": World.unproved,
    "administrator of another practice": lambda world: world.far.token,
    "administrator of another practice, from there": lambda world: world.far.token,
    "disabled patient": lambda world: world.disabled(world.rosa),
    "disabled caregiver": lambda world: world.disabled(world.ana),
    "disabled administrator": lambda world: world.disabled(world.administrator),
    "patient forced to change the password": lambda world: world.forced(world.rosa),
    "administrator forced to change the password": World.newcomer,
    "patient who signed out a second ago": World.signed_out,
    "caregiver revoked a second ago": World.revoked,
    "caregiver struck out a second ago": World.struck_out,
    "caregiver whose time ran out a second ago": World.ran_out,
    "caregiver who gave the chart up a second ago": World.gave_up,
    "the practice's system": lambda _: "",
    "another practice's system": lambda _: "",
}
#: Who signs their requests.
SIGNERS: dict[str, Callable[[World], Practice]] = {
    "the practice's system": lambda world: world.practice,
    "another practice's system": lambda world: world.elsewhere,
}
#: Whose token hangs on the section that a row is about.
REPRESENTATIVES = {"representative with the section": True, "representative without the section": False}
