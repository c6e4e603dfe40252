"""What somebody asks a practice to put right in its record (B8)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from portal.store import keys
from portal.store.item import Item, Key

Field = Literal["given", "family", "birth_date", "sex", "phone", "email", "address", "other"]
State = Literal["open", "accepted", "declined"]


@dataclass(frozen=True, kw_only=True)
class Correction(Item):
    """`wanted` is what the field should say, `reason` the practice's own when it decided, at `decided`.

    `owner` is the patient's own account, `account_id` that of who asked, named in `by`.
    `id` is the account's, a dot, and a name that sorts by time: whoever has it knows where the item lies.
    """

    kind: ClassVar[str] = "CORRECTION"
    account_id: str
    id: str
    sent: datetime
    member_id: str
    chart_id: str
    practice_id: str
    practice_name: str
    patient: str
    owner: str | None = None
    by: str
    field: Field
    wanted: str
    note: str | None = None
    state: State = "open"
    reason: str | None = None
    decided: datetime | None = None

    def key(self) -> Key["Correction"]:
        return keys.correction(self.id)

    def index(self) -> dict[str, str]:
        name, listed = self.id.partition(".")[2], "OPEN" if self.state == "open" else "DECIDED"
        return {"gsi1pk": f"PRACTICE#{self.practice_id}", "gsi1sk": f"CORRECTION#{listed}#{name}"}
