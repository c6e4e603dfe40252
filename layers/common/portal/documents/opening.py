"""A link to a document as somebody outside meets it (G3): who shared and until when, and nothing else before the
address and the passcode are right. Everything that is tried stands in the sharer's log.
"""

from datetime import datetime, timedelta
from typing import Any, Literal, NoReturn

from pydantic import BaseModel, Field

from portal import audit, ids, objects, outbox, sealing, store
from portal.errors import Forbidden, NotFound, Refusal
from portal.http.request import Request
from portal.identity import names
from portal.settings import settings
from portal.store import Condition, where
from portal.store.items import AuditEntry, Document, Link
from portal.store.items.documents import Opening

from . import document, links
from .links import TRIES


class WrongPasscode(Forbidden):
    """The same for a wrong address, a wrong passcode, and both."""

    slug, title = "wrong-passcode", "The e-mail address or the passcode is not right"

    def __init__(self, tries_left: int) -> None:
        self.tries_left = tries_left
        super().__init__()

    def problem(self) -> dict[str, Any]:
        return super().problem() | {"tries_left": self.tries_left}


class LinkEnded(Refusal):
    status = 410
    slug, title = "link-ended", "This link has ended. Ask the person who shared it for a new one"


class SharedShown(BaseModel):
    state: Literal["open", "ended"]
    shared_by: str
    until: datetime


class OpenedDocument(BaseModel):
    url: str = Field(description="good for five minutes")
    name: str
    content_type: str
    size: int = Field(description="in bytes")
    openings_left: int


def look(token: str, at: datetime) -> SharedShown:
    """What the page may show to anybody who has the link. NotFound for what never was one."""
    link, _, ended = _read(token, at)
    return SharedShown(state="ended" if ended else "open", shared_by=link.shared_by, until=link.ends)


def open_with(request: Request, token: str, email: str, passcode: str) -> OpenedDocument:
    """Give the document, if both are right. WrongPasscode, of which the fifth ends the link; LinkEnded.

    What is decided is written only if nothing was tried since the link was read: of many tries at once each counts.
    The same request again, by its Idempotency-Key, is the same opening while the address that it got is good.
    """
    link, found, ended = _read(token, request.at)
    key = request.headers.get("idempotency-key")
    opening_id = ids.derived("opening", link.id, key) if key else ids.new()
    since = request.at - timedelta(seconds=objects.GOOD_FOR)
    again = any(each.id == opening_id and each.at >= since for each in link.openings)
    if found is None or (ended and not (again and ended == "used-up")):
        _note_late(link, request)
    right_address = sealing.same(names.normal(email), names.normal(link.email))
    right_passcode = sealing.same(links.passcode_digest(link.id, passcode), link.passcode)
    if not right_address & right_passcode:
        _refuse(link, request)
    if not again:
        _count(link, found, opening_id, request)
    left = link.most - len(link.openings) - (not again)
    told = {name: getattr(found, name) for name in ("name", "content_type", "size")}
    return OpenedDocument(**told, url=document.address(found), openings_left=left)


def _read(token: str, at: datetime) -> tuple[Link, Document | None, links.Why | None]:
    """The link, its document, and why it has ended."""
    link = store.get(store.keys.link(ids.digest(token)))
    if link is None:
        raise NotFound("This link does not work")
    found, access, chart, login = store.fetch(
        store.keys.document(link.account_id, link.member_id, link.document_id),
        store.keys.access(link.account_id, link.chart_id),
        store.keys.chart(link.chart_id),
        store.keys.credential(link.account_id),
    )
    ended = links.over(link, found, access, chart, login, at)
    return link, found, ended[1] if ended else None


def _as_read(link: Link) -> Condition:
    """Nothing was tried since, and it has not ended."""
    none_since = where("tries").eq(link.tries) & where("openings").eq(link.openings)
    return none_since & where("ended").not_exists()


def _count(link: Link, found: Document, opening_id: str, request: Request) -> None:
    """One opening more; with the last one the link has ended. The sharer gets a mail about the first."""
    source = request.source
    made = Opening(opening_id, request.at, source["ip"], source["device"])
    told: dict[str, Any] = {"openings": [*link.openings, made]}
    if len(told["openings"]) >= link.most:
        told |= {"ended": request.at, "why": "used-up"}
    access = store.keys.access(link.account_id, link.chart_id)
    ready = where("state").eq("ready") & where("deleted").not_exists()
    with store.all_or_nothing() as write:
        write.update(link.key(), set=told, when=_as_read(link))
        write.check(found.key(), when=ready, else_raise=LinkEnded())
        write.check(access, when=where("granted").eq(link.granted), else_raise=LinkEnded())
        write.put(_entry(link, "link.opened", request))
        if not link.openings:
            write.put(_notice(link, "link-opened", request.at))


def _refuse(link: Link, request: Request) -> NoReturn:
    """The fifth ends the link, and the sharer is told."""
    tries = link.tries + 1
    told: dict[str, Any] = {"tries": tries}
    if tries >= TRIES:
        told |= {"ended": request.at, "why": "guessed"}
    with store.all_or_nothing() as write:
        write.update(link.key(), set=told, when=_as_read(link))
        write.put(_entry(link, "link.guessed" if tries >= TRIES else "link.refused", request))
        if tries >= TRIES:
            write.put(_notice(link, "link-guessed", request.at))
    raise LinkEnded if tries >= TRIES else WrongPasscode(TRIES - tries)


def _note_late(link: Link, request: Request) -> NoReturn:
    """Somebody tries a link that has ended: it stands in the log once in a quarter hour."""
    audit.record_once([_entry(link, "link.tried-late", request)], request.at, link.account_id, link.id, "late")
    raise LinkEnded


def _entry(link: Link, action: str, request: Request) -> AuditEntry:
    """For the sharer's log. Nobody knows who it is: only to whom the link was sent."""
    by = {"kind": "outside", "name": names.masked(link.email)}
    about = {"about": link.chart_id, "acting_for": link.patient}
    source = request.source
    return audit.entry(link.account_id, action, event="sharing", at=request.at, by=by, source=source, **about)


def _notice(link: Link, template: str, at: datetime) -> store.Item:
    return outbox.notice(link.account_id, "links", template, at, link=settings().portal_url)
