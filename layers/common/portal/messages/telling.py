"""Who is told of a new message: by mail without content, and the practice's own system by webhook."""

from datetime import datetime
from typing import Any

from portal import deliveries, outbox, recipients, store
from portal.access import Acting
from portal.settings import settings
from portal.store import Writes
from portal.store.items import Message, Thread
from portal.store.items.account import Right

from . import thread as threads

_READS: tuple[Right, str] = ("read", "messages")
MOST_TOLD = 20
"""Members of one team."""


def account(write: Writes, thread: Thread, sent: Message) -> None:
    """By mail, if it may still read messages when that goes out."""
    words = {"practice": thread.practice_name, "link": settings().portal_url}
    at = sent.sent
    write.put(
        outbox.notice_with(
            _READS, thread.account_id, thread.chart_id, "new_message", "new-message", at, after=at, **words
        )
    )


def practice(write: Writes, acting: Acting, thread: Thread, sent: Message, *, waits: bool) -> None:
    """The practice's system, and whoever is to answer; not by mail where one told of the thread already and waits."""
    deliveries.announce(write, thread.practice_id, "message.received", _told(acting, thread, sent), sent.sent)
    if waits:
        return
    words = {"practice": thread.practice_name, "link": f"{settings().portal_url}/staff/inbox"}
    if thread.assignee["kind"] == "team":
        write.put(
            outbox.team_notice(thread.practice_id, thread.assignee["id"], "staff-new-message", sent.sent, **words)
        )
    else:
        to = thread.assignee["id"]
        write.put(outbox.notice(to, "new_message", "staff-new-message", sent.sent, **words))


def team(write: Writes, told: dict[str, Any], at: datetime) -> None:
    """What `outbox.team_notice` put in: a notice to each member, in the caller's transaction."""
    role, _ = recipients.TEAMS[told["team"]]
    staff = store.query(store.keys.all_staff(told["practice"]), limit=recipients.MOST_STAFF).items
    for each in [each for each in staff if each.role == role][:MOST_TOLD]:
        write.put(outbox.notice(each.account_id, "new_message", told["template"], at, **told["words"]))


def _told(acting: Acting, thread: Thread, sent: Message) -> dict[str, Any]:
    by = {"account": thread.account_id, "name": sent.by["name"], "role": sent.by["role"]}
    return {
        "patient_id": acting.chart.patient_id,
        "thread_id": thread.id,
        "message_id": sent.id,
        "from": by,
        "to": thread.to,
        "subject": thread.subject,
        **threads.shown(sent).model_dump(mode="json", include={"content", "sent", "attachments"}),
    }
