"""A practice, its staff, and the charts of its patients."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal

from portal.store import keys
from portal.store.item import Item, Key

from .onboarding import Invitation


@dataclass(frozen=True, kw_only=True)
class Practice(Item):
    """`secret` is the sealed webhook secret (`whsec_…`). `mfa_required`: accounts it invites need a second factor."""

    kind: ClassVar[str] = "PRACTICE"
    id: str
    name: str
    phone: str
    secret: bytes
    created: datetime
    webhook_url: str | None = None
    mfa_required: bool = False

    def key(self) -> Key["Practice"]:
        return keys.practice(self.id)


StaffRole = Literal["administrator", "clinician", "front-desk"]


@dataclass(frozen=True, kw_only=True)
class Staff(Item):
    """A member of the practice; the login is an account of its own."""

    kind: ClassVar[str] = "STAFF"
    practice_id: str
    account_id: str
    given: str
    family: str
    email: str
    role: StaffRole
    added: datetime

    def key(self) -> Key["Staff"]:
        return keys.staff(self.practice_id, self.account_id)


@dataclass(frozen=True, kw_only=True)
class Chart(Item):
    """One practice's record of one patient. `patient_id` is the practice's own id; `primary` the account that owns it,
    `live` since when that account is in use: others see the record only from then on (C2).

    `accounts` are all that have an Access to it.

    `invites` leads from a kind and an address (under HMAC) to the newest invite and its end; under the same names
    `waiting` are those that will go out when there is a primary account (C2). `caregivers` are those of the practice's
    file (C1). `fhir_patient_id` is what the practice's bundles call this patient, learned from the first of them.
    `open_forms` counts what the patient was asked to fill in and has not sent yet.
    `as_of` is the practice's own time of the demographics, so that an older message never overwrites a newer one.
    """

    kind: ClassVar[str] = "CHART"
    id: str
    practice_id: str
    patient_id: str
    given: str
    family: str
    birth_date: date
    email: str | None = None
    phone: str | None = None
    sex: str | None = None
    caregivers: list[dict[str, str]] = field(default_factory=list)
    primary: str | None = None
    live: datetime | None = None
    accounts: frozenset[str] = frozenset()
    invites: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, Invitation] = field(default_factory=dict)
    fhir_patient_id: str | None = None
    open_forms: int = 0
    as_of: datetime

    def key(self) -> Key["Chart"]:
        return keys.chart(self.id)


@dataclass(frozen=True, kw_only=True)
class Finder(Item):
    """A word by which the practice finds a patient (D1). `name` is the folded one that lists are sorted by.

    The word `*` lists everybody, `!` those without an account and without an invitation that is open (D10).
    `words` are all of the patient's, so that a search by several of them reads no more.
    """

    kind: ClassVar[str] = "FINDER"
    practice_id: str
    word: str
    name: str
    chart_id: str
    words: list[str]

    def key(self) -> Key["Finder"]:
        return keys.finder(self.practice_id, self.word, self.name, self.chart_id)


DeliveryType = Literal[
    "account.activated",
    "invite.locked",
    "correction.requested",
    "form.submitted",
    "message.received",
    "document.shared",
]
DeliveryState = Literal["waiting", "delivered", "failing"]


@dataclass(frozen=True, kw_only=True)
class Delivery(Item):
    """A message to the practice's own webhook. `id` is its webhook-id, the same at each attempt; it sorts by time.

    `body` is sealed. `last_status` is the HTTP status of the last answer, None when there was none.
    """

    kind: ClassVar[str] = "DELIVERY"
    practice_id: str
    id: str
    type: DeliveryType
    body: bytes
    created: datetime
    state: DeliveryState = "waiting"
    attempts: int = 0
    last_attempt: datetime | None = None
    last_status: int | None = None
    ttl: int

    def key(self) -> Key["Delivery"]:
        return keys.delivery(self.practice_id, self.id)
