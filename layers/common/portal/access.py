"""Who calls, and what they may do with whose record. One round trip tells both; one function decides.

Sections are the portal's words for parts of a record. A person, a member of staff and an app are asked the same way.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, Literal, Self, get_args

from portal import ids, store
from portal.errors import Forbidden, NotFound, SessionEnded, StepUpRequired, Unauthenticated
from portal.http.request import Request
from portal.identity import names, tokens
from portal.store.items import Access, Account, Chart, Credential, Session
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


def rights(access: Access | None, chart: Chart | None, at: datetime) -> dict[str, Right]:
    """What an account may do with a chart at this moment, by section; empty when nothing. Every permission is this.

    Others than the patient's own account have rights only while such an account is in use (C2), until the end date,
    and of what the practice gave only what the patient leaves (C7). A caregiver is one whom the practice's file lists
    at this moment (C1).
    """
    if access is None or chart is None or not counts(access, chart, at):
        return {}
    kept = access.sections if access.kept is None else access.kept
    return {name: narrower(given, kept[name]) for name, given in access.sections.items() if name in kept}


def counts(access: Access, chart: Chart, at: datetime) -> bool:
    """Whether an access gives anything at this moment, but for what the patient leaves of it."""
    if access.off or (access.ends and access.ends <= at):
        return False
    if access.role == "primary":
        return chart.primary == access.account_id
    in_use = chart.primary is not None and chart.live is not None
    return in_use and (access.role != "caregiver" or caregiver(chart, access.address) is not None)


def caregiver(chart: Chart, address: str) -> dict[str, str] | None:
    """The practice's entry for the caregiver with this address (C1)."""
    return next((c for c in chart.caregivers if names.normal(c["email"]) == names.normal(address)), None)


def narrower(one: Right, other: Right) -> Right:
    """Who may write may read."""
    return "write" if one == other == "write" else "read"


def known_as(access: Access, account: Account, chart: Chart) -> str:
    """The name that the practice knows the holder of an access by; a parent's is their account's own."""
    if access.oneself:
        return f"{chart.given} {chart.family}"
    return f"{account.given} {account.family}" if access.role == "primary" else access.name


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
        return cls(request, *signed_in(request)[:3])

    def id_of(self, kind: str) -> str:
        """An id for what this request makes. The same request, sent again with its Idempotency-Key after it was cut
        off, gets the same id, and so finds what it had made."""
        key = self.request.headers.get("idempotency-key")
        return ids.derived(kind, self.account.id, self.request.event["rawPath"], key) if key else ids.new()

    def require_just_proved(self) -> None:
        """StepUpRequired when the password was last checked more than five minutes ago."""
        if self.at - self.session.proved > STEP_UP:
            raise StepUpRequired


@dataclass(frozen=True)
class Acting(Caller):
    """Somebody who is signed in and acts on one chart. `rights` say what they may do there at this moment."""

    access: Access
    chart: Chart
    rights: dict[str, Right]

    @classmethod
    def authenticate(cls, request: Request) -> Self:
        """On the chart that the path names."""
        return cls.on(request.path.get("chart", ""), request)

    @classmethod
    def on(cls, chart_id: str, request: Request) -> Self:
        """404 when the chart is not theirs: the same as when there is none."""
        account, credential, session, access, chart = _with_chart(request, chart_id)
        return cls.by(Caller(request, account, credential, session), access, chart)

    @classmethod
    def by(cls, caller: Caller, access: Access | None, chart: Chart | None) -> Self:
        """The same for a caller who is known already."""
        allowed = rights(access, chart, caller.at)
        if access is None or chart is None or not allowed:
            raise NotFound
        return cls(caller.request, caller.account, caller.credential, caller.session, access, chart, allowed)

    @property
    def is_owner(self) -> bool:
        """Whether this is the patient's own account."""
        return self.access.role == "primary"

    @property
    def patient(self) -> str:
        """The name on the chart."""
        return f"{self.chart.given} {self.chart.family}"

    @property
    def known_as(self) -> str:
        """The name that the practice knows the doer by."""
        return known_as(self.access, self.account, self.chart)

    def sections(self, right: Right) -> set[str]:
        """The sections where this caller has the right; who may write may read."""
        return {name for name, given in self.rights.items() if given == "write" or given == right}

    def require(self, right: Right, section: Section) -> None:
        """Forbidden where the right is missing, with the section in plain words."""
        if section not in self.sections(right):
            what = "see" if right == "read" else "change"
            raise Forbidden(f"You may not {what} this part of the record: {section}")


@dataclass(frozen=True)
class Leaving(Caller):
    """Somebody who gives up the chart that the path names. Sent again, the request still has a caller: whether the
    chart is theirs is asked only then.
    """

    access: Access | None
    chart: Chart | None

    @classmethod
    def authenticate(cls, request: Request) -> Self:
        return cls(request, *_with_chart(request, request.path.get("chart", "")))

    def acting(self) -> Acting:
        return Acting.by(self, self.access, self.chart)


@dataclass(frozen=True)
class Owner(Acting):
    """The patient's own account on the chart that the path names. Forbidden for everybody else who has access."""

    @classmethod
    def by(cls, caller: Caller, access: Access | None, chart: Chart | None) -> Self:
        acting = super().by(caller, access, chart)
        if not acting.is_owner:
            raise Forbidden("Only the patient's own account can see and change who has access")
        return acting


def just_proved(request: Request) -> Caller:
    """Somebody who is signed in and gave their password within the last five minutes, where others may call, too."""
    caller = Caller.authenticate(request)
    caller.require_just_proved()
    return caller


def bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated
    return token.strip()


def signed_in(
    request: Request, also: Callable[[str], Iterable[store.Key[Any]]] = lambda _: ()
) -> tuple[Account, Credential, Session, list[Any]]:
    """Who calls, and what lies at the keys that `also` gives for their account: one round trip.

    A token is only as good as its session: ended, disabled or outdated ones are refused at once (A13).
    """
    claims = tokens.read_access_token(bearer(request), request.at)
    account, credential, session, *found = store.fetch(
        store.keys.account(claims.account_id),
        store.keys.credential(claims.account_id),
        store.keys.session(claims.account_id, claims.origin_jti),
        *also(claims.account_id),
    )
    if account is None or credential is None or session is None:
        raise SessionEnded
    if credential.state != "active" or session.epoch != credential.epoch or session.ends <= request.at:
        raise SessionEnded
    return account, credential, session, found


def _with_chart(request: Request, chart_id: str) -> tuple[Account, Credential, Session, Access | None, Chart | None]:
    account, credential, session, (access, chart) = signed_in(
        request, lambda me: (store.keys.access(me, chart_id), store.keys.chart(chart_id))
    )
    return account, credential, session, access, chart
