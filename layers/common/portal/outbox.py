"""What leaves Kinchart leaves after the commit: it is put into the outbox in the transaction that caused it.

The table's stream hands outbox items to `ops/deliver`, the one function that may send mail and queue work.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Literal

from portal import ids, sealing
from portal.store.items import Outbox
from portal.store.items.account import Language, Right

KEPT = timedelta(days=7)


def _item(what: Any, content: dict[str, Any], at: datetime) -> Outbox:
    name = ids.new()
    sealed = sealing.seal(content, f"outbox|{name}")
    return Outbox(id=name, what=what, content=sealed, created=at, ttl=int((at + KEPT).timestamp()))


def mail(to: str, template: str, language: Language, at: datetime, **words: str) -> Outbox:
    """One mail to one address. `words` fill the template's places."""
    return _item("mail", {"to": to, "template": template, "language": language, "words": words}, at)


def text(phone: str, template: str, language: Language, at: datetime, **words: str) -> Outbox:
    """One SMS to one number in E.164."""
    return _item("text", {"to": phone, "template": template, "language": language, "words": words}, at)


def notice(account_id: str, kind: str, template: str, at: datetime, **words: str) -> Outbox:
    """One mail to an account's primary address, in its language, if it wants this kind; of those in `profile.NOTICES`
    it can say so."""
    told = {"account": account_id, "kind": kind, "template": template, "words": words}
    return _item("notice", told, at)


def notice_with(
    may: tuple[Right, str],
    account_id: str,
    chart_id: str,
    kind: str,
    template: str,
    at: datetime,
    *,
    after: datetime,
    **words: str,
) -> Outbox:
    """The same, `after` an instant, if by then the account has this right in this section of the chart."""
    needs = {"chart": chart_id, "right": may[0], "section": may[1]}
    told = {"account": account_id, "kind": kind, "template": template, "words": words, "needs": needs}
    return replace(_item("notice", told, at), after=after)


def team_notice(practice_id: str, team_id: str, template: str, at: datetime, **words: str) -> Outbox:
    """A notice of a new message to each member of a practice's team."""
    return _item("team", {"practice": practice_id, "team": team_id, "template": template, "words": words}, at)


def waiting_invites(practice_id: str, chart_id: str, at: datetime) -> Outbox:
    """The chart's primary account is live: send what waited for it (C2)."""
    return _item("invites", {"practice": practice_id, "chart": chart_id}, at)


def webhook(practice_id: str, delivery_id: str, at: datetime) -> Outbox:
    """A message to a practice's own webhook, which lies in its deliveries."""
    return _item("webhook", {"practice": practice_id, "delivery": delivery_id}, at)


def to_nobody(item: Outbox) -> Outbox:
    """The same work and the same size, but it is not sent."""
    return replace(item, what="nothing")


def work(kind: Literal["import", "export"], at: datetime, **about: str) -> Outbox:
    """Work for the queue of its kind: a bundle that is to be stored, a download that is to be made."""
    return _item("work", {"kind": kind, **about}, at)


def content(item: Outbox) -> dict[str, Any]:
    """What is to be sent."""
    opened: dict[str, Any] = sealing.unseal(item.content, f"outbox|{item.id}")
    return opened
