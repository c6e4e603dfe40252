"""Staff of a practice: who calls from its console, and what each role may do there (D9). One table tells it."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Self, get_args

from portal import audit, store
from portal.access import Caller, signed_in
from portal.errors import Forbidden, NotFound, SecondFactorRequired
from portal.http.request import Request
from portal.store.items import Account, AuditEntry, Chart, Credential, Practice, Session, Staff
from portal.store.items.account import Right
from portal.store.items.audit import EventKind
from portal.store.items.practice import StaffRole

Area = Literal[
    "patients", "messages", "documents", "accounts", "users", "forms", "answers", "corrections", "deliveries", "audit"
]
AREAS: tuple[Area, ...] = get_args(Area)

ROLES: dict[StaffRole, dict[Area, Right]] = {
    "administrator": dict.fromkeys(AREAS, "write"),
    "clinician": {
        "patients": "read", "messages": "write", "documents": "write", "accounts": "read", "forms": "write",
        "answers": "read", "corrections": "write",
    },
    "front-desk": {
        "patients": "read", "messages": "write", "documents": "write", "accounts": "write", "users": "read",
        "forms": "write", "corrections": "read",
    },
}  # fmt: skip
# A code by e-mail alone is not enough for a console that opens every patient's account.
STRONG = {"authenticator", "sms", "recovery"}


@dataclass(frozen=True)
class StaffMember(Caller):
    """A member of staff of the practice that the path names, who proved a second factor when they signed in.

    404 for everybody else: the same as when there is no such practice.
    """

    practice: Practice
    staff: Staff

    scheme: ClassVar[str] = "bearer"

    @classmethod
    def authenticate(cls, request: Request) -> Self:
        who, _ = at_practice(request)
        return cls(request, *who)

    @property
    def rights(self) -> dict[Area, Right]:
        return may(self.staff)

    def require(self, right: Right, area: Area) -> None:
        """Forbidden where the role does not have the right; who may write may read."""
        given = self.rights.get(area)
        if given != "write" and given != right:
            raise Forbidden("Your role at the practice does not allow this. Ask an administrator")

    @property
    def by(self) -> dict[str, str]:
        """For the audit."""
        return {"kind": "staff", "account": self.account.id, "name": f"{self.staff.given} {self.staff.family}"}

    def entries(self, action: str, event: EventKind, *accounts: str | None, **about: str | None) -> list[AuditEntry]:
        """What they did, for the logs of the practice and of the accounts that it touched."""
        told = {"by": self.by, "at": self.at, "source": self.request.source}
        return audit.of_practice(self.practice, accounts, action, event=event, **told, **about)


@dataclass(frozen=True)
class StaffAtWork(Caller):
    """Somebody whose login is a practice's, where the path names none. 404 for everybody else."""

    @classmethod
    def authenticate(cls, request: Request) -> Self:
        caller = super().authenticate(request)
        if caller.account.practice_id is None:
            raise NotFound
        return caller

    def member(self) -> tuple[StaffMember, int]:
        """At their own practice, and how many threads nobody has seen there."""
        practice_id, me = self.account.practice_id or "", self.account.id
        practice, staff, inbox = store.fetch(
            store.keys.practice(practice_id), store.keys.staff(practice_id, me), store.keys.inbox(practice_id)
        )
        found = employed(self.session, practice, staff)
        member = StaffMember(self.request, self.account, self.credential, self.session, *found)
        return member, inbox.unseen if inbox and "messages" in member.rights else 0


@dataclass(frozen=True)
class StaffOnChart(StaffMember):
    """The same, about one of the practice's patients, whose chart the path names; 404 for another practice's."""

    chart: Chart

    @classmethod
    def authenticate(cls, request: Request) -> Self:
        who, (chart,) = at_practice(request, store.keys.chart(request.path.get("chart", "")))
        if chart is None or chart.practice_id != who[3].id:
            raise NotFound
        return cls(request, *who, chart)

    def entries(self, action: str, event: EventKind, *accounts: str | None, **about: str | None) -> list[AuditEntry]:
        """About this patient, who is named: a log of fifty invitations tells whom each was for."""
        patient = {"about": self.chart.id, "acting_for": f"{self.chart.given} {self.chart.family}"}
        return super().entries(action, event, *accounts, **patient | about)


@dataclass(frozen=True)
class StaffOnAccount(StaffMember):
    """The same, about an account with access to one of the practice's charts, which the path names; 404 for others."""

    account_named: Account
    login_named: Credential

    @classmethod
    def authenticate(cls, request: Request) -> Self:
        account_id, practice_id = request.path.get("account_id", ""), request.path.get("practice_id", "")
        named_keys = store.keys.account(account_id), store.keys.credential(account_id)
        who, (named, login) = at_practice(request, *named_keys)
        if named is None or login is None or not any(held.startswith(f"{practice_id}/") for held in named.charts):
            raise NotFound
        return cls(request, *who, named, login)


def at_practice(
    request: Request, *also: store.Key[Any]
) -> tuple[tuple[Account, Credential, Session, Practice, Staff], list[Any]]:
    """Who calls at the practice that the path names, and what lies at other keys: one round trip."""
    practice_id = request.path.get("practice_id", "")
    account, credential, session, (practice, staff, *found) = signed_in(
        request, lambda me: (store.keys.practice(practice_id), store.keys.staff(practice_id, me), *also)
    )
    return (account, credential, session, *employed(session, practice, staff)), found


def employed(session: Session, practice: Practice | None, staff: Staff | None) -> tuple[Practice, Staff]:
    """NotFound, or SecondFactorRequired."""
    if practice is None or staff is None:
        raise NotFound
    if not STRONG & set(session.factors):
        raise SecondFactorRequired([])
    return practice, staff


def may(staff: Staff) -> dict[Area, Right]:
    """What somebody's role allows, by area."""
    return ROLES[staff.role]
