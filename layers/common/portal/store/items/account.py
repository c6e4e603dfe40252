"""An account (a login) and what belongs to it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal

from portal import clock
from portal.store import keys
from portal.store.item import Item, Key

Language = Literal["en", "es"]
Role = Literal["primary", "caregiver", "representative", "app"]
Right = Literal["read", "write"]
Factor = Literal["SOFTWARE_TOKEN_MFA", "SMS_MFA", "EMAIL_OTP"]
"""A second factor, by Cognito's name for its challenge."""
ContactKind = Literal["practice", "health", "wellness"]
Attribute = Literal["email", "phone_number"]
"""What is verified by a code, by Cognito's name."""


@dataclass(frozen=True, kw_only=True)
class Device:
    """A browser or app where the account signed in before. Its key is in a cookie or the app's store.

    While `trusted` is the credential's epoch, no second factor is asked for there.
    """

    name: str
    first_seen: datetime
    last_seen: datetime
    trusted: int = 0


@dataclass(frozen=True, kw_only=True)
class Account(Item):
    """The person behind a login, as shown to people. What a sign-in needs is in Credential.

    `emails` are the verified addresses, each with when it was; the primary one is Credential.email. `notices`
    tells which kinds of notice are wanted; what is not named is wanted. `charts` are those of its Access items, each
    with its practice (`granting.held`); `practice_id` is that of staff.
    """

    kind: ClassVar[str] = "ACCOUNT"
    id: str
    given: str
    family: str
    created: datetime
    emails: dict[str, datetime] = field(default_factory=dict)
    practice_id: str | None = None
    notices: dict[str, bool] = field(default_factory=dict)
    charts: frozenset[str] = frozenset()

    def key(self) -> Key["Account"]:
        return keys.account(self.id)


@dataclass(frozen=True, kw_only=True)
class Credential(Item):
    """What a sign-in and every later request depend on, in one item so that a sign-in reads no more than this.

    `password` is the sealed argon2id hash, `srp` the sealed verifier where an app client needs one, `email` the primary
    address, `phone` the verified number. `time_zone` is an IANA name. `epoch` goes up when all sessions must end.
    `failures`, `failing_since` and `free_at` slow guessing; for names that no account has, those are all there is, with
    a `ttl`.

    `mfa` are the second factors that were switched on; `totp` is the sealed seed of the authenticator app, `totp_step`
    the last 30-second step whose code was accepted, `totp_pending` a seed that waits for its first code. `recovery`
    holds HMACs of the codes that are left. `temporary_until` is the end of a generated password that has to be
    changed. `short_password` is one that only a second factor allows;
    `strong_next` says that a reset by mail alone came before: the next sign-in takes no e-mail code. `reset` is
    the HMAC of the newest code for a forgotten password, until it is used. `activates` names the `practice`, its
    `chart` that goes live with the first sign-in, where the practice made the account, and the chart's `patient`.
    """

    kind: ClassVar[str] = "CREDENTIAL"
    account_id: str
    username: str = ""
    password: bytes | None = None
    srp: bytes | None = None
    email: str = ""
    phone: str | None = None
    language: Language = "en"
    time_zone: str | None = None
    groups: list[str] = field(default_factory=list)
    state: Literal["active", "disabled"] = "active"
    must_change_password: bool = False
    temporary_until: datetime | None = None
    short_password: bool = False
    strong_next: bool = False
    mfa: list[Factor] = field(default_factory=list)
    preferred_mfa: Factor | None = None
    mfa_required: bool = False
    totp: bytes | None = None
    totp_name: str | None = None
    totp_step: int = 0
    totp_pending: bytes | None = None
    recovery: list[str] = field(default_factory=list)
    reset: str | None = None
    devices: dict[str, Device] = field(default_factory=dict)
    epoch: int = 1
    last_sign_in: datetime | None = None
    activates: dict[str, str] | None = None
    failures: int = 0
    failing_since: datetime | None = None
    free_at: datetime | None = None
    ttl: int | None = None

    def key(self) -> Key["Credential"]:
        return keys.credential(self.account_id)


@dataclass(frozen=True, kw_only=True)
class Verification(Item):
    """A new address or phone number that waits for its code. Only then it belongs to the account. `code` is an HMAC.

    `taken` says that the address is another account's: then no code was sent, and none is right.
    """

    kind: ClassVar[str] = "VERIFICATION"
    account_id: str
    attribute: Attribute
    value: str
    make_primary: bool = False
    taken: bool = False
    code: str
    expires: datetime
    tries: int = 0
    ttl: int

    def key(self) -> Key["Verification"]:
        return keys.verification(self.account_id, self.attribute)


