"""Account Info, addresses, phone and contacts: each branch that asks AWS for something else."""

from typing import Any

from local.gateway import HttpAnswer
from tests.cloud import Cloud
from tests.people import Patient
from tests.signing_in import auth
from tests.walks.wire import told


def the_account(cloud: Cloud, patient: Patient) -> None:
    """For somebody who has just signed in."""

    def ask(method: str, path: str, body: Any = b"") -> HttpAnswer:
        return cloud.call(method, path, body, token=patient.token)

    told(ask("GET", "/api/account"))
    told(ask("PATCH", "/api/account", {"given": "Rosita", "language": "es", "notices": {"access": False}}))
    told(ask("PATCH", "/api/account", {"username": f"{patient.username}.a", "time_zone": "America/New_York"}))
    # A username that is an address, and back: the alias of the address stays.
    told(ask("PATCH", "/api/account", {"username": patient.email}))
    told(ask("PATCH", "/api/account", {"username": patient.username}))
    _emails(cloud, patient, ask)
    _phone(cloud, ask)
    _attributes(cloud, patient)
    made = told(ask("POST", "/api/contacts", {"kind": "practice", "name": "Riverside Family Health"}))
    told(ask("PUT", f"/api/contacts/{made['id']}", {"kind": "health", "name": "Dr. Nair"}))
    told(ask("GET", "/api/contacts"))
    told(ask("DELETE", f"/api/contacts/{made['id']}"))


def _emails(cloud: Cloud, patient: Patient, ask: Any) -> None:
    other = f"other.{patient.email}"
    told(ask("POST", "/api/account/emails", {"address": other}))
    right = cloud.code(other)
    assert ask("POST", "/api/account/emails/verify", {"code": "000000" if right != "000000" else "1"}).status == 400
    found = told(ask("POST", "/api/account/emails/verify", {"code": right}))
    first, second = (email["id"] for email in found["emails"])
    told(ask("POST", f"/api/account/emails/{second}/make-primary"))
    told(ask("POST", f"/api/account/emails/{first}/make-primary"))
    told(ask("DELETE", f"/api/account/emails/{second}"))
    told(ask("GET", "/api/account/emails"))


def _phone(cloud: Cloud, ask: Any) -> None:
    number = "+12025550123"
    told(ask("POST", "/api/account/phone", {"number": number}))
    right = cloud.text_code(number)
    assert ask("POST", "/api/account/phone/verify", {"code": "000000" if right != "000000" else "1"}).status == 400
    told(ask("POST", "/api/account/phone/verify", {"code": right}))
    told(ask("DELETE", "/api/account/phone"))


def _attributes(cloud: Cloud, patient: Patient) -> None:
    for attribute, value in (("email", f"third.{patient.email}"), ("phone_number", "+12025550124")):
        names = {"given_name": "Rosa", "preferred_username": f"{patient.username}.{attribute[:1]}", attribute: value}
        wanted = [{"Name": name, "Value": value} for name, value in names.items()]
        told(auth(cloud, "update-user-attributes", {"UserAttributes": wanted}, token=patient.token))
        asked = {"AttributeName": attribute}
        told(auth(cloud, "get-user-attribute-verification-code", asked, token=patient.token))
        code = cloud.code(value) if attribute == "email" else cloud.text_code(value)
        told(auth(cloud, "verify-user-attribute", asked | {"Code": code}, token=patient.token))
