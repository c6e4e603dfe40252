"""Giving a document to the practice (G2, F2): shared with one of its members or teams, or attached to a message.

What was given stays with the practice: a Given names the bytes, which outlive the document of whoever gave it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from portal import audit, deliveries, ids, recipients, store
from portal.access import Acting
from portal.errors import Conflict, Invalid, NotFound
from portal.identity import limits
from portal.recipients import Recipient
from portal.store import Writes, where
from portal.store.items import Document, Given, Thread
from portal.store.items.documents import GivenTo

from . import document
from .document import DocumentShown

MOST_ATTACHED = 5
MOST_TIMES = 20
"""That one document is given."""
LONGEST_NOTE = 500


@dataclass(frozen=True, kw_only=True)
class Giver:
    """What a Given tells beside the document: about whom, by whom, to whom, when."""

    chart_id: str
    practice_id: str
    practice_name: str
    patient: str
    account_id: str
    by: dict[str, str]
    to: dict[str, str]
    given: datetime


class NotReady(Conflict):
    slug, title = "document-not-ready", "This document is still being checked, was refused, or is deleted"


class GivenTooOften(Conflict):
    slug, title = "given-too-often", f"This document was shared {MOST_TIMES} times. Upload it again to share it more"


def keys(acting: Acting, document_ids: Sequence[str]) -> list[store.Key[Document]]:
    """Of what is to be attached: to be read before `attach`, and put into `attachable`. Invalid for too many, Forbidden
    for who may not see documents: whoever gets one by the message may open it there."""
    if document_ids:
        acting.require("read", "documents")
    return [document.key(acting, each) for each in few(document_ids)]


def few(document_ids: Sequence[str]) -> list[str]:
    """Each once. Invalid for more than one message takes."""
    if len(document_ids) > MOST_ATTACHED:
        raise Invalid.field("attachments", "too_many", f"Attach at most {MOST_ATTACHED} documents to one message")
    return [*dict.fromkeys(document_ids)]


def attachable(found: Sequence[Document | None]) -> list[Document]:
    """All of them, if all can be attached. Invalid otherwise."""
    ready = [each for each in found if each and document.is_ready(each)]
    if len(ready) < len(found):
        raise Invalid.field("attachments", "unknown", "Choose documents of yours that are checked and not deleted")
    return ready


def attach(write: Writes, found: Thread, documents: Sequence[Document], giver: Giver) -> list[dict[str, Any]]:
    """Give the other side what a message has with it, and say how the message names it: {id, document, name,
    content_type, size}, `id` that of the Given. What the thread has already is the same Given; other bytes, which a
    request that comes again after the document is gone for good may bring, are another one.

    Conflict when one is deleted, or given too often, at the same moment.
    """
    told = []
    for each in documents:
        given_id = f"{found.chart_id}_{ids.derived('attached', found.id, each.object_key)}"
        made = _given(each, given_id, giver, state="attached", thread_id=found.id)
        _take_along(write, each, made)
        write.put(made)
        shown = {name: getattr(made, name) for name in ("id", "name", "content_type", "size")}
        told.append(shown | {"document": each.id})
    return told


def choices(acting: Acting, document_id: str) -> list[Recipient]:
    """To whom a document can be given."""
    document.find(acting, document_id)
    return recipients.listed(acting.chart.practice_id)


def give(acting: Acting, document_id: str, to: str, note: str | None) -> DocumentShown:
    """Share a document with a member or a team of the chart's practice. The same request again is the same answer.

    NotReady, GivenTooOften; Invalid for an unknown recipient; TooMany after very many in an hour.
    """
    given_id = f"{acting.chart.id}_{acting.id_of('given')}"
    practice = acting.chart.practice_id
    found, before, staff = store.fetch(
        document.key(acting, document_id), store.keys.given(given_id), recipients.key(practice, to)
    )
    if found is None:
        raise NotFound
    if before is not None:
        return document.shown(found)
    made = _given(found, given_id, by_account(acting, recipients.chosen(to, staff)), note=_note(note))
    if not document.is_ready(found):
        raise NotReady
    with store.all_or_nothing() as write:
        write.check(acting.access.key(), when=where("granted").eq(acting.access.granted), else_raise=NotFound())
        limits.count_sending(write, "given", acting.account.id, acting.at)
        now = _take_along(write, found, made)
        write.put(made, when=store.ABSENT)
        for entry in audit.in_confidence(acting, "document.shared", "record", practice, section="documents"):
            write.put(entry)
        deliveries.announce(write, practice, "document.shared", _told(acting, made), acting.at)
    return document.shown(now)


def _take_along(write: Writes, whose: Document, made: Given) -> Document:
    """From now on its bytes are the practice's, too."""
    to = GivenTo(made.to["name"], made.practice_name, made.given)
    now = replace(whose, given=whose.given | {made.id: to})
    if len(now.given) > MOST_TIMES:
        raise GivenTooOften
    as_read = where("given").not_exists() | where("given").eq(whose.given)
    ready = where("state").eq("ready") & where("deleted").not_exists()
    write.update(whose.key(), set={"given": now.given}, when=ready & as_read)
    return now


def by_account(acting: Acting, to: dict[str, str]) -> Giver:
    role = "self" if acting.access.oneself else acting.access.role
    return Giver(
        chart_id=acting.chart.id,
        practice_id=acting.chart.practice_id,
        practice_name=acting.access.practice_name,
        patient=acting.patient,
        account_id=acting.account.id,
        by={"kind": role, "account": acting.account.id, "name": acting.known_as},
        to=to,
        given=acting.at,
    )


def _given(whose: Document, given_id: str, giver: Giver, **more: Any) -> Given:
    return Given(
        id=given_id,
        document_id=whose.id,
        name=whose.name,
        content_type=whose.content_type,
        size=whose.size,
        object_key=whose.object_key,
        **vars(giver),
        **more,
    )


def _note(note: str | None) -> str | None:
    said = (note or "").strip()
    if len(said) > LONGEST_NOTE:
        raise Invalid.field("note", "too_long", f"Use at most {LONGEST_NOTE} characters")
    return said or None


def _told(acting: Acting, made: Given) -> dict[str, Any]:
    """For the practice's own system, which fetches the bytes by `document_id`."""
    told = {name: getattr(made, name) for name in ("name", "content_type", "size", "note", "to")}
    by = {"account": made.by["account"], "name": made.by["name"], "role": made.by["kind"]}
    return {"patient_id": acting.chart.patient_id, "document_id": made.id, "from": by} | told
