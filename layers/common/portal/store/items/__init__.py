"""All kinds of items. Importing this package registers them."""

from .account import (
    Access,
    Account,
    Alias,
    Contact,
    Credential,
    Device,
    Member,
    Reset,
    Session,
    Verification,
)
from .audit import AuditEntry, Seal, Sealed
from .corrections import Correction
from .onboarding import Challenge, Invite, Rate, Signup
from .outbox import Once, Outbox, Seen
from .practice import Chart, Delivery, Finder, Practice, Staff
from .records import Import, Record
from .signing import Signing, SigningKey

__all__ = [
    "Access", "Account", "Alias", "AuditEntry", "Challenge", "Chart", "Contact", "Correction", "Credential", "Delivery",
    "Device", "Finder", "Import", "Invite", "Member", "Once", "Outbox", "Practice", "Rate", "Record", "Reset", "Seal",
    "Sealed", "Seen", "Session", "Signing", "SigningKey", "Signup", "Staff", "Verification",
]  # fmt: skip
