"""A practice: its registration, its staff, and the signature on what it sends (the Standard Webhooks scheme)."""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Self, cast, get_args

from standardwebhooks.webhooks import Webhook

from portal import audit, ids, sealing, store
from portal.errors import BadSignature, Invalid, NotFound, TooLarge
from portal.http.request import Request
from portal.identity import names, passwords
from portal.store.items import Account, Alias, Credential, Practice, Seen, Staff
from portal.store.items.practice import StaffRole

LARGEST_BODY = 6 * 1024 * 1024
TOLERANCE = timedelta(minutes=5)


def _context(practice_id: str) -> str:
    return f"practice|{practice_id}|webhook"


def register(
    name: str, phone: str, webhook_url: str | None, at: datetime, source: dict[str, str], *, mfa_required: bool = False
) -> tuple[Practice, str]:
    """A new practice and its webhook secret, which is told this once."""
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
    account_id, password = ids.account(), secrets.token_urlsafe(15)
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
                password=passwords.hashed(password, account_id),
                email=email,
                groups=["staff"],
                must_change_password=True,
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

    @classmethod
    def authenticate(cls, request: Request) -> Self:
        """401 BadSignature, also for a time more than five minutes off; 413 over 6 MB."""
        if len(request.body) > LARGEST_BODY:
            raise TooLarge("A webhook may have at most 6 MB")
        practice_id, webhook_id = request.path.get("practice_id", ""), request.headers.get("webhook-id", "")
        seen_key = store.keys.seen(message_digest(practice_id, webhook_id))
        found, seen = store.fetch(store.keys.practice(practice_id), seen_key)
        secret = sealing.unseal(found.secret, _context(found.id)) if found else _nobodys_secret()
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
