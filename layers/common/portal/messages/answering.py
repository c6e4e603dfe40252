"""The practice writes: a member of its staff in the console, or its own system (F4). And what staff do with a thread.

Only while the account may read messages about the patient: nothing is said into the void.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from portal import recipients, store
from portal.access import known_as, rights
from portal.documents import enclosing, giving
from portal.errors import Conflict
from portal.staff import StaffOnChart
from portal.store import Writes, where
from portal.store.items import Access, Account, Chart, Document, Message, Staff, Thread
from portal.store.items.messages import ThreadState

from . import telling, thread
from .on_thread import StaffOnThread
from .thread import Changed, MessageShown, PracticeThread


class NoAccess(Conflict):
    slug, title = "no-access", "This person cannot read messages about this patient any more. Reach them another way"


def start(
    staff: StaffOnChart, account_id: str, subject: str, content: str, attachments: Sequence[str]
) -> PracticeThread:
    """To somebody with access to the patient's chart. Whoever writes is to answer what comes back."""
    thread_id = f"{account_id}_{staff.id_of('thread')}"
    subject, content = thread.checked_subject(subject), thread.checked_content(content)
    before, access, account, *files = store.fetch(
        store.keys.thread(thread_id),
        store.keys.access(account_id, staff.chart.id),
        store.keys.account(account_id),
        *enclosing.keys(staff, attachments),
    )
    if before is not None:
        return thread.to_practice(before)
    reached = may_read(access, staff.chart, staff.at)
    made = new(thread_id, reached, account, staff.chart, staff.staff, subject, staff.at)
    documents = enclosing.attachable(files, staff.at)
    with store.all_or_nothing() as write:
        after, _ = send(write, reached, None, made, staff.id_of("message"), staff.staff, content, staff.at, documents)
        for entry in staff.entries("message.sent", "record", account_id, section="messages"):
            write.put(entry)
    return thread.to_practice(after)


def answer(staff: StaffOnThread, content: str, attachments: Sequence[str]) -> MessageShown:
    """NoAccess when the account cannot read it any more."""
    message_id, content = staff.id_of("message"), thread.checked_content(content)
    about, wanted = staff.thread, enclosing.keys(staff, attachments)

    def once(found: Thread) -> MessageShown:
        sent, access, chart, *files = store.fetch(
            store.keys.message(about.id, message_id),
            store.keys.access(about.account_id, about.chart_id),
            store.keys.chart(about.chart_id),
            *wanted,
        )
        if sent is None:
            reached, documents = may_read(access, chart, staff.at), enclosing.attachable(files, staff.at)
            with store.all_or_nothing(else_raise=Changed()) as write:
                _, sent = send(write, reached, found, found, message_id, staff.staff, content, staff.at, documents)
                for entry in staff.entries("message.sent", "record", about.account_id):
                    write.put(entry)
        return thread.shown(sent)

    return thread.again(about, once)


def update(
    staff: StaffOnThread, assignee: str | None, state: ThreadState | None, seen: int | Literal[False] | None
) -> PracticeThread:
    """What is None stays as it is. `seen` is how many messages were shown; False: as if nobody had looked."""
    whom: dict[str, str] | None = None
    if assignee is not None:
        member = store.get(recipients.key(staff.practice.id, assignee))
        whom = recipients.chosen(assignee, member, field="assignee")

    def once(found: Thread) -> PracticeThread:
        after = replace(found, assignee=whom or found.assignee, state=state or found.state, unseen=_unseen(found, seen))
        if after != found:
            with store.all_or_nothing(else_raise=Changed()) as write:
                thread.save(write, found, after)
                for action in _actions(found, after):
                    for entry in staff.entries(action, "practice"):
                        write.put(entry)
        return thread.to_practice(after)

    return thread.again(staff.thread, once)


def _unseen(found: Thread, seen: int | Literal[False] | None) -> bool:
    """What came after what was shown is still not seen."""
    if seen is None:
        return found.unseen
    return True if seen is False else found.unseen and seen < found.from_account


def _actions(before: Thread, after: Thread) -> list[str]:
    changed = ["thread.assigned"] if before.assignee != after.assignee else []
    if before.state != after.state:
        changed.append("thread.closed" if after.state == "closed" else "thread.reopened")
    return changed


def may_read(access: Access | None, chart: Chart | None, at: datetime) -> Access:
    """The account's access, if it may read messages at this moment; NoAccess."""
    if access is None or "messages" not in rights(access, chart, at):
        raise NoAccess
    return access


def new(
    thread_id: str, access: Access, account: Account | None, chart: Chart, by: Staff, subject: str, at: datetime
) -> Thread:
    """A thread that the practice begins, without its first message."""
    if account is None:
        raise NoAccess
    whom = recipients.chosen(by.account_id, by)
    return Thread(
        account_id=account.id,
        id=thread_id,
        chart_id=chart.id,
        practice_id=chart.practice_id,
        practice_name=access.practice_name,
        patient=f"{chart.given} {chart.family}",
        writer=known_as(access, account, chart),
        role=access.role,
        subject=subject,
        to=whom,
        assignee=whom,
        created=at,
        last=at,
        last_by="practice",
    )


def send(
    write: Writes,
    access: Access,
    before: Thread | None,
    found: Thread,
    message_id: str,
    by: Staff,
    content: str,
    at: datetime,
    documents: Sequence[Document] = (),
) -> tuple[Thread, Message]:
    """`found` with one more message of the practice's; `before` is None where it is new."""
    write.check(access.key(), when=where("granted").eq(access.granted), else_raise=NoAccess())
    name = f"{by.given} {by.family}"
    told = {"kind": "staff", "account": by.account_id, "name": name, "role": by.role}
    attached = giving.attach(write, found, documents, enclosing.giver(found, by, at))
    sent = thread.message(found, message_id, content, side="practice", by=told, sent=at, attachments=attached)
    after = thread.with_message(found, sent)
    thread.save(write, before, after)
    write.put(sent, when=store.ABSENT)
    if not (before and before.unread):
        telling.account(write, after, sent)
    return after, sent
