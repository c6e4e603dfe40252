"""Who calls, and what they may do with whose record. One round trip tells both; one function decides.

Sections are the portal's words for parts of a record. A person, a member of staff and an app are asked the same way.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Literal, Self, get_args

from portal import store
from portal.errors import NotFound, SessionEnded, StepUpRequired, Unauthenticated
from portal.http.request import Request
from portal.identity import tokens
from portal.store.items import Access, Account, Credential, Session
from portal.store.items.account import Right

Section = Literal[
    "profile", "appointments", "questionnaires", "prescriptions", "labs", "billing", "records", "messages", "documents",
    "telehealth",
]  # fmt: skip
SECTIONS: tuple[Section, ...] = get_args(Section)
# A4: how long a check of the password counts for changes that matter.
STEP_UP = timedelta(minutes=5)
OWN_RECORD: dict[str, Right] = dict.fromkeys(SECTIONS, "write")
_CAREGIVER_WRITES = ("messages", "documents", "telehealth")
# C4: a caregiver reads everything, and writes only there.
CAREGIVER: dict[str, Right] = {name: "write" if name in _CAREGIVER_WRITES else "read" for name in SECTIONS}


@dataclass(frozen=True)
class Caller:
    """Somebody who is signed in."""

    scheme: ClassVar[str] = "bearer"
    request: Request
    account: Account
    credential: Credential
    session: Session

    @property
    def at(self) -> datetime:
        return self.request.at

    @classmethod
    def authenticate(cls, request: Request) -> Self:
        return cls(request, *_signed_in(request)[:3])

    def require_just_proved(self) -> None:
        """StepUpRequired when the password was last checked more than five minutes ago."""
        if self.at - self.session.proved > STEP_UP:
            raise StepUpRequired


@dataclass(frozen=True)
class JustProved(Caller):
    """Somebody who is signed in and gave their password within the last five minutes (A4)."""

    @classmethod
    def authenticate(cls, request: Request) -> Self:
        caller = super().authenticate(request)
        caller.require_just_proved()
        return caller


@dataclass(frozen=True)
class Acting(Caller):
    """Somebody who is signed in and acts on one chart. `access` says what they may do there."""

    access: Access

    @classmethod
    def on(cls, chart_id: str, request: Request) -> Self:
        """404 when the chart is not theirs: the same as when there is none."""
        account, credential, session, access = _signed_in(request, chart_id)
        if access is None or (access.ends and access.ends <= request.at):
            raise NotFound
        return cls(request, account, credential, session, access)

    def sections(self, right: Literal["read", "write"]) -> set[str]:
        """The sections where this caller has the right; who may write may read."""
        return {name for name, given in self.access.sections.items() if given == "write" or given == right}


def bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated
    return token.strip()


def _signed_in(request: Request, chart_id: str | None = None) -> tuple[Account, Credential, Session, Access | None]:
    """Who calls, and the access to a chart where one is named: one round trip.

    A token is only as good as its session: ended, disabled or outdated ones are refused at once (A13).
    """
    claims = tokens.read_access_token(bearer(request), request.at)
    account, credential, session, *accesses = store.fetch(
        store.keys.account(claims.account_id),
        store.keys.credential(claims.account_id),
        store.keys.session(claims.account_id, claims.origin_jti),
        *([store.keys.access(claims.account_id, chart_id)] if chart_id is not None else []),
    )
    if account is None or credential is None or session is None:
        raise SessionEnded
    if credential.state != "active" or session.epoch != credential.epoch or session.ends <= request.at:
        raise SessionEnded
    return account, credential, session, accesses[0] if accesses else None
