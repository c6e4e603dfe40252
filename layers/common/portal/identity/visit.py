"""One step of a sign-in as it comes in: by which app client, on which device, when and from where."""

from dataclasses import dataclass
from datetime import datetime

from portal.identity.clients import Client


@dataclass(frozen=True)
class Visit:
    """`device_key` is what the device kept from an earlier sign-in. `remember` trusts it from now on."""

    app: Client
    device_key: str | None
    at: datetime
    source: dict[str, str]
    cognito_wire: bool = False
    remember: bool = False


@dataclass(frozen=True)
class Asked:
    """The sign-in waits for its next step: Cognito's challenge with its parameters and Session."""

    name: str
    parameters: dict[str, str]
    session: str
