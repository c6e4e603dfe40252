"""What an account reads of its threads, and what the practice's staff read of theirs (F2, F4).

Reading is said, not guessed: a message that came while others were read stays unread.
"""

from dataclasses import replace

from pydantic import BaseModel, Field

from portal import audit, finder, pages, store
from portal.access import Acting
from portal.documents import document
from portal.errors import NotFound
from portal.staff import StaffMember
from portal.store.items import Thread
from portal.store.items.messages import ThreadState

from . import drafts, finding, thread
from .drafts import DraftShown
from .on_thread import ActingOnThread, StaffOnThread
from .thread import AccountThread, Changed, MessageShown, PracticeThread

ME = "me"


class _Read(BaseModel):
    messages: list[MessageShown] = Field(description="a page, the newest ones first; within it in their order")
    cursor: str | None = Field(description="of the page before these")


class AccountRead(_Read):
    thread: AccountThread
    draft: DraftShown | None = Field(description="for those who may write")


class PracticeRead(_Read):
    thread: PracticeThread


def of_account(acting: Acting, search: str, cursor: str | None) -> tuple[list[AccountThread], str | None]:
    """About the chart; newest first, or in the order of the words that were found."""
    if typed := finder.wanted(search, acting.at.date()):
        listing = finding.of_account(acting.account.id, acting.chart.id, typed, search)
        words, after = listing.page(cursor)
        return [thread.to_account(each) for each in _found([word.thread_id for word in words])], after
    own = store.keys.threads(acting.account.id, acting.chart.id)
    found, after = pages.page(own, cursor, newest_first=True)
    return [thread.to_account(each) for each in found], after


def of_practice(
    staff: StaffMember, state: ThreadState | None, assignee: str | None, search: str, cursor: str | None
) -> tuple[list[PracticeThread], str | None]:
    """Newest first: open ones, where nothing else is asked for; of a search all."""
    whom = staff.account.id if assignee == ME else assignee
    if typed := finder.wanted(search, staff.at.date()):
        words, after = finding.of_practice(staff.practice.id, typed, search).page(cursor)
        names = [word.thread_id for word in words]
    else:
        state = state or "open"
        listing = store.keys.inbox_threads(staff.practice.id, state.upper(), whom or "")
        noted, after = pages.page(listing, cursor, newest_first=True)
        names = [each.id for each in noted]
    # The index is a moment behind: the items themselves tell.
    found = [each for each in _found(names) if state in (None, each.state) and whom in (None, each.assignee["id"])]
    return [thread.to_practice(each) for each in found], after


def _found(names: list[str]) -> list[Thread]:
    found = store.fetch(*map(store.keys.thread, names)) if names else []
    return [each for each in found if each]


def read(acting: ActingOnThread, cursor: str | None) -> AccountRead:
    """The look is in the account's own log first. It does not count as read."""
    found = acting.thread
    audit.own_read(acting, "messages")
    messages, after = _messages(found, cursor)
    draft = drafts.shown(acting.unsent) if acting.unsent and "messages" in acting.sections("write") else None
    return AccountRead(thread=thread.to_account(found), messages=messages, cursor=after, draft=draft)


def read_by_staff(staff: StaffOnThread, cursor: str | None) -> PracticeRead:
    """The look is in the logs of the practice and of the account first. It does not count as seen."""
    found = staff.thread
    audit.record_look(staff.entries("messages.viewed", "record", found.account_id), staff.at)
    messages, after = _messages(found, cursor)
    return PracticeRead(thread=thread.to_practice(found), messages=messages, cursor=after)


def _messages(found: Thread, cursor: str | None) -> tuple[list[MessageShown], str | None]:
    page, after = pages.page(store.keys.messages(found.id), cursor, newest_first=True)
    return [thread.shown(each) for each in reversed(page)], after


def mark_read(acting: ActingOnThread, count: int) -> AccountThread:
    """`count` is how many messages were shown."""

    def once(found: Thread) -> AccountThread:
        after = replace(found, unread=found.unread and count < found.from_practice)
        if after != found:
            with store.all_or_nothing(else_raise=Changed()) as write:
                thread.save(write, found, after)
        return thread.to_account(after)

    return thread.again(acting.thread, once)


def attachment(acting: ActingOnThread, given_id: str) -> str:
    """Where to fetch it, for the next five minutes; also when the document that it was is deleted."""
    found = acting.thread
    given = store.get(store.keys.given(given_id))
    if given is None or given.thread_id != found.id:
        raise NotFound
    audit.own_read(acting, "messages")
    return document.address(given)
