"""What a practice's own system tells by its webhook: new demographics, an invitation, records, a form to fill in,
a message.

Each message happens once: its `webhook-id` is noted in the transaction of what it changes, with what came of it, and a
message seen before gets the same answer without being looked at. Needs the `fhir` layer.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Literal

from pydantic import BaseModel, Field, ValidationError

from portal import audit, clock, dates, finder, ids, invites, store, strict_json
from portal.access import Section
from portal.documents import receiving
from portal.errors import Conflict, FieldError, Invalid
from portal.forms import requesting
from portal.identity import names
from portal.messages import system
from portal.practice import TOLERANCE, SignedPractice
from portal.records import accepting, demographics, fhir_json, uploads
from portal.store import Writes
from portal.store.items import Chart, Seen
from portal.store.items.account import Right
from portal.store.items.onboarding import Invitation

REMEMBERED = timedelta(days=90)
#: Of one message, when what it was read from changes each time.
TRIES = 3

#: What patient.upserted may change of a chart.
DEMOGRAPHICS = ("given", "family", "birth_date", "email", "phone", "sex", "caregivers", "as_of")


class Message(BaseModel):
    """`timestamp` is when it happened at the practice; an older one never overwrites what a newer one told."""

    type: str
    timestamp: clock.Instant
    data: dict[str, Any]


class Patient(BaseModel):
    """`id` is the practice's own id for the patient."""

    id: str = Field(min_length=1, max_length=128)
    given: str = Field(min_length=1, max_length=200)
    family: str = Field(min_length=1, max_length=200)
    birth_date: str
    email: str | None = None
    phone: str | None = Field(None, max_length=50)
    sex: Literal["male", "female", "other", "unknown"] | None = None


class Caregiver(BaseModel):
    email: str
    given: str = Field(min_length=1, max_length=200)
    family: str = Field(min_length=1, max_length=200)
    relationship: str = Field(min_length=1, max_length=50)


class PatientUpserted(BaseModel):
    patient: Patient
    caregivers: list[Caregiver] = Field([], max_length=50)


class PortalInvited(BaseModel):
    patient_id: str
    kind: Literal["primary", "caregiver", "representative"]
    email: str


class RepresentativeInvited(PortalInvited):
    """`permissions` are all that the representative will reach (C6)."""

    given: str = Field(min_length=1, max_length=200)
    family: str = Field(min_length=1, max_length=200)
    permissions: dict[Section, Right] = Field(min_length=1)


class RecordsUpserted(BaseModel):
    """Either the bundle itself, or where it was uploaded."""

    patient_id: str
    bundle: dict[str, Any] | None = None
    bundle_url: str | None = None


class FormRequested(BaseModel):
    """`questionnaire` is a FHIR R4 Questionnaire, `due` a day."""

    patient_id: str
    questionnaire: dict[str, Any]
    due: date | None = None


class MessageSent(BaseModel):
    """An answer to a thread, or a new one to an account. `from` is the id of a member of staff."""

    patient_id: str
    thread_id: str | None = None
    to_account: str | None = None
    sender: str = Field(alias="from")
    subject: str = ""
    content: str


def receive(sender: SignedPractice) -> dict[str, str]:
    """Do what the message says, once. The answer names the import that records started, the form that is asked for, or
    the message's thread.

    Invalid (422) names the field by its path in the message; InvalidBundle (422) every bad place of a bundle.
    """
    before, tries = sender.seen, 0
    message = _message(sender.request.body) if before is None else None
    while message:
        tries += 1
        try:
            return _once(sender, message)
        except _Seen:
            before = store.get(store.keys.seen(sender.digest))
            break
        except Conflict:
            # Staff, the patient or another message changed the chart meanwhile: it is read anew.
            if tries == TRIES:
                raise
    return _answer(before.result if before else None)


class _Seen(Exception):
    """The same message was taken at the same moment."""


def _answer(result: str | None) -> dict[str, str]:
    """`import:k3v7…` is `{"import": "k3v7…"}`."""
    name, _, value = (result or "").partition(":")
    return {name: value} if value else {}


def _message(body: bytes) -> Message:
    try:
        sent = fhir_json.parse(body)
    except ValueError:
        raise Invalid.field("body", "malformed", "The body is not JSON") from None
    message = _read(Message, sent)
    try:
        # Not the bundle: its own checks name the place.
        strict_json.no_halves([message.type, {k: v for k, v in message.data.items() if k != "bundle"}])
    except ValueError:
        raise Invalid.field("body", "malformed", "The body has text that is no Unicode") from None
    return message


def _once(sender: SignedPractice, message: Message) -> dict[str, str]:
    handle = _HANDLERS.get(message.type)
    if handle is None:
        raise Invalid.field("type", "unknown", f"This type is not taken; these are: {', '.join(_HANDLERS)}")
    if message.timestamp > sender.at + TOLERANCE:
        # It would keep every later message from telling anything.
        raise Invalid.field("timestamp", "in_future", "The time is still to come")
    kept = int((sender.at + REMEMBERED).timestamp())
    with store.all_or_nothing() as write:
        try:
            result = handle(write, sender, message)
        except Invalid as refusal:
            raise Invalid(errors=[replace(e, field=f"data.{e.field}") for e in refusal.errors]) from refusal
        write.put(Seen(digest=sender.digest, result=result, ttl=kept), when=store.ABSENT, else_raise=_Seen())
    return _answer(result)


