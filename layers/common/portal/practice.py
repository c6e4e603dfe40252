"""A practice: its registration, its staff, and the signature on what it sends (the Standard Webhooks scheme)."""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Self, cast, get_args

from standardwebhooks.webhooks import Webhook
from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from portal import audit, ids, sealing, store
from portal.errors import BadSignature, Invalid, NotFound, TooLarge
from portal.http.request import Request
from portal.identity import names, temporary
from portal.settings import settings
from portal.store.items import Account, Alias, AuditEntry, Credential, Practice, Seen, Staff
from portal.store.items.audit import EventKind
from portal.store.items.practice import StaffRole

LARGEST_BODY = 6 * 1024 * 1024
TOLERANCE = timedelta(minutes=5)
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def _context(practice_id: str) -> str:
    return f"practice|{practice_id}|webhook"


def webhook_secret(practice: Practice) -> str:
    """What messages are signed with, both ways: `whsec_…`."""
    secret: str = sealing.unseal(practice.secret, _context(practice.id))
    return secret


def _check_url(url: str) -> None:
    """Invalid for what is not https; on a laptop, which has no CloudFront, its own addresses are taken without TLS."""
    try:
        told = parse_url(url)
    except LocationParseError:
        told = Url()
    loopback = told.scheme == "http" and told.host in LOOPBACK and not settings().edge_key
    if not told.host or not url.isascii() or told.auth or not (told.scheme == "https" or loopback):
        raise Invalid.field(
            "webhook_url", "impossible", "Give an https address, such as https://ehr.example.org/kinchart"
        )


def register(
    name: str, phone: str, webhook_url: str | None, at: datetime, source: dict[str, str], *, mfa_required: bool = False
) -> tuple[Practice, str]:
    """A new practice and its webhook secret, which is told this once. `webhook_url` is where its own system listens."""
    if webhook_url is not None:
        _check_url(webhook_url)
    practice_id = ids.new()
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
    made = Practice(
        id=practice_id,
        name=name,
        phone=phone,
        secret=sealing.seal(secret, _context(practice_id)),
        created=at,
        webhook_url=webhook_url,
        mfa_required=mfa_required,
    )
    with store.all_or_nothing() as write:
        write.put(made, when=store.ABSENT)
        write.put(
            audit.entry(practice_id, "practice.registered", event="practice", at=at, by=audit.SYSTEM, source=source)
        )
    return made, secret


def add_staff(
    practice_id: str, given: str, family: str, email: str, role: str, at: datetime, source: dict[str, str]
) -> tuple[Staff, str]:
    """A member of staff with a login: the e-mail address, and a temporary password that is told this once."""
    if role not in get_args(StaffRole):
        raise Invalid.field("role", "unknown", f"The role is one of {', '.join(get_args(StaffRole))}")
    if not names.is_email(email):
        raise Invalid.field("email", "impossible", "Enter an e-mail address")
    account_id = ids.account()
    password, first = temporary.new(account_id, at)
    member = Staff(
        practice_id=practice_id,
        account_id=account_id,
        given=given,
        family=family,
        email=email,
        added=at,
        role=cast(StaffRole, role),
    )
    taken = Invalid.field("email", "taken", "This e-mail address already belongs to an account")
    action = "staff.added"
    with store.all_or_nothing() as write:
        write.check(store.keys.practice(practice_id), when=store.where("pk").exists(), else_raise=NotFound())
        write.put(Alias(digest=names.alias_digest(email), account_id=account_id), when=store.ABSENT, else_raise=taken)
        write.put(Alias(digest=names.alias_digest(account_id), account_id=account_id))
        write.put(member)
        write.put(
            Account(id=account_id, given=given, family=family, created=at, emails={email: at}, practice_id=practice_id)
        )
        write.put(
            Credential(
                account_id=account_id,
                username=names.normal(email),
                email=email,
                groups=["staff"],
                **first,
            )
        )
        write.put(
            audit.entry(practice_id, action, event="practice", at=at, by=audit.SYSTEM, source=source, about=account_id)
        )
    return member, password


@dataclass(frozen=True)
class SignedPractice:
    """A practice that signed this request. A wrong signature and an unknown practice are the same refusal."""

    scheme: ClassVar[str] = "webhook"
    request: Request
    practice: Practice
    webhook_id: str
    seen: Seen | None

    @property
    def digest(self) -> str:
        """Where this message is noted once it was taken."""
        return message_digest(self.practice.id, self.webhook_id)

    @property
    def at(self) -> datetime:
        return self.request.at

    @property
    def by(self) -> dict[str, str]:
        return {"kind": "practice", "account": self.practice.id, "name": self.practice.name}

    def entries(self, action: str, event: EventKind, *accounts: str | None, **about: str | None) -> list[AuditEntry]:
        """What it did, for its own log and those of the accounts that it touched."""
        told = {"by": self.by, "at": self.at, "source": self.request.source}
        return audit.of_practice(self.practice, accounts, action, event=event, **told, **about)

    @classmethod
    def authenticate(cls, request: Request) -> Self:
        """401 BadSignature, also for a time more than five minutes off; 413 over 6 MB."""
        if len(request.body) > LARGEST_BODY:
            raise TooLarge("A webhook may have at most 6 MB. Upload a large bundle first and send its bundle_url")
        practice_id, webhook_id = request.path.get("practice_id", ""), request.headers.get("webhook-id", "")
        seen_key = store.keys.seen(message_digest(practice_id, webhook_id))
        found, seen = store.fetch(store.keys.practice(practice_id), seen_key)
        secret = webhook_secret(found) if found else _nobodys_secret()
        sent = _time(request)
        expected = Webhook(secret).sign(webhook_id, sent, _text(request))
        given = request.headers.get("webhook-signature", "").split()
        right = any(sealing.same(one, expected) for one in given)
        if not found or not right or not webhook_id or abs(request.at - sent) > TOLERANCE:
            raise BadSignature
        return cls(request, found, webhook_id, seen)


def message_digest(practice_id: str, webhook_id: str) -> str:
    return ids.derived("webhook", practice_id, webhook_id)


def _time(request: Request) -> datetime:
    try:
        return datetime.fromtimestamp(int(request.headers["webhook-timestamp"]), request.at.tzinfo)
    except (KeyError, ValueError, OverflowError, OSError):
        raise BadSignature from None


def _text(request: Request) -> str:
    """The scheme signs text; what is no text cannot have been signed."""
    try:
        return request.body.decode()
    except UnicodeDecodeError:
        raise BadSignature from None


def _nobodys_secret() -> str:
    return "whsec_" + base64.b64encode(sealing.key("decoy")).decode()
