"""Questionnaires that a practice may ask for, and those that it asked a patient to fill in (D7, E2)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Literal

from portal import clock
from portal.store import keys
from portal.store.item import Item, Key

FormState = Literal["requested", "submitted", "withdrawn"]


@dataclass(frozen=True, kw_only=True)
class Questionnaire(Item):
    """An entry of a practice's library. `body` is the zlib-compressed JSON of the FHIR Questionnaire, `questions` how
    many there are to answer. `id` follows from its url, so that a new version takes the old one's place."""

    kind: ClassVar[str] = "QUESTIONNAIRE"
    practice_id: str
    id: str
    title: str
    url: str | None = None
    version: str | None = None
    questions: int
    body: bytes
    added: datetime

    def key(self) -> Key["Questionnaire"]:
        return keys.questionnaire(self.practice_id, self.id)


@dataclass(frozen=True, kw_only=True)
class Form(Item):
    """What a practice asked a patient to fill in.

    `id` is a name that sorts by time, a dot, and the last part of the id of the Questionnaire's record in the same
    chart: whoever has it knows where that record lies, and where the QuestionnaireResponse does (`portal.forms.form`).
    `draft_version` counts what was saved before it was sent, `draft_by` is the account that saved last. `sent` is a
    digest of what was sent, by whom, so that the same again is no conflict; `scores` and `left_out` are what we said.
    """

    kind: ClassVar[str] = "FORM"
    chart_id: str
    practice_id: str
    id: str
    patient: str
    title: str
    due: date | None = None
    state: FormState = "requested"
    requested: datetime
    requested_by: str
    submitted: datetime | None = None
    submitted_by: str | None = None
    withdrawn: datetime | None = None
    draft_version: int = 0
    draft_saved: datetime | None = None
    draft_by: str | None = None
    sent: str | None = None
    scores: list[dict[str, Any]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def key(self) -> Key["Form"]:
        return keys.form(self.chart_id, self.id)

    def index(self) -> dict[str, str]:
        when = clock.text(self.submitted or self.withdrawn or self.requested)
        return {"gsi1pk": f"PRACTICE#{self.practice_id}", "gsi1sk": f"FORM#{self.state.upper()}#{when}#{self.id}"}


@dataclass(frozen=True, kw_only=True)
class Draft(Item):
    """Answers that were saved and not sent yet: `answers` is the zlib-compressed JSON of a QuestionnaireResponse."""

    kind: ClassVar[str] = "DRAFT"
    chart_id: str
    form_id: str
    version: int
    saved: datetime
    answers: bytes

    def key(self) -> Key["Draft"]:
        return keys.draft(self.chart_id, self.form_id)
