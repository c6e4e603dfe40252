"""A forgotten password by HTTP, step by step."""

from typing import Any

from local.gateway import HttpAnswer
from tests.cloud import MOBILE, Cloud
from tests.people import Patient
from tests.signing_in import auth

NEW = "seven grey herons at dusk"


def forgot(cloud: Cloud, name: str, *, client: str = MOBILE, metadata: dict[str, str] | None = None) -> HttpAnswer:
    body = {"ClientId": client, "Username": name, "ClientMetadata": metadata or {}}
    return auth(cloud, "forgot-password", body)


def code_for(patient: Patient, name: str = "") -> str:
    """Ask for a code, by the address or another name of the account, and open the mail."""
    sent = forgot(patient.cloud, name or patient.email)
    assert sent.status == 200, sent.body
    return patient.cloud.code(patient.email)


def confirm(cloud: Cloud, name: str, code: str, password: str = "", **metadata: str) -> HttpAnswer:
    """`metadata` is Cognito's ClientMetadata: the second factor."""
    body: dict[str, Any] = {"ClientId": MOBILE, "Username": name, "ConfirmationCode": code, "ClientMetadata": metadata}
    return auth(cloud, "confirm-forgot-password", body | ({"Password": password} if password else {}))


def wrong(code: str) -> str:
    return "000000" if code != "000000" else "000001"


def account_of(patient: Patient) -> Any:
    """The stored credential."""
    from portal import store
    from portal.identity import names

    alias = store.get(store.keys.alias(names.alias_digest(patient.username)))
    assert alias is not None
    return store.get(store.keys.credential(alias.account_id))
