"""The request that the access walk sends for a row: real things in the path, and a body that is in order."""

import json
import os
import uuid
from collections.abc import Callable
from typing import Any

from standardwebhooks.webhooks import Webhook

from local import openapi
from local.gateway import HttpAnswer
from tests.access_table import Caller, Row, named
from tests.access_world import CATEGORIES, Target, World
from tests.circle import account_of, ask, told
from tests.people import PASSWORD, Practice

Json = dict[str, Any]
MADE_UP = {"date": "1956-04-28", "date-time": "2030-01-01T00:00:00Z", "email": "somebody@example.org"}


class Requests:
    """By one caller of the table."""

    def __init__(self, world: World, caller: Caller, document: Json) -> None:
        self.world, self._document = world, document
        self.target = world.childs if caller.of_child else world.record
        self.practice = world.elsewhere if caller.home else world.practice
        self._members: dict[str, str] = {}

    def send(self, row: Row, token: str, signer: Practice | None) -> HttpAnswer:
        text = self.body(row)
        headers = _signed(signer, text, self.world) if signer else {}
        path = self.path(row, token)
        # What answers any method that is no operation's.
        method = "PUT" if row.operation.method == "ANY" else row.operation.method
        return self.world.cloud.call(method, path, text, token=token, content_type="application/json", **headers)

    def path(self, row: Row, token: str) -> str:
        """With its query. What is looked up in a list of the world is the same for all callers."""
        names = iter(named(row.operation.path))
        parts = row.operation.path.split("/")
        path = "/".join(THINGS[next(names)](self, row, token) if part.startswith("{") else part for part in parts)
        return path + (f"?{self._search(row)}" if row.type and "{id}" not in row.operation.path else "")

    def _search(self, row: Row) -> str:
        from portal.records.sections import section_of, sections_of

        query = f"_id={self.target.chart}" if row.type == "Patient" else f"patient={self.target.chart}"
        if len(sections_of(row.type)) > 1:
            category = next(each for each in CATEGORIES if section_of(row.type, [each]) == row.section)
            query += f"&category={category}"
        return query

    def resource(self, row: Row, _: str) -> str:
        """One of the type and section in the chart, as the patient finds it."""
        return self._first(row.type, row.section, self._search(row))

    def appointment(self, row: Row, _: str) -> str:
        return self._first("Appointment", "appointments", f"patient={self.target.chart}")

    def file(self, _: Row, __: str) -> str:
        """The laboratory's report as a document."""
        wanted = (self.target.chart, "Binary", "labs")
        if wanted not in self.world.found:
            search = f"patient={self.target.chart}&category=laboratory"
            found = told(ask(self.world.rosa, "GET", f"/fhir/DiagnosticReport?{search}"))["entry"][0]["resource"]
            self.world.found[wanted] = found["presentedForm"][0]["url"].removeprefix("Binary/")
        return self.world.found[wanted]

    def _first(self, type_name: str, section: str, search: str) -> str:
        wanted = (self.target.chart, type_name, section)
        if wanted not in self.world.found:
            entries = told(ask(self.world.rosa, "GET", f"/fhir/{type_name}?{search}")).get("entry")
            assert entries, f"tests/access_world.py has no {type_name} of the section {section}: add one"
            self.world.found[wanted] = str(entries[0]["resource"]["id"])
        return self.world.found[wanted]

    def member(self, _: Row, token: str) -> str:
        if token not in self._members:
            self._members[token] = self.world.member(token, self.target)
        return self._members[token]

    def listed(self, path: str, name: str, **having: str) -> str:
        """The first thing in a list of the console, with these values."""
        wanted = (path, name, "")
        if wanted not in self.world.found:
            things = told(self.world.keeper.ask("GET", path))[name]
            self.world.found[wanted] = next(str(each["id"]) for each in things if having.items() <= each.items())
        return self.world.found[wanted]

    def body(self, row: Row) -> str:
        """For those whom an operation asks nothing: what no operation takes, so that it comes no further."""
        described = self._document["paths"].get(row.operation.path, {}).get(row.operation.method.lower(), {})
        if "requestBody" not in described:
            return ""
        if row.operation.who.__name__ == "Anyone":
            return "[]"
        return json.dumps(self._sample(described["requestBody"]["content"]["application/json"]["schema"]))

    def _sample(self, schema: Json) -> Any:
        """The least that a schema takes."""
        if "$ref" in schema:
            return self._sample(self._document["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
        if "anyOf" in schema:
            nullable = any(each.get("type") == "null" for each in schema["anyOf"])
            return None if nullable else self._sample(schema["anyOf"][0])
        if "enum" in schema or "const" in schema:
            return schema.get("const", [*schema.get("enum", []), None][0])
        if schema.get("type") == "object":
            own, asked = schema.get("properties", {}), schema.get("required", [])
            return {name: self._values[name] if name in self._values else self._sample(own[name]) for name in asked}
        if schema.get("type") == "array":
            return [self._sample(schema["items"])] * schema.get("minItems", 0)
        made: Json = {"integer": 1, "number": 1, "boolean": True}
        if schema.get("type") in made:
            return made[schema["type"]]
        return MADE_UP.get(schema.get("format", ""), "x" * max(1, schema.get("minLength", 1)))

    @property
    def _values(self) -> Json:
        """Real ones where a body names a thing; and what an operation looks at before it looks at anything else."""
        return {
            "chart": self.target.chart,
            "to": self.world.keeper.account_id,
            "account": account_of(self.world.rosa),
            "ticket": self.target.ticket,
            "SessionId": self.world.session,
            "address": "another.address@example.org",
            "number": "(202) 555-0142",
            "Password": PASSWORD,
            "PreviousPassword": PASSWORD,
            "ProposedPassword": "a quiet walk by the sea",
        }


Maker = Callable[[Requests, Row, str], str]


def _target(read: Callable[[Target], str]) -> Maker:
    return lambda requests, row, token: read(requests.target)


#: What stands for each name of the table's IN_PATH.
THINGS: dict[str, Maker] = {
    "charts/{chart}": _target(lambda target: target.chart),
    "patients/{chart}": _target(lambda target: target.chart),
    "invites/{token}": _target(lambda target: target.token),
    "imports/{import_id}": _target(lambda target: target.imported),
    "practices/{practice_id}": lambda requests, row, token: requests.practice.id,
    "access/{id}": lambda requests, row, token: account_of(requests.world.ana),
    "accounts/{account_id}": lambda requests, row, token: account_of(requests.world.rosa),
    "users/{account_id}": lambda requests, row, token: account_of(requests.world.rosa),
    "contacts/{id}": lambda requests, row, token: requests.world.contact,
    "emails/{id}": lambda requests, row, token: requests.world.email,
    "appointments/{id}": Requests.appointment,
    "Binary/{id}": Requests.file,
    "files/{id}": Requests.file,
    "members/{id}": Requests.member,
    "members/{member_id}": Requests.member,
    "exports/{id}": lambda requests, row, token: requests.world.export(token, requests.target),
    "fhir/{type}": lambda requests, row, token: row.type,
    "{type}/{id}": Requests.resource,
    "fhir/{proxy+}": lambda requests, row, token: "Patient",
    "cognito/{pool_id}": lambda requests, row, token: os.environ["USER_POOL_ID"],
    "invites/{invite_id}": lambda requests, row, token: requests.listed(
        f"/patients/{requests.target.chart}", "invites", state="verified"
    ),
    "corrections/{correction_id}": lambda requests, row, token: requests.world.correction,
    "questionnaires/{questionnaire}": lambda requests, row, token: requests.listed("/questionnaires", "questionnaires"),
    "forms/{form}": _target(lambda target: target.form),
    "documents/{document}": _target(lambda target: target.document),
    "folders/{folder}": _target(lambda target: target.folder),
    "documents/{given}": _target(lambda target: target.given),
    "received-documents/{given}": _target(lambda target: target.given),
    "shared/{token}": _target(lambda target: target.shared),
    "links/{link}": _target(lambda target: target.link),
    "threads/{thread}": lambda requests, row, token: requests.world.thread(token, requests.target),
    "attachments/{id}": lambda requests, row, token: requests.world.attachments[requests.target.chart],
    "drafts/{draft}": lambda requests, row, token: "new",
    "enclosures/{enclosure}": lambda requests, row, token: requests.world.enclosure(token),
    "deliveries/{delivery_id}": lambda requests, row, token: requests.listed("/deliveries", "deliveries"),
}


def fields() -> tuple[Json, dict[str, tuple[str, ...]]]:
    """The document of all operations, and the names in each one's body."""
    document = openapi.document()
    schemas = document["components"]["schemas"]
    found: dict[str, tuple[str, ...]] = {}
    for operation in (each for methods in document["paths"].values() for each in methods.values()):
        schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
        described = schemas.get(schema.get("$ref", "").rpartition("/")[2], schema)
        found[operation["operationId"]] = tuple(described.get("properties", ()))
    return document, found


def _signed(practice: Practice, text: str, world: World) -> dict[str, str]:
    at, webhook_id = world.clock.now(), f"msg_{uuid.uuid4().hex}"
    return {
        "webhook_id": webhook_id,
        "webhook_timestamp": str(int(at.timestamp())),
        "webhook_signature": Webhook(practice.secret).sign(webhook_id, at, text),
    }
