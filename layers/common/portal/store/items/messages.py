"""Messages between one account and a practice, about one patient (F). Nobody else's account ever sees them (C5)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Literal

from portal import clock
from portal.store import keys
from portal.store.item import Item, Key

from .account import Role

ThreadState = Literal["open", "closed"]
Side = Literal["account", "practice"]


@dataclass(frozen=True, kw_only=True)
class Thread(Item):
    """A subject that an account and a practice write about.

    `id` begins with the account's id and an underscore. `patient` is the name on the chart; `writer` the account's
    holder as the practice named them, `role` what they are to the patient. `to` is the member or the team of the
    practice that was written to, `assignee` who is to answer now: `{kind, id, name}`, kind `member` or `team`.
    `count` is how many messages it has, `last` when the newest came, `last_by` from which side; `from_account` and
    `from_practice` are the numbers of the newest from each side. `version` counts every change.
    `unread`: the account has not seen all of the practice's; `unseen`: nobody at the practice has seen the newest of
    the account's. Both are counted, in the same transaction, in Mailbox and Inbox.
    """

    kind: ClassVar[str] = "THREAD"
    account_id: str
    id: str
    chart_id: str
    practice_id: str
    practice_name: str
    patient: str
    writer: str
    role: Role
    subject: str
    to: dict[str, str]
    assignee: dict[str, str]
    state: ThreadState = "open"
    created: datetime
    last: datetime
    last_by: Side
    count: int = 0
    from_account: int = 0
    from_practice: int = 0
    version: int = 1
    unread: bool = False
    unseen: bool = False
    attachments: bool = False

    def key(self) -> Key["Thread"]:
        return keys.thread(self.id)

    def index(self) -> dict[str, str]:
        when = f"{clock.text(self.last)}#{self.id}"
        listed, inbox = f"{self.state.upper()}#{when}", f"INBOX#{self.practice_id}"
        return {
            "by_date": f"THREAD#{self.chart_id}#{when}",
            "gsi1pk": inbox, "gsi1sk": listed,
            "gsi2pk": f"{inbox}#{self.assignee['id']}", "gsi2sk": listed,
        }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Message(Item):
    """One message of a thread. `number` counts from 1; `id` follows from the Idempotency-Key, so that the same again is
    found. `by` is `{kind, account, name, role}` as in the audit, `on_behalf_of` the patient where that is another
    person. `body` is the sealed text. `attachments` are `{id, document, name, content_type, size}`: `id` that of a
    Given.
    """

    kind: ClassVar[str] = "MESSAGE"
    thread_id: str
    id: str
    number: int
    side: Side
    by: dict[str, str]
    on_behalf_of: str | None = None
    sent: datetime
    body: bytes
    attachments: list[dict[str, Any]] = field(default_factory=list)

    def key(self) -> Key["Message"]:
        return keys.message(self.thread_id, self.id)

    def index(self) -> dict[str, str]:
        return {"by_date": f"MESSAGE#{self.number:08d}"}


@dataclass(frozen=True, kw_only=True)
class Unsent(Item):
    """What somebody is writing: to a thread, or (`new`) the beginning of one. Only its account sees it."""

    kind: ClassVar[str] = "UNSENT"
    account_id: str
    chart_id: str
    id: str
    version: int
    saved: datetime
    body: bytes

    def key(self) -> Key["Unsent"]:
        return keys.unsent(self.account_id, self.chart_id, self.id)


@dataclass(frozen=True, kw_only=True)
class Mailbox(Item):
    """How many threads about a chart the account has not read. It outlives an access, as the threads do."""

    kind: ClassVar[str] = "MAILBOX"
    account_id: str
    chart_id: str
    unread: int = 0

    def key(self) -> Key["Mailbox"]:
        return keys.mailbox(self.account_id, self.chart_id)


@dataclass(frozen=True, kw_only=True)
class Inbox(Item):
    """How many threads nobody at the practice has seen."""

    kind: ClassVar[str] = "INBOX"
    practice_id: str
    unseen: int = 0

    def key(self) -> Key["Inbox"]:
        return keys.inbox(self.practice_id)


@dataclass(frozen=True, kw_only=True)
class ThreadWord(Item):
    """A word by which a thread is found, by its account (in one chart) or by its practice."""

    kind: ClassVar[str] = "THREAD-WORD"
    owner: str
    word: str
    thread_id: str
    words: list[str]

    def key(self) -> Key["ThreadWord"]:
        return keys.thread_word(self.owner, self.word, self.thread_id)
