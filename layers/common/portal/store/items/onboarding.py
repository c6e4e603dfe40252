"""What lives for minutes or days on the way to an account or a session."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal

from portal import clock
from portal.store import keys
from portal.store.item import Item, Key

from .account import Right

InviteKind = Literal["primary", "caregiver", "representative"]
InviteState = Literal["sent", "opened", "verified", "accepted", "locked"]


@dataclass(frozen=True)
class Invitation:
    """Whom a practice invites, and as what. `given`, `family` and `permissions` (sections) are a representative's."""

    kind: InviteKind
    email: str
    given: str | None = None
    family: str | None = None
    permissions: dict[str, Right] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Invite(Item):
    """A practice's invitation. Being expired or withdrawn is not a state here but a time.

    `given`, `family` and `permissions` (sections) are a representative's. `account` accepted it.
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
    given: str | None = None
    family: str | None = None
    permissions: dict[str, Right] = field(default_factory=dict)
    state: InviteState
    sent: datetime
    expires: datetime
    withdrawn: datetime | None = None
    account: str | None = None
    tries: int = 0
    codes: int = 0
    ttl: int

    def key(self) -> Key["Invite"]:
        return keys.invite(self.digest)

    def index(self) -> dict[str, str]:
        listed = f"INVITE#{clock.text(self.sent)}#{self.digest}"
        return {"gsi1pk": f"PRACTICE#{self.practice_id}", "gsi1sk": listed}


@dataclass(frozen=True, kw_only=True)
class Signup(Item):
    """An account that waits for its e-mail code. `password` and `srp` are sealed for it; `code` is an HMAC."""

    kind: ClassVar[str] = "SIGNUP"
    ticket_id: str
    invite: str
    practice_id: str
    chart_id: str
    account_id: str
    username: str
    password: bytes
    srp: bytes | None = None
    language: Literal["en", "es"]
    terms_accepted: datetime
    code: str
    code_expires: datetime
    tries: int = 0
    state: Literal["waiting", "done"] = "waiting"
    ttl: int

    def key(self) -> Key["Signup"]:
        return keys.signup(self.ticket_id)


ChallengeName = Literal[
    "PASSWORD_VERIFIER", "NEW_PASSWORD_REQUIRED", "SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA", "SELECT_MFA_TYPE",
    "MFA_SETUP",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Challenge(Item):
    """A sign-in that waits for its next step (Cognito's Session).

    `passed` are the factors so far. `code` is an HMAC of what was sent, `secret` sealed: the server's half of SRP, or
    the seed of a new authenticator app (MFA_SETUP). `setup` says that its first code was right, and of which step it
    was; `setup_name` is what the app is called.
    """

    kind: ClassVar[str] = "CHALLENGE"
    digest: str
    name: ChallengeName
    account_id: str
    client_id: str
    epoch: int
    passed: list[str] = field(default_factory=list)
    code: str | None = None
    code_expires: datetime | None = None
    secret: bytes | None = None
    setup: int | None = None
    setup_name: str | None = None
    expires: datetime
    tries: int = 0
    state: Literal["waiting", "done"] = "waiting"
    ttl: int

    def key(self) -> Key["Challenge"]:
        return keys.challenge(self.digest)


@dataclass(frozen=True, kw_only=True)
class Rate(Item):
    """How often something was done from one place or for one person, and when last, where that matters."""

    kind: ClassVar[str] = "RATE"
    digest: str
    count: int = 0
    last: datetime | None = None
    ttl: int

    def key(self) -> Key["Rate"]:
        return keys.rate(self.digest)
