"""Documents of an account, about one of its people: their folders, what a practice was given, links for others (G)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal

from portal import clock
from portal.store import keys
from portal.store.item import Item, Key

DocumentState = Literal["uploading", "ready", "refused"]
GivenState = Literal["new", "seen", "attached"]
LinkEnd = Literal["by-sharer", "guessed", "used-up"]


@dataclass(frozen=True)
class GivenTo:
    """The names of the member or team, and of the practice."""

    to: str
    practice: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Document(Item):
    """A file that somebody uploaded. Its bytes lie in the documents' bucket at `object_key`, and before they are
    checked at `quarantine/<account>/<member>/<id>`.

    `folder_id` is empty at the top. `content_type` and `digest` (SHA-256) are what the check found. `why` says why it
    was refused, `same_as` the id of the document that has the same content. `deleted` is when its owner threw it away:
    it is kept 30 days. `given` tells by the ids of the Given items to whom it was given: with any its bytes stay.
    `chart_id` is the chart through whose rights it was uploaded. Links from before `unshared` have ended.
    `practice_id` is set, and `member_id` the same, where the account is of that practice's staff, who upload it for a
    message: such a file counts nowhere, and is kept 30 days.
    """

    kind: ClassVar[str] = "DOCUMENT"
    account_id: str
    member_id: str
    practice_id: str | None = None
    chart_id: str = ""
    id: str
    folder_id: str = ""
    name: str
    content_type: str
    size: int
    digest: str | None = None
    object_key: str = ""
    state: DocumentState = "uploading"
    why: str | None = None
    same_as: str | None = None
    uploaded: datetime
    deleted: datetime | None = None
    unshared: datetime | None = None
    given: dict[str, GivenTo] = field(default_factory=dict)
    ttl: int | None = None

    def key(self) -> Key["Document"]:
        return keys.document(self.account_id, self.member_id, self.id)

    @property
    def leaving(self) -> datetime | None:
        """Since when it is kept for 30 days only."""
        return self.uploaded if self.practice_id else self.deleted

    def index(self) -> dict[str, str]:
        if self.leaving:
            when = f"{clock.text(self.leaving)}#{self.id}"
            return {"by_date": f"DELETED#{when}", "gsi1pk": f"PURGE#{self.leaving.date().isoformat()}", "gsi1sk": when}
        return {"by_date": f"FOLDER#{self.folder_id}#{clock.text(self.uploaded)}#{self.id}"}


@dataclass(frozen=True, kw_only=True)
class Folder(Item):
    """`documents` counts those in it that are not deleted: with none it can be deleted."""

    kind: ClassVar[str] = "FOLDER"
    account_id: str
    member_id: str
    id: str
    name: str
    documents: int = 0
    created: datetime

    def key(self) -> Key["Folder"]:
        return keys.folder(self.account_id, self.member_id, self.id)


@dataclass(frozen=True, kw_only=True)
class SameFile(Item):
    """The document that has this content (SHA-256) already."""

    kind: ClassVar[str] = "SAME-FILE"
    account_id: str
    member_id: str
    digest: str
    document_id: str

    def key(self) -> Key["SameFile"]:
        return keys.same_file(self.account_id, self.member_id, self.digest)


@dataclass(frozen=True, kw_only=True)
class Storage(Item):
    """Bytes of an account's documents that are checked and not deleted."""

    kind: ClassVar[str] = "STORAGE"
    account_id: str
    used: int = 0

    def key(self) -> Key["Storage"]:
        return keys.storage(self.account_id)


@dataclass(frozen=True, kw_only=True)
class Given(Item):
    """A document that a practice was given, shared with one of its members or teams, or attached to a message; or that
    its staff attached to theirs.

    `id` begins with the chart's id and an underscore. `patient` is the name on the chart, `by` who gave it, as in the
    audit, under the name that the practice knows; `to` is `{kind, id, name}`. `account_id` is the account that gave or
    was given it. `thread_id` is that of the message that it came with. Of what staff sent only the thread tells.
    """

    kind: ClassVar[str] = "GIVEN"
    chart_id: str
    practice_id: str
    practice_name: str
    id: str
    patient: str
    account_id: str
    document_id: str
    by: dict[str, str]
    to: dict[str, str]
    name: str
    content_type: str
    size: int
    object_key: str
    note: str | None = None
    state: GivenState = "new"
    given: datetime
    thread_id: str | None = None

    def key(self) -> Key["Given"]:
        return keys.given(self.id)

    def index(self) -> dict[str, str]:
        if self.by["kind"] == "staff":
            return {}
        by_date = f"GIVEN#{clock.text(self.given)}#{self.id}"
        return {"by_date": by_date, "gsi1pk": f"PRACTICE#{self.practice_id}", "gsi1sk": self.listed(self.state)}

    def listed(self, state: GivenState) -> str:
        """Its place among the practice's, in a state."""
        return f"GIVEN#{state.upper()}#{clock.text(self.given)}#{self.id}"


@dataclass(frozen=True)
class Opening:
    """By whom is not known: only from where. `id` follows from the Idempotency-Key: the same again is not counted."""

    id: str
    at: datetime
    ip: str
    device: str


@dataclass(frozen=True, kw_only=True)
class Link(Item):
    """A document shared with somebody outside (G3). `digest` is that of the link's token, which follows from `id`.

    `email` is whom it is for, `passcode` an HMAC. `tries` counts wrong ones; there are at most `most` openings.
    `ended` is when and `why` it ended before `ends`. `granted` is when the sharer got the access that they shared by,
    `patient` the person on the chart where that is somebody else.
    """

    kind: ClassVar[str] = "LINK"
    digest: str
    id: str
    account_id: str
    member_id: str
    chart_id: str
    document_id: str
    granted: datetime
    shared_by: str
    patient: str | None = None
    email: str
    passcode: str
    created: datetime
    ends: datetime
    most: int
    openings: list[Opening] = field(default_factory=list)
    tries: int = 0
    ended: datetime | None = None
    why: LinkEnd | None = None
    ttl: int

    def key(self) -> Key["Link"]:
        return keys.link(self.digest)

    def index(self) -> dict[str, str]:
        return {"gsi1pk": f"DOCS#{self.account_id}#{self.member_id}", "gsi1sk": f"LINK#{self.document_id}#{self.id}"}
