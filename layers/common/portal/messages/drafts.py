"""What somebody is writing and has not sent (F2): kept as they type, seen by their account alone."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from portal import sealing, store
from portal.access import Acting
from portal.documents.giving import MOST_ATTACHED
from portal.errors import Conflict, NotFound
from portal.store import where
from portal.store.items import Unsent

from .thread import LONGEST_CONTENT, LONGEST_SUBJECT
from .writing import NEW

SHOWN = 100


class DraftContent(BaseModel):
    """As far as it is written."""

    to: str | None = Field(None, max_length=100)
    subject: str = Field("", max_length=LONGEST_SUBJECT)
    content: str = Field("", max_length=LONGEST_CONTENT)
    attachments: list[str] = Field([], max_length=MOST_ATTACHED, description="ids of documents")


class SavedDraft(BaseModel):
    version: int = Field(description="to be sent with the next one")
    saved: datetime


class DraftShown(DraftContent, SavedDraft):
    id: str = Field(description="that of its thread, or `new`")


class DraftChanged(Conflict):
    slug, title = "draft-changed", "This draft was changed in another window. Open it again to see it"


def listed(acting: Acting) -> list[DraftShown]:
    page = store.query(store.keys.all_unsent(acting.account.id, acting.chart.id), limit=SHOWN)
    return [shown(each) for each in page.items]


def save(acting: Acting, draft_id: str, wanted: DraftContent, version: int) -> SavedDraft:
    """`version` is that of the draft that was read, 0 when there was none. The same sent again is saved once.

    DraftChanged when another window saved, or sent, meanwhile.
    """
    account, chart = acting.account.id, acting.chart.id
    key = store.keys.unsent(account, chart, draft_id)
    kept, thread = store.fetch(key, store.keys.thread(draft_id))
    own = thread is not None and (thread.account_id, thread.chart_id) == (account, chart)
    if draft_id != NEW and not own:
        raise NotFound
    content = wanted.model_dump(include=set(DraftContent.model_fields))
    if kept and kept.version == version + 1 and _content(kept) == content:
        return SavedDraft(version=kept.version, saved=kept.saved)
    body = sealing.seal(content, _context(account, chart, draft_id))
    made = Unsent(account_id=account, chart_id=chart, id=draft_id, version=version + 1, saved=acting.at, body=body)
    as_read = where("version").eq(version) if version else store.ABSENT
    if not store.put(made, when=as_read):
        raise DraftChanged
    return SavedDraft(version=made.version, saved=made.saved)


def discard(acting: Acting, draft_id: str) -> None:
    """Also when there is none."""
    with store.all_or_nothing() as write:
        write.delete(store.keys.unsent(acting.account.id, acting.chart.id, draft_id))


def shown(kept: Unsent) -> DraftShown:
    return DraftShown(id=kept.id, version=kept.version, saved=kept.saved, **_content(kept))


def _content(kept: Unsent) -> dict[str, Any]:
    content: dict[str, Any] = sealing.unseal(kept.body, _context(kept.account_id, kept.chart_id, kept.id))
    return content


def _context(account_id: str, chart_id: str, draft_id: str) -> str:
    return f"unsent|{account_id}|{chart_id}|{draft_id}"
