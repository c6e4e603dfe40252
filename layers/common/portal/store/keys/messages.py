"""Of messages between an account and a practice."""

from typing import TYPE_CHECKING

from portal.store.item import Key
from portal.store.reading import Listing

if TYPE_CHECKING:
    from portal.store import items


def thread(thread_id: str) -> "Key[items.Thread]":
    """Of 6f1c…_k3v7…: MAILBOX#6f1c… / THREAD#6f1c…_k3v7…"""
    return Key(f"MAILBOX#{thread_id.partition('_')[0]}", f"THREAD#{thread_id}")


def threads(account_id: str, chart_id: str) -> "Listing[items.Thread]":
    """In the order of their newest messages: MAILBOX#6f1c… / THREAD#q7a2…#2026-11-22T05:50:00.123Z#6f1c…_k3v7…"""
    return Listing(f"MAILBOX#{account_id}", begins=f"THREAD#{chart_id}#", index="byDate")


def inbox_threads(practice_id: str, state: str, assignee_id: str = "") -> "Listing[items.Thread]":
    """GSI1 INBOX#p5r3… / OPEN#2026-11-22T05:50:00.123Z#…, CLOSED#…; of one member or team GSI2 INBOX#p5r3…#6f1c…: as
    it was a moment ago."""
    if assignee_id:
        return Listing(f"INBOX#{practice_id}#{assignee_id}", begins=f"{state}#", index="GSI2")
    return Listing(f"INBOX#{practice_id}", begins=f"{state}#", index="GSI1")


def message(thread_id: str, message_id: str) -> "Key[items.Message]":
    """THREAD#6f1c…_k3v7… / MESSAGE#m3x5…"""
    return Key(f"THREAD#{thread_id}", f"MESSAGE#{message_id}")


def messages(thread_id: str) -> "Listing[items.Message]":
    """In their order: THREAD#6f1c…_k3v7… / MESSAGE#00000001"""
    return Listing(f"THREAD#{thread_id}", begins="MESSAGE#", index="byDate")


def unsent(account_id: str, chart_id: str, draft_id: str) -> "Key[items.Unsent]":
    """MAILBOX#6f1c… / UNSENT#q7a2…#new, or the id of a thread"""
    return Key(f"MAILBOX#{account_id}", f"UNSENT#{chart_id}#{draft_id}")


def all_unsent(account_id: str, chart_id: str) -> "Listing[items.Unsent]":
    return Listing(f"MAILBOX#{account_id}", begins=f"UNSENT#{chart_id}#")


def mailbox(account_id: str, chart_id: str) -> "Key[items.Mailbox]":
    """MAILBOX#6f1c… / MAILBOX#q7a2…"""
    return Key(f"MAILBOX#{account_id}", f"MAILBOX#{chart_id}")


def inbox(practice_id: str) -> "Key[items.Inbox]":
    """INBOX#p5r3… / INBOX"""
    return Key(f"INBOX#{practice_id}", "INBOX")


def thread_word(owner: str, word: str, thread_id: str) -> "Key[items.ThreadWord]":
    """MAILBOX#6f1c…#q7a2… / WORD#refill#6f1c…_k3v7…, or INBOX#p5r3… / WORD#…"""
    return Key(owner, f"WORD#{word}#{thread_id}")


def thread_words(owner: str, beginning: str) -> "Listing[items.ThreadWord]":
    """By the beginning of a word."""
    return Listing(owner, begins=f"WORD#{beginning}")
