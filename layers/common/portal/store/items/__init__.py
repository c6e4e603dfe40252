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
from .documents import Document, Folder, Given, Link, SameFile, Storage
from .exports import Export
from .forms import Draft, Form, Questionnaire
from .messages import Inbox, Mailbox, Message, Thread, ThreadWord, Unsent
from .onboarding import Challenge, Invite, Rate, Signup
from .outbox import Once, Outbox, Seen
from .practice import Chart, Delivery, Finder, Practice, Staff
from .records import File, Import, Record
from .signing import Signing, SigningKey

__all__ = [
    "Access", "Account", "Alias", "AuditEntry", "Challenge", "Chart", "Contact", "Correction", "Credential", "Delivery",
    "Device", "Document", "Draft", "Export", "File", "Finder", "Folder", "Form", "Given", "Import", "Inbox", "Invite",
    "Link", "Mailbox", "Member", "Message", "Once", "Outbox", "Practice", "Questionnaire", "Rate", "Record", "Reset",
    "SameFile", "Seal", "Sealed", "Seen", "Session", "Signing", "SigningKey", "Signup", "Staff", "Storage", "Thread",
    "ThreadWord", "Unsent", "Verification",
]  # fmt: skip
