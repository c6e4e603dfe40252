"""A practice, its staff, and the charts of its patients."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

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


@dataclass(frozen=True, kw_only=True)
class Staff(Item):
    """A member of the practice; the login is an account of its own."""

    kind: ClassVar[str] = "STAFF"
    practice_id: str
    account_id: str
    given: str
    family: str
    email: str
    role: str
    added: datetime

    def key(self) -> Key["Staff"]:
        return keys.staff(self.practice_id, self.account_id)


@dataclass(frozen=True, kw_only=True)
class Chart(Item):
    """One practice's record of one patient. `patient_id` is the practice's own id; `primary` the account that owns it.

    `invites` leads from a kind and an address (under HMAC) to the newest invite and its end; under the same names
    `waiting` are those that will go out when there is a primary account (C2). `caregivers` are those of the practice's
    file (C1). `fhir_patient_id` is what the practice's bundles call this patient, learned from the first of them.
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
    invites: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, Invitation] = field(default_factory=dict)
    fhir_patient_id: str | None = None
    as_of: datetime

    def key(self) -> Key["Chart"]:
        return keys.chart(self.id)
