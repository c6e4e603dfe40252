"""The mails and texts that the laptop's cloud sent, newest first, on a plain page that needs no script."""

import html
import json
import re
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import nh3

DROPPED = {"head", "title", "style", "script"}
TAGS = {"p", "a", "ul", "ol", "li", "br", "strong", "em", "b", "i"}


@dataclass(frozen=True)
class Mail:
    """A mail or a text message; `rich` is safe HTML and empty for texts."""

    at: datetime
    to: str
    subject: str
    plain: str
    rich: str


def messages(aws: str) -> list[Mail]:
    """Everything sent so far, newest first. `aws` is MiniStack's address."""
    mails = [_mail(m) for box in _get(aws, "ses/messages")["messages"].values() for m in box]
    texts = [
        _text(phone, m) for phone, box in _get(aws, "sns/sms-messages").get("sms_messages", {}).items() for m in box
    ]
    return sorted(mails + texts, key=lambda mail: mail.at, reverse=True)


def page(aws: str) -> str:
    found = messages(aws)
    shown = "".join(_article(number, mail) for number, mail in enumerate(found)) or "<p>Nothing was sent yet.</p>"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Inbox on this laptop</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/__inbox.css"></head><body><main class="inbox"><h1>Inbox on this laptop</h1>'
        "<p>Every mail and text message that this copy of Kinchart sent, newest first. "
        '<a href="/__inbox">Look again</a> or <a href="/">go to the portal</a>.</p>'
        f"{shown}</main></body></html>"
    )


def _article(number: int, mail: Mail) -> str:
    plain = f"<pre>{_linked(mail.plain)}</pre>"
    body = f"{mail.rich}<details><summary>Plain text</summary>{plain}</details>" if mail.rich else plain
    return (
        f'<article aria-labelledby="mail-{number}"><h2 id="mail-{number}">{html.escape(mail.subject)}</h2>'
        f"<p>To {html.escape(mail.to)}, "
        f'<time datetime="{mail.at.isoformat()}">{mail.at:%d %B %Y, %H:%M:%S} UTC</time></p>'
        f"{body}</article>"
    )


def _linked(text: str) -> str:
    return re.sub(
        r"https?://[^\s<>\"]+", lambda m: f'<a href="{m.group()}">{m.group()}</a>', html.escape(text, quote=False)
    )


def _mail(message: dict[str, Any]) -> Mail:
    rich = re.sub(r"(</?)(h[1-6]|td|tr)\b", r"\1p", message["BodyHtml"] or "")
    to = ", ".join(message["To"])
    return Mail(
        _time(message["Timestamp"]), to, message["Subject"], message["BodyText"] or "", nh3.clean(rich, tags=TAGS)
    )


def _text(phone: str, message: dict[str, Any]) -> Mail:
    text = str(message.get("message") or message.get("Message") or "")
    return Mail(
        _time(message.get("timestamp") or message.get("Timestamp")), phone, f"Text message to {phone}", text, ""
    )


def _time(value: Any) -> datetime:
    if isinstance(value, int | float):
        return datetime.fromtimestamp(value, UTC)
    return datetime.fromisoformat(str(value)).replace(tzinfo=UTC) if value else datetime.now(UTC)


def _get(aws: str, what: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{aws}/_ministack/{what}", timeout=10) as answer:
        found: dict[str, Any] = json.load(answer)
    return found
