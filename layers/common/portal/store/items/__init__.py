"""All kinds of items. Importing this package registers them."""

from .account import Access, Account, Alias, Credential, Device, Email, Member, Session
from .audit import AuditEntry, Seal, Sealed
from .onboarding import Challenge, Invite, Signup
from .outbox import Once, Outbox, Seen
from .practice import Chart, Practice, Staff
from .records import Import, Record

__all__ = [
    "Access", "Account", "Alias", "AuditEntry", "Challenge", "Chart", "Credential", "Device", "Email", "Import",
    "Invite", "Member", "Once", "Outbox", "Practice", "Record", "Seal", "Sealed", "Seen", "Session", "Signup", "Staff",
]  # fmt: skip
