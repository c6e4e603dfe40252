"""Who calls about a thread that the path names: its account, or staff of its practice. Nobody else's is found (C5)."""

from dataclasses import dataclass
from typing import Self

from portal import store
from portal.access import Acting, Caller, signed_in
from portal.errors import NotFound
from portal.http.request import Request
from portal.staff import StaffMember, at_practice
from portal.store.items import AuditEntry, Thread, Unsent
from portal.store.items.audit import EventKind


@dataclass(frozen=True)
class ActingOnThread(Acting):
    """Somebody on the chart that the path names, and a thread of their own about it, with what they began to write."""

    found: Thread | None
    unsent: Unsent | None

    @classmethod
    def authenticate(cls, request: Request) -> Self:
        chart_id, thread_id = request.path.get("chart", ""), request.path.get("thread", "")
        account, credential, session, (access, chart, thread, unsent) = signed_in(
            request,
            lambda me: (
                store.keys.access(me, chart_id),
                store.keys.chart(chart_id),
                store.keys.thread(thread_id),
                store.keys.unsent(me, chart_id, thread_id),
            ),
        )
        acting = Acting.by(Caller(request, account, credential, session), access, chart)
        own = thread is not None and (thread.account_id, thread.chart_id) == (account.id, chart_id)
        return cls(**vars(acting), found=thread if own else None, unsent=unsent)

    @property
    def thread(self) -> Thread:
        if self.found is None:
            raise NotFound
        return self.found


@dataclass(frozen=True)
class StaffOnThread(StaffMember):
    """Staff of the practice that the path names, and one of its threads."""

    found: Thread | None

    @classmethod
    def authenticate(cls, request: Request) -> Self:
        who, (thread,) = at_practice(request, store.keys.thread(request.path.get("thread", "")))
        return cls(request, *who, thread if thread and thread.practice_id == who[3].id else None)

    @property
    def thread(self) -> Thread:
        if self.found is None:
            raise NotFound
        return self.found

    def entries(self, action: str, event: EventKind, *accounts: str | None, **about: str | None) -> list[AuditEntry]:
        """About the patient, who is named, and the messages."""
        told = {"about": self.thread.chart_id, "acting_for": self.thread.patient, "section": "messages"}
        return super().entries(action, event, *accounts, **told | about)
