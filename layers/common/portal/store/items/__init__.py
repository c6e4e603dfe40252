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
from .exports import Export
from .forms import Draft, Form, Questionnaire
from .onboarding import Challenge, Invite, Rate, Signup
from .outbox import Once, Outbox, Seen
from .practice import Chart, Delivery, Finder, Practice, Staff
from .records import File, Import, Record
from .signing import Signing, SigningKey

__all__ = [
    "Access", "Account", "Alias", "AuditEntry", "Challenge", "Chart", "Contact", "Correction", "Credential", "Delivery",
    "Device", "Draft", "Export", "File", "Finder", "Form", "Import", "Invite", "Member", "Once", "Outbox", "Practice",
    "Questionnaire", "Rate", "Record", "Reset", "Seal", "Sealed", "Seen", "Session", "Signing", "SigningKey", "Signup",
    "Staff", "Verification",
]  # fmt: skip