def _read[M: BaseModel](model: type[M], sent: Any) -> M:
    """Invalid names every wrong field; pydantic's words never quote a value here."""
    try:
        return model.model_validate(sent)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        errors = [FieldError(".".join(map(str, e["loc"])) or "body", e["type"], e["msg"]) for e in found]
        raise Invalid(errors=errors) from None


def _chart(sender: SignedPractice, patient_id: str) -> Chart:
    found = store.get(store.keys.chart(ids.chart_id(sender.practice.id, patient_id)))
    if found is None:
        raise Invalid.field("patient_id", "unknown", "Send patient.upserted for this patient first")
    return found


def _patient_upserted(write: Writes, sender: SignedPractice, message: Message) -> None:
    told = _read(PatientUpserted, message.data)
    born = dates.birth_date(told.patient.birth_date, sender.at.date(), field="patient.birth_date")
    wrong = [f"caregivers.{n}.email" for n, c in enumerate(told.caregivers) if not names.is_email(c.email)]
    if told.patient.email and not names.is_email(told.patient.email):
        wrong.append("patient.email")
    if wrong:
        raise Invalid(errors=[FieldError(field, "impossible", "This is not an e-mail address") for field in wrong])
    made = Chart(
        id=ids.chart_id(sender.practice.id, told.patient.id),
        practice_id=sender.practice.id,
        patient_id=told.patient.id,
        given=told.patient.given,
        family=told.patient.family,
        birth_date=born,
        email=told.patient.email,
        phone=told.patient.phone,
        sex=told.patient.sex,
        caregivers=[caregiver.model_dump() for caregiver in told.caregivers],
        as_of=message.timestamp,
    )
    before, person = store.fetch(made.key(), store.keys.record(f"CHART#{made.id}", "Patient", made.id))
    if before is None:
        write.put(made, when=store.ABSENT)
        finder.change(write, None, made, sender.at)
    elif before.as_of <= made.as_of:
        values = {name: getattr(made, name) for name in DEMOGRAPHICS}
        given = {name: value for name, value in values.items() if value is not None}
        as_read = store.where("as_of").eq(before.as_of) & invites.as_read(before)
        write.update(made.key(), set=given, remove=values.keys() - given.keys(), when=as_read)
        finder.change(write, before, replace(before, **values), sender.at)
    else:
        return
    if resource := demographics.patient(made, person, sender.at):
        write.put(resource, when=store.where("version").eq(person.version) if person else store.ABSENT)
    action = "patient.updated" if before else "patient.added"
    source = sender.request.source
    write.put(
        audit.entry(
            sender.practice.id, action, event="practice", at=sender.at, by=sender.by, source=source, about=made.id
        )
    )


def _portal_invited(write: Writes, sender: SignedPractice, message: Message) -> None:
    model = RepresentativeInvited if message.data.get("kind") == "representative" else PortalInvited
    told = _read(model, message.data)
    wanted = Invitation(**told.model_dump(exclude={"patient_id"}))
    chart, source = _chart(sender, told.patient_id), sender.request.source
    invites.send(write, sender.practice, chart, wanted, sender.at, sender.by, source)


def _records_upserted(write: Writes, sender: SignedPractice, message: Message) -> str:
    told = _read(RecordsUpserted, message.data)
    import_id = ids.derived("import", sender.practice.id, sender.webhook_id)
    upload = uploads.place(sender.practice.id, told.bundle_url) if told.bundle_url is not None else None
    if (told.bundle is None) == (upload is None):
        raise Invalid.field("bundle", "missing", "Send either a bundle, or the bundle_url of one that was uploaded")
    chart, about = _chart(sender, told.patient_id), {"by": sender.by, "source": sender.request.source}
    if upload:
        accepting.accept_upload(write, sender.practice, chart, upload, import_id, at=sender.at, **about)
    else:
        accepting.accept(write, sender.practice, chart, told.bundle, import_id, at=sender.at, **about)
    return f"import:{import_id}"


def _form_requested(write: Writes, sender: SignedPractice, message: Message) -> str:
    told = _read(FormRequested, message.data)
    made = requesting.by_system(write, sender, _chart(sender, told.patient_id), told.questionnaire, told.due)
    return f"form:{made.id}"


def _message_sent(write: Writes, sender: SignedPractice, message: Message) -> str:
    told = _read(MessageSent, message.data)
    if (told.thread_id is None) == (told.to_account is None):
        raise Invalid.field("thread_id", "missing", "Send either a thread_id, or the to_account of a new thread")
    made = system.send(
        write,
        sender,
        patient_id=told.patient_id,
        thread_id=told.thread_id,
        account_id=told.to_account,
        by=told.sender,
        subject=told.subject,
        content=told.content,
    )
    return f"thread:{made.id}"


def _document_shared(write: Writes, sender: SignedPractice, message: Message) -> str:
    told = _read(receiving.DocumentShared, message.data)
    chart, import_id = _chart(sender, told.patient_id), ids.derived("import", sender.practice.id, sender.webhook_id)
    sent = receiving.bundle(chart.id, import_id, told, message.timestamp)
    about = {"by": sender.by, "source": sender.request.source}
    accepting.accept(write, sender.practice, chart, sent, import_id, at=sender.at, **about)
    return f"import:{import_id}"


_HANDLERS: dict[str, Callable[[Writes, SignedPractice, Message], str | None]] = {
    "patient.upserted": _patient_upserted,
    "portal.invited": _portal_invited,
    "records.upserted": _records_upserted,
    "form.requested": _form_requested,
    "message.sent": _message_sent,
    "document.shared": _document_shared,
}
