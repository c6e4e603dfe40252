"""An account (a login) and what belongs to it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal

from portal.store import keys
from portal.store.item import Item, Key

Language = Literal["en", "es"]
Role = Literal["primary", "caregiver", "representative", "app"]
Right = Literal["read", "write"]


@dataclass(frozen=True, kw_only=True)
class Account(Item):
    """The person behind a login, as shown to people. What a sign-in needs is in Credential."""

    kind: ClassVar[str] = "ACCOUNT"
    id: str
    given: str
    family: str
    created: datetime
    practice_id: str | None = None

    def key(self) -> Key["Account"]:
        return keys.account(self.id)


@dataclass(frozen=True, kw_only=True)
class Credential(Item):
    """What a sign-in and every later request depend on, in one item so that a sign-in reads no more than this.

    `password` is the sealed argon2id hash, `email` the primary address. `epoch` goes up when all sessions must end.
    `failures` and `free_at` slow guessing; for names that no account has, those two are all there is, with a `ttl`.
    """

    kind: ClassVar[str] = "CREDENTIAL"
    account_id: str
    username: str = ""
    password: bytes | None = None
    email: str = ""
    language: Language = "en"
    groups: list[str] = field(default_factory=list)
    state: Literal["active", "disabled"] = "active"
    must_change_password: bool = False
    epoch: int = 1
    failures: int = 0
    free_at: datetime | None = None
    ttl: int | None = None

    def key(self) -> Key["Credential"]:
        return keys.credential(self.account_id)


@dataclass(frozen=True, kw_only=True)
class Email(Item):
    """A verified address of the account; the primary one is Credential.email."""

    kind: ClassVar[str] = "EMAIL"
    account_id: str
    address: str
    verified: datetime

    def key(self) -> Key["Email"]:
        return keys.email(self.account_id, self.address)


@dataclass(frozen=True, kw_only=True)
class Alias(Item):
    """A username or verified address, lower-cased and under HMAC, leads to its one account."""

    kind: ClassVar[str] = "ALIAS"
    digest: str
    account_id: str

    def key(self) -> Key["Alias"]:
        return keys.alias(self.digest)


@dataclass(frozen=True, kw_only=True)
class Session(Item):
    """One sign-in on one device. `generation` counts the refresh tokens; `id` is the tokens' origin_jti."""

    kind: ClassVar[str] = "SESSION"
    account_id: str
    id: str
    client_id: str
    epoch: int
    generation: int
    rotated: datetime
    started: datetime
    factors: list[str]
    idle_until: datetime
    ends: datetime
    device: str
    ip: str
    ttl: int

    def key(self) -> Key["Session"]:
        return keys.session(self.account_id, self.id)


@dataclass(frozen=True, kw_only=True)
class Device(Item):
    """A device on which the account has proved a second factor. Its key is in a cookie or the app's store."""

    kind: ClassVar[str] = "DEVICE"
    digest: str
    account_id: str
    name: str
    first_seen: datetime
    ttl: int

    def key(self) -> Key["Device"]:
        return keys.device(self.digest)

    def index(self) -> dict[str, str]:
        return {"gsi1pk": f"ACCT#{self.account_id}", "gsi1sk": f"DEVICE#{self.digest}"}


@dataclass(frozen=True, kw_only=True)
class Member(Item):
    """A person as this account sees them: oneself, a child, someone cared for."""

    kind: ClassVar[str] = "MEMBER"
    account_id: str
    id: str
    given: str
    family: str
    relationship: str
    birth_date: date | None = None

    def key(self) -> Key["Member"]:
        return keys.member(self.account_id, self.id)


@dataclass(frozen=True, kw_only=True)
class Access(Item):
    """What one account may do with one chart, until when."""

    kind: ClassVar[str] = "ACCESS"
    account_id: str
    chart_id: str
    practice_id: str
    practice_name: str
    member_id: str
    role: Role
    sections: dict[str, Right] = field(default_factory=dict)
    granted: datetime
    ends: datetime | None = None

    def key(self) -> Key["Access"]:
        return keys.access(self.account_id, self.chart_id)

    def index(self) -> dict[str, str]:
        return {"gsi1pk": f"CHART#{self.chart_id}", "gsi1sk": f"ACCESS#{self.account_id}"}
