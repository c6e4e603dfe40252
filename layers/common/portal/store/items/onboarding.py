"""What lives for minutes or days on the way to an account or a session."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from portal.store import keys
from portal.store.item import Item, Key

InviteKind = Literal["primary", "caregiver", "representative"]
InviteState = Literal["sent", "opened", "verified", "accepted", "locked"]


@dataclass(frozen=True, kw_only=True)
class Invite(Item):
    """A practice's invitation. Being expired or withdrawn is not a state here but a time.

    `tries` counts dates of birth since the last right one, `codes` the mails sent for it.
    """

    kind: ClassVar[str] = "INVITE"
    digest: str
    practice_id: str
    practice_name: str
    practice_phone: str
    chart_id: str
    invite_kind: InviteKind
    email: str
    state: InviteState
    sent: datetime
    expires: datetime
    withdrawn: datetime | None = None
    tries: int = 0
    codes: int = 0
    ttl: int

    def key(self) -> Key["Invite"]:
        return keys.invite(self.digest)


@dataclass(frozen=True, kw_only=True)
class Signup(Item):
    """An account that waits for its e-mail code. `password` is sealed; `code` is an HMAC."""

    kind: ClassVar[str] = "SIGNUP"
    ticket_id: str
    invite: str
    chart_id: str
    username: str
    password: bytes
    language: Literal["en", "es"]
    terms_accepted: datetime
    code: str
    code_expires: datetime
    tries: int = 0
    state: Literal["waiting", "done"] = "waiting"
    ttl: int

    def key(self) -> Key["Signup"]:
        return keys.signup(self.ticket_id)


@dataclass(frozen=True, kw_only=True)
class Challenge(Item):
    """A sign-in that waits for its second step (Cognito's Session). `code` is an HMAC."""

    kind: ClassVar[str] = "CHALLENGE"
    digest: str
    name: str
    account_id: str
    client_id: str
    epoch: int
    code: str
    expires: datetime
    code_expires: datetime
    tries: int = 0
    state: Literal["waiting", "done"] = "waiting"
    ttl: int

    def key(self) -> Key["Challenge"]:
        return keys.challenge(self.digest)
