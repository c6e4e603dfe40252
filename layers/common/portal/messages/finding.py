"""The words by which a thread is found, by its account in one chart and by its practice (F2).

They are of the subject and of the people on the other side; treated as those of patients are (`portal.finder`).
"""

from collections.abc import Iterator

from portal import finder, store
from portal.finder import Search
from portal.store.items import Thread, ThreadWord

MOST_WORDS = 36
"""For each of the two: a transaction takes 100 writes, and a first message with all its attachments needs 24 others."""


def words(thread: Thread) -> Iterator[ThreadWord]:
    """Where a new thread lies for both."""
    whose = {
        _mine(thread.account_id, thread.chart_id): f"{thread.to['name']} {thread.subject}",
        _practices(thread.practice_id): f"{thread.patient} {thread.writer} {thread.to['name']} {thread.subject}",
    }
    for owner, text in whose.items():
        every = finder.parts(text, MOST_WORDS)
        for word in every:
            yield ThreadWord(owner=owner, word=word, thread_id=thread.id, words=every)


def of_account(account_id: str, chart_id: str, typed: list[str], search: str) -> Search[ThreadWord]:
    return _search(_mine(account_id, chart_id), typed, search)


def of_practice(practice_id: str, typed: list[str], search: str) -> Search[ThreadWord]:
    return _search(_practices(practice_id), typed, search)


def _search(owner: str, typed: list[str], search: str) -> Search[ThreadWord]:
    """`typed` are its words, the longest last, at least one."""
    *others, word = typed
    return finder.Search(store.keys.thread_words(owner, word), f"cursor|{owner}|{search}", word, tuple(others))


def _mine(account_id: str, chart_id: str) -> str:
    return f"MAILBOX#{account_id}#{chart_id}"


def _practices(practice_id: str) -> str:
    return f"INBOX#{practice_id}"
