"""What was secret in this run, and everything that was logged: the tests that run last compare the two (X6).

Secrets are codes, tokens, passwords, addresses and names for signing in: whatever requests and answers call so.
"""

import json
import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any

from local.gateway import HttpAnswer

SHORTEST = 8
"""Characters of a secret that can be told from chance; six-digit codes are looked for as whole words."""

_NAMES = re.compile(r"password|token|code|secret|session$|ticket|captcha|address|e-?mail|user_?name|devicekey", re.I)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CODE = re.compile(r"\b\d{6}\b")
# What no log line may look like, whoever's it is: an address, one of our tokens.
_SHAPES = re.compile(r"[\w.+-]+@[\w-]+\.\w+|eyJ[\w-]{8,}")
_LINK = re.compile(r"(?:#|/shared/)([\w-]{20,})")

SECRETS: set[str] = set()
LINES: set[str] = set()


def note(told: Any) -> None:
    """Keep what is secret in a request or an answer."""
    if isinstance(told, HttpAnswer):
        SECRETS.update(cookie.partition("=")[2].partition(";")[0] for cookie in told.cookies)
        told = told.body
    if isinstance(told, str | bytes):
        try:
            told = json.loads(told)
        except (ValueError, RecursionError):
            return
    SECRETS.update(_secrets(told))


def _secrets(told: Any, secret: bool = False) -> Iterator[str]:
    if isinstance(told, dict):
        # A refusal's code for a field is a word of ours.
        plain = {"code"} if "field" in told else set()
        for name, value in told.items():
            yield from _secrets(value, name not in plain and bool(_NAMES.search(name)))
    elif isinstance(told, list):
        for value in told:
            yield from _secrets(value, secret)
    # An account's id is no secret, though one may sign in with it on Cognito's wire.
    elif isinstance(told, str) and secret and not _UUID.fullmatch(told):
        yield told


def note_sent(to: str, text: str) -> None:
    """Keep what is secret in a mail or a text message."""
    SECRETS.update([to, *_CODE.findall(text), *_LINK.findall(text)])


class Lines(logging.Handler):
    """Keeps what the functions log in this process, as they write it, and every warning of anybody else."""

    def addFilter(self, filter: Any) -> None:
        """None: Powertools would keep the functions' lines from a handler of the root logger."""

    def emit(self, record: logging.LogRecord) -> None:
        own = logging.getLogger("kinchart").handlers if record.name == "kinchart" else []
        if own:
            note_line(own[0].format(record))
        elif record.levelno >= logging.WARNING:
            note_line(f"{record.getMessage()} {record.exc_text or ''}")


def note_line(line: str) -> None:
    """Without the time and the request's id, which make every line another."""
    LINES.add(re.sub(r'"(timestamp|request_id|xray_trace_id)":"[^"]*",?', "", line))


def leaked(lines: Iterable[str], secrets: Iterable[str]) -> list[str]:
    """What of the secrets is in the lines, and what looks like one."""
    text = "\n".join(lines)
    beginnings = {text[i : i + SHORTEST] for i in range(len(text))}
    codes = {secret for secret in secrets if _CODE.fullmatch(secret)} & set(_CODE.findall(text))
    found = {s for s in secrets if len(s) >= SHORTEST and s[:SHORTEST] in beginnings and s in text}
    # A word of a few letters may be a part of one of ours, as in CheckDocument.
    words = {s for s in found if not s.isalpha() or re.search(rf"\b{s}\b", text)}
    return sorted(codes | words | {match[0] for match in _SHAPES.finditer(text)})
