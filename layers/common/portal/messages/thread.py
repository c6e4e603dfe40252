"""A thread and its messages: how both sides see them, and the one way in which they change.

Every change of a thread is under the condition that it is as it was read, and carries the counters of what is not read
along: the account's Mailbox, the practice's Inbox.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from portal import sealing, store
from portal.errors import Conflict, Invalid, NotFound
from portal.recipients import Whom
from portal.store import Writes, where
from portal.store.items import Inbox, Mailbox, Message, Thread
from portal.store.items.account import Role
from portal.store.items.messages import Side, ThreadState

from . import finding

LONGEST_SUBJECT, LONGEST_CONTENT = 200, 10_000
TRIES = 5
"""Of one change, when others change the thread at the same moment."""


class Changed(Conflict):
    """The thread is not as it was read."""


class Place(BaseModel):
    id: str
    name: str


class _Shown(BaseModel):
    id: str
    chart: str
    practice: Place
    subject: str
    to: Whom
    state: ThreadState
    created: datetime
    last: datetime = Field(description="when the newest message came")
    last_by: Side
    count: int = Field(description="of messages; to be sent back when they were read")
    attachments: bool = Field(description="whether any message has one")


class AccountThread(_Shown):
    """As the account sees it."""

    unread: bool
    seen_by_practice: bool


class PracticeThread(_Shown):
    """As the practice's staff see it."""

    patient: str = Field(description="the name on the chart")
    account: str
    writer: str = Field(description="who writes, by the name that the practice knows")
    role: Role
    assignee: Whom = Field(description="who is to answer")
    unseen: bool


class By(BaseModel):
    name: str
    role: str = Field(description="`self`, `primary`, `caregiver` or `representative`; of staff, their role")


class Attachment(BaseModel):
    id: str
    name: str
    content_type: str
    size: int


class MessageShown(BaseModel):
    id: str
    number: int = Field(description="in its thread, from 1")
    side: Side
    by: By
    on_behalf_of: str | None = Field(description="the patient, where somebody else wrote")
    sent: datetime
    content: str
    attachments: list[Attachment]


def to_account(thread: Thread) -> AccountThread:
    return AccountThread(**_told(thread, AccountThread), unread=thread.unread, seen_by_practice=not thread.unseen)


def to_practice(thread: Thread) -> PracticeThread:
    return PracticeThread(**_told(thread, PracticeThread), account=thread.account_id)


def _told(thread: Thread, model: type[_Shown]) -> dict[str, Any]:
    known = {each.name for each in fields(thread)} & model.model_fields.keys() - {"unread"}
    place = Place(id=thread.practice_id, name=thread.practice_name)
    return {name: getattr(thread, name) for name in known} | {"chart": thread.chart_id, "practice": place}


def message(thread: Thread, message_id: str, content: str, **more: Any) -> Message:
    """The next one of a thread."""
    body = sealing.seal(content, _context(thread.id, message_id))
    return Message(thread_id=thread.id, id=message_id, number=thread.count + 1, body=body, **more)


def shown(sent: Message) -> MessageShown:
    told = {name: getattr(sent, name) for name in ("id", "number", "side", "by", "on_behalf_of", "sent", "attachments")}
    return MessageShown(**told, content=content(sent))


def content(sent: Message) -> str:
    text: str = sealing.unseal(sent.body, _context(sent.thread_id, sent.id))
    return text


def _context(thread_id: str, message_id: str) -> str:
    return f"message|{thread_id}|{message_id}"


def checked_subject(text: str) -> str:
    """In one line. Invalid for none, or one that is too long."""
    said = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return _checked("subject", said, LONGEST_SUBJECT)


def checked_content(text: str) -> str:
    """In lines, without what steers old terminals. Invalid for none, such as marks that nobody sees, or too much."""
    said = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")
    return _checked("content", said.strip(), LONGEST_CONTENT)


def _checked(field: str, said: str, longest: int) -> str:
    if not any(c.isprintable() and not c.isspace() for c in said):
        raise Invalid.field(field, "missing", "This cannot be empty")
    if len(said) > longest:
        raise Invalid.field(field, "too_long", f"Use at most {longest} characters")
    return said


def with_message(thread: Thread, sent: Message) -> Thread:
    """An account that writes to a closed thread opens it again; the practice may answer and leave it closed."""
    new: dict[str, Any] = {"count": sent.number, "last": sent.sent, "last_by": sent.side}
    if sent.side == "account":
        new |= {"from_account": sent.number, "unseen": True, "state": "open"}
    else:
        new |= {"from_practice": sent.number, "unread": True}
    return replace(thread, **new, attachments=thread.attachments or bool(sent.attachments))


def save(write: Writes, before: Thread | None, after: Thread) -> None:
    """A new thread with its words, or a change of one; and what is counted of it. Changed when it is not `before`."""
    if before is None:
        write.put(after, when=store.ABSENT, else_raise=Changed())
        for word in finding.words(after):
            write.put(word)
    else:
        new = {f.name: getattr(after, f.name) for f in fields(after)}
        differs = {name: value for name, value in new.items() if value != getattr(before, name)}
        sets = differs | {"version": before.version + 1} | after.index()
        write.update(after.key(), set=sets, when=where("version").eq(before.version), else_raise=Changed())
    _count(
        write,
        "unread",
        bool(before and before.unread),
        after.unread,
        Mailbox(account_id=after.account_id, chart_id=after.chart_id),
    )
    _count(write, "unseen", bool(before and before.unseen), after.unseen, Inbox(practice_id=after.practice_id))


def _count(write: Writes, name: str, before: bool, after: bool, counter: Mailbox | Inbox) -> None:
    """One that is not there yet begins at nothing."""
    if before == after:
        return
    own = {each.name: getattr(counter, each.name) for each in fields(counter) if each.name != name}
    write.update(counter.key(), set={"kind": counter.kind} | own, add={name: 1 if after else -1})


def again[T](thread: Thread, change: Callable[[Thread], T]) -> T:
    """Make a change; when somebody else changed the thread at the same moment, with the thread as it is then."""
    for _ in range(TRIES):
        try:
            return change(thread)
        except Changed:
            found = store.get(thread.key())
            if found is None:
                raise NotFound from None
            thread = found
    raise Changed
