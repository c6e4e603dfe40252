"""The mails and texts that the laptop's cloud sent, newest first, on a plain page that needs no script."""

import html
import json
import re
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import nh3

from local.place import Place

TAGS = {"p", "a", "ul", "ol", "li", "br", "strong", "em", "b", "i"}
SHOWN = 100
"""Mails and texts on the page; a copy that is used for long has sent thousands."""
DROPPED = {"head", "title", "style", "script"}


@dataclass(frozen=True)
class Mail:
    """A mail or a text message; `rich` is safe HTML. Texts have neither that nor a time: MiniStack notes none."""

    at: datetime | None
    to: str
    subject: str
    plain: str
    rich: str


def messages(place: Place) -> list[Mail]:
    """Everything sent so far, newest first."""
    mails = [_mail(m) for m in _kept(place) + _sent(place)]
    boxes = _get(place, "sns/sms-messages")["sms_messages"]
    texts = [_text(phone, m) for phone, box in boxes.items() for m in box]
    return texts[::-1] + sorted(mails, key=lambda mail: str(mail.at), reverse=True)


def keep(place: Place) -> None:
    """MiniStack forgets the mails when it stops, so they are kept before."""
    (place.state / "mails.json").write_text(json.dumps(_kept(place) + _sent(place)))


def page(place: Place) -> str:
    found = messages(place)
    shown = (
        "".join(_article(number, mail) for number, mail in enumerate(found[:SHOWN])) or "<p>Nothing was sent yet.</p>"
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Inbox on this laptop</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/__inbox.css"></head>'
        '<body><main class="inbox"><h1>Inbox on this laptop</h1>'
        f"<p>The mails and text messages that this copy of Kinchart sent, newest first, at most {SHOWN}. "
        '<a href="/__inbox">Look again</a> or <a href="/">go to the portal</a>.</p>'
        f"{shown}</main></body></html>"
    )


def _article(number: int, mail: Mail) -> str:
    plain = f"<pre>{_linked(mail.plain)}</pre>"
    body = f"{mail.rich}<details><summary>Plain text</summary>{plain}</details>" if mail.rich else plain
    at = f', <time datetime="{mail.at.isoformat()}">{mail.at:%d %B %Y, %H:%M:%S} UTC</time>' if mail.at else ""
    return (
        f'<article aria-labelledby="mail-{number}"><h2 id="mail-{number}">{html.escape(mail.subject)}</h2>'
        f"<p>To {html.escape(mail.to)}{at}</p>"
        f"{body}</article>"
    )


def _linked(text: str) -> str:
    return re.sub(
        r"https?://[^\s<>\"]+", lambda m: f'<a href="{m.group()}">{m.group()}</a>', html.escape(text, quote=False)
    )


def _mail(message: dict[str, Any]) -> Mail:
    # Headings and table cells become paragraphs: the page has its own headings.
    rich = re.sub(r"(</?)(h[1-6]|td|tr)\b", r"\1p", message["BodyHtml"] or "")
    safe = nh3.clean(rich, tags=TAGS, clean_content_tags=DROPPED)
    to = ", ".join(message["To"])
    return Mail(_time(message["Timestamp"]), to, message["Subject"], message["BodyText"] or "", safe)


def _text(phone: str, message: dict[str, Any]) -> Mail:
    return Mail(None, phone, f"Text message to {phone}", message["Message"], "")


def _time(value: float | str) -> datetime:
    if isinstance(value, int | float):
        return datetime.fromtimestamp(value, UTC)
    return datetime.fromisoformat(value).replace(tzinfo=UTC)


def _kept(place: Place) -> list[dict[str, Any]]:
    note = place.state / "mails.json"
    kept: list[dict[str, Any]] = json.loads(note.read_text()) if note.exists() else []
    return kept


def _sent(place: Place) -> list[dict[str, Any]]:
    """The mails since MiniStack's start."""
    return [mail for box in _get(place, "ses/messages")["messages"].values() for mail in box]


def _get(place: Place, what: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{place.aws}/_ministack/{what}", timeout=10) as answer:
        found: dict[str, Any] = json.load(answer)
    return found