@dataclass(frozen=True, kw_only=True)
class Reset(Item):
    """A forgotten password that waits for its code, by the name that was typed; one is kept for names nobody has, too.

    `code` and `text_code` are HMACs of what was mailed and texted; it counts while it is Credential.reset. `tries`
    counts answers with the code, `factor_tries` those with a second factor. `proved` is the HMAC of the one that was
    right: whoever shows it again need not prove another.
    """

    kind: ClassVar[str] = "RESET"
    digest: str
    account_id: str
    code: str
    expires: datetime
    tries: int = 0
    text_code: str | None = None
    text_expires: datetime | None = None
    factor_tries: int = 0
    proved: str | None = None
    ttl: int

    def key(self) -> Key["Reset"]:
        return keys.reset(self.digest)


@dataclass(frozen=True, kw_only=True)
class Contact(Item):
    """Somebody whom the account's holder wants to reach: an entry of their own address book (A10)."""

    kind: ClassVar[str] = "CONTACT"
    account_id: str
    id: str
    contact_kind: ContactKind
    name: str
    role: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    notes: str | None = None

    def key(self) -> Key["Contact"]:
        return keys.contact(self.account_id, self.id)


@dataclass(frozen=True, kw_only=True)
class Alias(Item):
    """A username, verified address or account id, lower-cased and under HMAC, leads to its one account."""

    kind: ClassVar[str] = "ALIAS"
    digest: str
    account_id: str

    def key(self) -> Key["Alias"]:
        return keys.alias(self.digest)


@dataclass(frozen=True, kw_only=True)
class Session(Item):
    """One sign-in on one device. `generation` counts the refresh tokens; `id` is the tokens' origin_jti.

    `proved` is when the password was last checked; a refresh leaves it as it is (A4).
    """

    kind: ClassVar[str] = "SESSION"
    account_id: str
    id: str
    client_id: str
    epoch: int
    generation: int
    rotated: datetime
    started: datetime
    proved: datetime
    factors: list[str]
    idle_until: datetime
    ends: datetime
    device: str
    ip: str
    ttl: int

    def key(self) -> Key["Session"]:
        return keys.session(self.account_id, self.id)


@dataclass(frozen=True, kw_only=True)
class Member(Item):
    """A person as this account sees them: oneself, a child, someone cared for. The practice's record is another thing.

    `relationship` is `self` for the account's own holder. `links` goes up with each chart that is linked here, so that
    nobody is removed at the moment when a chart arrives.
    """

    kind: ClassVar[str] = "MEMBER"
    account_id: str
    id: str
    given: str
    family: str
    relationship: str
    birth_date: date | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    links: int = 0

    def key(self) -> Key["Member"]:
        return keys.member(self.account_id, self.id)


@dataclass(frozen=True, kw_only=True)
class Access(Item):
    """What one account may do with one chart, until when. `portal.access.rights` tells what of it counts.

    `sections` are what the practice gave. `kept` is what the patient leaves of them, None for all. `oneself` says
    that the account's holder is the patient. `last_used` is the first look at a section in its quarter hour, and kept
    for others than the patient's own account only. `address` is where the practice invited them, `name` what it called
    them then: the account's own name is theirs to choose. `off` says that the practice has disabled the account.
    `told_of_results` is when a mail last told of new results, or when the one that waits will.
    """

    kind: ClassVar[str] = "ACCESS"
    account_id: str
    chart_id: str
    practice_id: str
    practice_name: str
    member_id: str
    role: Role
    sections: dict[str, Right] = field(default_factory=dict)
    kept: dict[str, Right] | None = None
    oneself: bool = False
    address: str = ""
    name: str = ""
    off: bool = False
    granted: datetime
    ends: datetime | None = None
    last_used: datetime | None = None
    told_of_results: datetime | None = None

    def key(self) -> Key["Access"]:
        return keys.access(self.account_id, self.chart_id)

    def index(self) -> dict[str, str]:
        listed = f"{'OFF' if self.off else 'ON'}#{clock.text(self.granted)}#{self.account_id}"
        return {"gsi2pk": f"PRACTICE#{self.practice_id}", "gsi2sk": listed}
