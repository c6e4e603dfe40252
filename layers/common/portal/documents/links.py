"""Sharing a document with somebody outside (G3), as the sharer sees it: made, listed, ended.

The link goes to an e-mail address; the passcode is shown to the sharer once, who tells it in another way. Both follow
from the link's id under our own key: the same request again finds the same link, and only its digests are kept.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field

from portal import audit, ids, outbox, sealing, store
from portal.access import Acting, rights
from portal.errors import FieldError, Invalid, NotFound
from portal.identity import limits, names
from portal.mail import times
from portal.settings import settings
from portal.store import where
from portal.store.items import Access, Chart, Credential, Document, Link

from . import document
from .giving import NotReady

LONGEST = timedelta(days=90)
MOST = 20
TRIES = 5
KEPT = timedelta(days=90)
"""After its end a link still says that it has ended."""
SHOWN = 100
#: None of them looks like another one.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_PASSCODE = 8
#: A name may be of its holder's own choice. Mail programs make addresses in it clickable: `x.example` is `x. example`.
_NO_ADDRESS = re.compile(r"([.:/@])(?=\S)")

Why = Literal["by-sharer", "guessed", "used-up", "over", "deleted", "access-ended"]


class WantedLink(BaseModel):
    email: str
    ends: date = Field(description="the last day, in the account's time zone; at most 90 days from now")
    most: int = Field(description="how often it may be opened: 1 to 20")


class OpeningShown(BaseModel):
    at: datetime
    ip: str
    device: str


class LinkShown(BaseModel):
    id: str
    email: str
    created: datetime
    ends: datetime
    most: int
    openings: list[OpeningShown]
    tries: int = Field(description="how often the address or the passcode was wrong; the fifth ends the link")
    ended: datetime | None
    why: Why | None


class MadeLink(BaseModel):
    link: LinkShown
    passcode: str = Field(description="to tell the person in another way; it is not shown again")


def share(acting: Acting, document_id: str, wanted: WantedLink) -> MadeLink:
    """NotReady for what is not checked or is deleted. Invalid names each wrong field."""
    link_id = acting.id_of("link")
    token, passcode = token_of(link_id), passcode_of(link_id)
    found, before = store.fetch(document.key(acting, document_id), store.keys.link(ids.digest(token)))
    if found is None:
        raise NotFound
    if before is not None:
        return MadeLink(link=_shown(before, found, acting.at), passcode=passcode)
    ends = _checked(acting, wanted)
    if not document.is_ready(found):
        raise NotReady
    made = Link(
        digest=ids.digest(token),
        id=link_id,
        account_id=acting.account.id,
        member_id=acting.access.member_id,
        chart_id=acting.chart.id,
        document_id=document_id,
        granted=acting.access.granted,
        shared_by=acting.known_as,
        patient=None if acting.access.oneself else acting.patient,
        email=wanted.email.strip(),
        passcode=passcode_digest(link_id, passcode),
        created=acting.at,
        ends=ends,
        most=wanted.most,
        ttl=int((ends + KEPT).timestamp()),
    )
    language = acting.credential.language
    until = times.told(ends, acting.credential.time_zone, language)
    link = f"{settings().portal_url}/shared/{token}"
    with store.all_or_nothing() as write:
        write.check(acting.access.key(), when=where("granted").eq(made.granted), else_raise=NotFound())
        ready = where("state").eq("ready") & where("deleted").not_exists()
        write.check(found.key(), when=ready, else_raise=NotReady())
        limits.count_sending(write, "link", acting.account.id, acting.at)
        write.put(made, when=store.ABSENT)
        words = {"who": _NO_ADDRESS.sub(r"\1 ", made.shared_by), "link": link, "until": until}
        write.put(outbox.mail(made.email, "document-link", language, acting.at, **words))
        for entry in _entries(acting, "link.created", made):
            write.put(entry)
    return MadeLink(link=_shown(made, found, acting.at), passcode=passcode)


def listed(acting: Acting, document_id: str) -> list[LinkShown]:
    """Of one document, newest first; those of long ago are forgotten."""
    found = document.find(acting, document_id)
    listing = store.keys.links(acting.account.id, acting.access.member_id, document_id)
    links = sorted(store.query(listing, limit=SHOWN).items, key=lambda link: link.created, reverse=True)
    return [_shown(link, found, acting.at) for link in links]


def end(acting: Acting, document_id: str, link_id: str) -> None:
    """At once and for good. Does nothing when it is over already."""
    found = store.get(store.keys.link(ids.digest(token_of(link_id))))
    if found is None or (found.account_id, found.document_id) != (acting.account.id, document_id):
        raise NotFound
    if found.ended:
        return
    with store.all_or_nothing() as write:
        told = {"ended": acting.at, "why": "by-sharer"}
        write.update(found.key(), set=told, when=where("ended").not_exists())
        for entry in _entries(acting, "link.ended", found):
            write.put(entry)


def over(
    link: Link,
    shared: Document | None,
    access: Access | None,
    chart: Chart | None,
    login: Credential | None,
    at: datetime,
) -> tuple[datetime, Why] | None:
    """When and why a link has ended; None while it is open. What it depends on is as it is at this moment."""
    if found := _over(link, shared, at):
        return found
    theirs = access is not None and access.granted == link.granted and rights(access, chart, at)
    if not theirs or theirs.get("documents") != "write" or login is None or login.state != "active":
        return at, "access-ended"
    return None


def _over(link: Link, shared: Document | None, at: datetime) -> tuple[datetime, Why] | None:
    if link.ended and link.why:
        return link.ended, link.why
    if shared is None or shared.deleted:
        return (shared and shared.deleted) or at, "deleted"
    if shared.unshared and link.created <= shared.unshared:
        return shared.unshared, "deleted"
    return (link.ends, "over") if link.ends <= at else None


def token_of(link_id: str) -> str:
    """256 bits that nobody knows who does not have our key."""
    return sealing.mac("link", "token", link_id)


def passcode_of(link_id: str) -> str:
    """40 bits: with five tries nobody guesses it."""
    number = int(sealing.mac("link", "passcode", link_id), 16)
    return "".join(_LETTERS[number // len(_LETTERS) ** place % len(_LETTERS)] for place in range(_PASSCODE))


def passcode_digest(link_id: str, typed: str) -> str:
    """However it is typed: in capitals, with spaces or hyphens."""
    kept = "".join(letter for letter in typed.lower() if letter.isalnum())
    return sealing.mac("link", "typed", link_id, kept)


def _checked(acting: Acting, wanted: WantedLink) -> datetime:
    """The last minute of the last day. Invalid for all that is wrong."""
    zone = ZoneInfo(acting.credential.time_zone or "UTC")
    today, wrong = acting.at.astimezone(zone).date(), []
    if not names.is_email(wanted.email.strip()):
        wrong.append(FieldError("email", "impossible", "Enter an e-mail address"))
    if not today <= wanted.ends <= today + LONGEST:
        wrong.append(FieldError("ends", "out_of_range", f"Choose a day from today to {LONGEST.days} days from now"))
    if not 1 <= wanted.most <= MOST:
        wrong.append(FieldError("most", "out_of_range", f"Choose a number from 1 to {MOST}"))
    if wrong:
        raise Invalid(errors=wrong)
    return datetime.combine(wanted.ends, time(23, 59), zone)


def _entries(acting: Acting, action: str, link: Link) -> list[store.Item]:
    return [*audit.in_confidence(acting, action, "sharing", whom=names.masked(link.email))]


def _shown(link: Link, shared: Document, at: datetime) -> LinkShown:
    ended, why = _over(link, shared, at) or (None, None)
    openings = [OpeningShown(at=each.at, ip=each.ip, device=each.device) for each in link.openings]
    told = {name: getattr(link, name) for name in ("id", "email", "created", "ends", "most", "tries")}
    return LinkShown(**told, openings=openings, ended=ended, why=why)
