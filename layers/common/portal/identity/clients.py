"""App clients, as Cognito calls the programs that sign people in, and what each may do."""

from dataclasses import dataclass

from portal.errors import FieldError, NotFound
from portal.settings import settings


@dataclass(frozen=True)
class Client:
    """`flows` are Cognito's ExplicitAuthFlows. A `web` client gets its secrets in cookies only.

    `new_device_code`: whether Cognito's wire, too, asks for an e-mail code on a new device.
    """

    id: str
    web: bool
    flows: frozenset[str]
    mfa_required: bool
    new_device_code: bool


def client(client_id: str) -> Client:
    """ResourceNotFoundException for an unknown one."""
    known = settings()
    if client_id not in (known.web_client_id, known.mobile_client_id):
        said = f"User pool client {client_id[:128]} does not exist."
        raise NotFound(said, errors=[FieldError("ClientId", "unknown", said)])
    web = client_id == known.web_client_id
    flows = "ALLOW_USER_PASSWORD_AUTH" if web else known.mobile_auth_flows
    must = client_id in known.mfa_required_clients.split(",")
    return Client(client_id, web, frozenset(flows.split(",")), must, known.cognito_new_device == "code")
