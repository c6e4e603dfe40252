"""Asking for a file of somebody's records, seeing how far it is, and fetching it.

What the caller may read is asked three times: now, when the file is made, and when it is fetched.
"""

from datetime import date, datetime, timedelta
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from portal import audit, family, ids, objects, outbox, store
from portal.access import Acting, Caller
from portal.errors import Invalid, NotFound
from portal.identity import limits
from portal.settings import settings
from portal.store import Writes, where
from portal.store.items import Export
from portal.store.items.exports import FileKind

KEPT = timedelta(hours=24)
#: After this nobody works on it any more: the queue has given up.
GIVEN_UP = timedelta(hours=1)
SHOWN = 30
ENDINGS: dict[FileKind, tuple[str, str]] = {
    "pdf": ("pdf", "application/pdf"),
    "fhir": ("json", "application/fhir+json"),
}
"""The ending of the name, and the media type."""


class ExportRequest(BaseModel):
    """Days are those of the account's time zone, both included; without any it is everything."""

    model_config = ConfigDict(populate_by_name=True)
    kind: FileKind
    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")


class LeftOut(BaseModel):
    practice: str
    why: Literal["access-ended", "unreadable", "records", "files"] = Field(
        description="access-ended: may not be read any more; unreadable: nothing of it could be read; records: some "
        "records could not be read; files: attached files were too large together"
    )


class ExportShown(ExportRequest):
    """A file, or the work on it."""

    id: str
    state: Literal["waiting", "working", "ready", "partly", "failed", "ended"]
    done: int = Field(description="records that are in the file so far")
    of: int = Field(description="all its records; 0 until that is known")
    made: datetime | None
    ends: datetime | None = Field(description="until when it can be fetched")
    size: int | None = Field(description="in bytes")
    left_out: list[LeftOut]


def ask(caller: Caller, member_id: str, wanted: ExportRequest) -> ExportShown:
    """Have a file made of all that the caller may read of this member. NotFound when that is nothing, Invalid for days
    in the wrong order, TooMany after several within an hour."""
    if wanted.first and wanted.last and wanted.first > wanted.last:
        raise Invalid.field("from", "after_to", "The first day must not be after the last day")
    actings, _ = family.acting_on(caller, member_id)
    if not actings:
        raise NotFound
    made = Export(
        account_id=caller.account.id,
        id=ids.timed(caller.at),
        member_id=member_id,
        file_kind=wanted.kind,
        first=wanted.first,
        last=wanted.last,
        asked=caller.at,
        charts={acting.chart.id: acting.access.practice_name for acting in actings},
        ttl=int((caller.at + 2 * KEPT).timestamp()),
    )
    with store.all_or_nothing(else_raise=NotFound()) as write:
        limits.count_sending(write, "export", made.account_id, caller.at)
        write.put(made, when=store.ABSENT)
        write.put(outbox.work("export", caller.at, account_id=made.account_id, export_id=made.id))
        _note(write, "record.exported", actings, {a.chart.id: sorted(a.sections("read")) for a in actings})
    return _shown(made, caller.at)


def listed(caller: Caller, member_id: str) -> list[ExportShown]:
    """The account's own of this member, newest first."""
    if store.get(store.keys.member(caller.account.id, member_id)) is None:
        raise NotFound
    own = store.keys.exports(caller.account.id)
    found = store.query(own, where=where("member_id").eq(member_id), newest_first=True, limit=SHOWN).items
    return [_shown(each, caller.at) for each in found]


def address(caller: Caller, member_id: str, export_id: str) -> str:
    """From where S3 gives the file in the next five minutes. NotFound when it is not there or not any more, and when
    it holds something that the caller may not read any more."""
    actings, [found] = family.acting_on(caller, member_id, store.keys.export(caller.account.id, export_id))
    if found is None or found.member_id != member_id or _shown(found, caller.at).state not in ("ready", "partly"):
        raise NotFound("This file is not there any more. Please make it again")
    in_it = [acting for acting in actings if acting.chart.id in found.held]
    if len(in_it) < len(found.held) or any(not a.sections("read").issuperset(found.held[a.chart.id]) for a in in_it):
        raise NotFound("You may not see everything in this file any more. Please make it again")
    with store.all_or_nothing(else_raise=NotFound()) as write:
        _note(write, "export.downloaded", in_it, found.held)
    ending, media = ENDINGS[found.file_kind]
    shown = {
        "ResponseContentType": media,
        "ResponseContentDisposition": f'attachment; filename="kinchart-{found.asked:%Y-%m-%d}.{ending}"',
        "ResponseCacheControl": "private, no-store",
    }
    return objects.address(settings().files_bucket, object_key(found), **shown)


def object_key(export: Export) -> str:
    """Where the file lies; the bucket's lifecycle deletes what lies below `exports/`."""
    return f"exports/{export.account_id}/{export.id}.{ENDINGS[export.file_kind][0]}"


def _note(write: Writes, action: str, actings: list[Acting], sections: dict[str, list[str]]) -> None:
    """In the logs of the account, the patient and the practice, as long as the access is what was read."""
    for acting in actings:
        write.check(acting.access.key(), when=where("granted").eq(acting.access.granted))
        told = None if acting.is_owner else ",".join(sections[acting.chart.id])
        for each in audit.on_chart(acting, action, "record", acting.access.practice_id, section=told):
            write.put(each)


def _shown(export: Export, at: datetime) -> ExportShown:
    state: Any = export.state
    if export.ends and export.ends <= at:
        state = "ended"
    elif state in ("waiting", "working") and export.asked + GIVEN_UP < at:
        state = "failed"
    told: dict[str, Any] = {
        **{name: getattr(export, name) for name in ("id", "first", "last", "done", "of", "made", "ends", "size")},
        "kind": export.file_kind,
        "state": state,
        "left_out": export.left_out,
    }
    return ExportShown.model_validate(told)
