"""Writing to the practice: a new thread, or one more message of one (F1, F2, F5). Sent again, it is there once.

What is kept beside the message changes in the same transaction: counters, words, attachments, draft, audit, notices.
"""

from collections.abc import Sequence

from portal import audit, recipients, store
from portal.access import Acting
from portal.documents import giving
from portal.errors import NotFound
from portal.identity import limits
from portal.store import Writes, where
from portal.store.items import Document, Message, Thread

from . import telling, thread
from .on_thread import ActingOnThread
from .thread import AccountThread, Changed, MessageShown

NEW = "new"
"""The draft of a message that begins a thread."""


def start(acting: Acting, to: str, subject: str, content: str, attachments: Sequence[str]) -> AccountThread:
    """Invalid names what is to be changed; TooMany after very many in an hour."""
    thread_id = f"{acting.account.id}_{acting.id_of('thread')}"
    subject, content = thread.checked_subject(subject), thread.checked_content(content)
    wanted = giving.keys(acting, attachments)
    before, staff, *documents = store.fetch(
        store.keys.thread(thread_id), recipients.key(acting.chart.practice_id, to), *wanted
    )
    if before is not None:
        return thread.to_account(before)
    whom = recipients.chosen(to, staff)
    made = Thread(
        account_id=acting.account.id,
        id=thread_id,
        chart_id=acting.chart.id,
        practice_id=acting.chart.practice_id,
        practice_name=acting.access.practice_name,
        patient=acting.patient,
        writer=acting.known_as,
        role=acting.access.role,
        subject=subject,
        to=whom,
        assignee=whom,
        created=acting.at,
        last=acting.at,
        last_by="account",
    )
    with store.all_or_nothing() as write:
        after, _ = _send(write, acting, None, made, acting.id_of("message"), content, giving.attachable(documents))
    return thread.to_account(after)


def reply(acting: ActingOnThread, content: str, attachments: Sequence[str]) -> MessageShown:
    """To a closed thread, too: it is open again. TooMany after very many in an hour."""
    message_id = acting.id_of("message")
    content, wanted = thread.checked_content(content), giving.keys(acting, attachments)

    def once(found: Thread) -> MessageShown:
        sent, *documents = store.fetch(store.keys.message(found.id, message_id), *wanted)
        if sent is None:
            with store.all_or_nothing(else_raise=Changed()) as write:
                _, sent = _send(write, acting, found, found, message_id, content, giving.attachable(documents))
        return thread.shown(sent)

    return thread.again(acting.thread, once)


def _send(
    write: Writes,
    acting: Acting,
    before: Thread | None,
    found: Thread,
    message_id: str,
    content: str,
    documents: Sequence[Document],
) -> tuple[Thread, Message]:
    """`found` with one more message; `before` is None where it is new.

    Whose access has ended meanwhile sends nothing.
    """
    access = acting.access
    write.check(access.key(), when=where("granted").eq(access.granted), else_raise=NotFound())
    limits.count_sending(write, "message" if before else "thread", acting.account.id, acting.at)
    role = "self" if access.oneself else access.role
    sent = thread.message(
        found,
        message_id,
        content,
        side="account",
        by={"kind": role, "account": acting.account.id, "name": acting.known_as, "role": role},
        on_behalf_of=None if access.oneself else acting.patient,
        sent=acting.at,
        attachments=giving.attach(write, found, documents, giving.by_account(acting, found.to)),
    )
    after = thread.with_message(found, sent)
    thread.save(write, before, after)
    write.put(sent, when=store.ABSENT)
    write.delete(store.keys.unsent(acting.account.id, acting.chart.id, found.id if before else NEW))
    for entry in audit.in_confidence(acting, "message.sent", "record", found.practice_id, section="messages"):
        write.put(entry)
    telling.practice(write, acting, after, sent, waits=bool(before and before.unseen))
    return after, sent
