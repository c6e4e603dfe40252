"""Files that staff upload in the console to go with a message (F4): in the same way, and with the same check, as
documents of an account. What is sent is a Given of the thread; what is not sent within a day goes.
"""

from collections.abc import Sequence
from datetime import datetime

from portal import store
from portal.errors import NotFound
from portal.identity import limits
from portal.staff import StaffMember
from portal.store.items import Document, Staff, Thread

from . import document, giving, uploading
from .document import DocumentShown
from .giving import Giver
from .uploading import ABANDONED, Upload, WantedFile


def begin(staff: StaffMember, wanted: WantedFile) -> Upload:
    """A place for one file, as `uploading.begin` makes it. Nothing is told of it but to whoever uploads it."""
    practice_id = staff.practice.id
    made = uploading.new(wanted, staff, member_id=practice_id, practice_id=practice_id)
    before = store.get(made.key())
    if before is None:
        with store.all_or_nothing() as write:
            limits.count_sending(write, "upload", made.account_id, staff.at)
            write.put(made, when=store.ABSENT)
            for entry in staff.entries("document.uploaded", "record", section="messages"):
                write.put(entry)
    return uploading.offered(before or made)


def find(staff: StaffMember, document_id: str) -> DocumentShown:
    """One of their own."""
    found = store.get(_key(staff, document_id))
    if found is None:
        raise NotFound
    return document.shown(found)


def keys(staff: StaffMember, document_ids: Sequence[str]) -> list[store.Key[Document]]:
    """Of what is to be sent: to be read, and put into `attachable`. Invalid for too many."""
    return [_key(staff, each) for each in giving.few(document_ids)]


def attachable(found: Sequence[Document | None], at: datetime) -> list[Document]:
    """All of them, if all can be attached. Invalid otherwise."""
    return giving.attachable([each if each and each.uploaded + ABANDONED > at else None for each in found])


def giver(found: Thread, by: Staff, at: datetime) -> Giver:
    """A member of staff, to the account of a thread."""
    return Giver(
        chart_id=found.chart_id,
        practice_id=found.practice_id,
        practice_name=found.practice_name,
        patient=found.patient,
        account_id=found.account_id,
        by={"kind": "staff", "account": by.account_id, "name": f"{by.given} {by.family}"},
        to={"kind": "account", "id": found.account_id, "name": found.writer},
        given=at,
    )


def _key(staff: StaffMember, document_id: str) -> store.Key[Document]:
    return store.keys.document(staff.account.id, staff.practice.id, document_id)
