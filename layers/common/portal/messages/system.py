"""A message by the practice's own system, in the name of a member of its staff (`message.sent`)."""

from portal import ids, store
from portal.errors import Invalid
from portal.practice import SignedPractice
from portal.store import Writes
from portal.store.items import Thread

from . import answering, thread


def send(
    write: Writes,
    sender: SignedPractice,
    *,
    patient_id: str,
    thread_id: str | None,
    account_id: str | None,
    by: str,
    subject: str,
    content: str,
) -> Thread:
    """To a thread of the patient's, or else a new one. Invalid names what is unknown; NoAccess."""
    practice, content = sender.practice, thread.checked_content(content)
    chart_id = ids.chart_id(practice.id, patient_id)
    subject = subject if thread_id else thread.checked_subject(subject)
    account_id = thread_id.partition("_")[0] if thread_id else account_id or ""
    name = thread_id or f"{account_id}_{ids.derived('thread', practice.id, sender.webhook_id)}"
    chart, staff, access, account, before = store.fetch(
        store.keys.chart(chart_id),
        store.keys.staff(practice.id, by),
        store.keys.access(account_id, chart_id),
        store.keys.account(account_id),
        store.keys.thread(name),
    )
    if chart is None:
        raise Invalid.field("patient_id", "unknown", "Send patient.upserted for this patient first")
    if staff is None:
        raise Invalid.field("from", "unknown", "This is not a member of your staff")
    if thread_id and (before is None or before.chart_id != chart_id):
        raise Invalid.field("thread_id", "unknown", "This patient has no such thread")
    reached = answering.may_read(access, chart, sender.at)
    found = before or answering.new(name, reached, account, chart, staff, subject, sender.at)
    message_id = ids.derived("message", practice.id, sender.webhook_id)
    after, _ = answering.send(write, reached, before, found, message_id, staff, content, sender.at)
    told = {"about": chart_id, "acting_for": found.patient, "section": "messages"}
    for entry in sender.entries("message.sent", "record", found.account_id, **told):
        write.put(entry)
    return after
