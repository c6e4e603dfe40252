"""Every refusal, as one tree. `portal.http` alone turns one into an answer (RFC 9457 problem details).

Refusal
├─ Invalid 422 (names the fields) · Malformed 400 · TooLarge 413 · UnsupportedMediaType 415
├─ NotFound 404 · MethodNotAllowed 405 · Conflict 409 · TooMany 429
├─ Unauthenticated 401 ── IncorrectCredentials · SessionEnded · BadSignature
├─ Forbidden 403 ── StepUpRequired · SecondFactorRequired · InviteMismatch · TicketExpired
├─ InviteGone 410 (expired · used · withdrawn · locked)
├─ CodeRefused 400 (mismatch · expired · used · replayed · attempts-exceeded · setup-mismatch) · InvalidSession 400
├─ FlowNotEnabled 400 · FactorNotSet 400
└─ InvalidBundle 422 (an OperationOutcome)

One that a single module raises stands in that module.
"""

from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class FieldError:
    """`field` is the dotted path in the request, `code` a stable word for programs, `detail` a sentence for people."""

    field: str
    code: str
    detail: str


class Refusal(Exception):
    """Something that the caller may not or cannot do, said so that they can act on it."""

    status: ClassVar[int] = 400
    slug: str = "refused"
    title: str = "This cannot be done"
    cognito: str = "InvalidParameterException"

    def __init__(
        self, detail: str = "", *, errors: list[FieldError] | None = None, retry_after: int | None = None
    ) -> None:
        self.detail = detail or self.title
        self.errors = errors or []
        self.retry_after = retry_after
        super().__init__(self.detail)

    def headers(self) -> dict[str, str]:
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}

    def problem(self) -> dict[str, Any]:
        """The members of RFC 9457, and `__type` with Cognito's name for the programs that look for it."""
        body: dict[str, Any] = {
            "type": f"/problems/{self.slug}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "__type": self.cognito,
        }
        if self.errors:
            body["errors"] = [{"field": e.field, "code": e.code, "detail": e.detail} for e in self.errors]
        if self.retry_after is not None:
            body["retry_after"] = self.retry_after
        return body


class Malformed(Refusal):
    slug, title = "malformed", "The request could not be read"


class Invalid(Refusal):
    """Some fields are wrong; each is named."""

    status = 422
    slug, title = "invalid", "Some answers need to be changed"

    @classmethod
    def field(cls, field: str, code: str, detail: str) -> "Invalid":
        return cls(detail, errors=[FieldError(field, code, detail)])


class KeyReused(Invalid):
    slug, title = "idempotency-key-reused", "This Idempotency-Key was sent with another request"


class TooLarge(Refusal):
    status = 413
    slug, title = "too-large", "The request is too large"


class UnsupportedMediaType(Refusal):
    status = 415
    slug, title = "unsupported-media-type", "Send JSON, as application/json"


class NotFound(Refusal):
    status = 404
    slug, title = "not-found", "Not found"
    cognito = "ResourceNotFoundException"


class MethodNotAllowed(Refusal):
    status = 405
    slug, title = "method-not-allowed", "This cannot be done with that address"

    def __init__(self, allowed: str) -> None:
        self.allowed = allowed
        super().__init__(f"This address can only be asked with {allowed}")

    def headers(self) -> dict[str, str]:
        return {"Allow": self.allowed}


class InviteNotFound(NotFound):
    slug, title = "invite-not-found", "This invitation link does not work"


class Conflict(Refusal):
    status = 409
    slug, title = "conflict", "Somebody else changed this at the same moment. Please try again"


class InProgress(Conflict):
    slug, title = "in-progress", "The same request is still being worked on"


class AddressNeeded(Conflict):
    """The primary address, or one that is the username, is not removed (A3)."""

    slug, title = "address-needed", "This address cannot be removed"


class PhoneNeeded(Conflict):
    slug, title = "phone-needed", "Codes are sent to this number when you sign in. Switch that off first"


class EmailTaken(Conflict):
    slug, title = "email-taken", "This e-mail address already belongs to an account"
    cognito = "UsernameExistsException"


class NotYoursAlone(Conflict):
    """An account that holds another practice's chart, too: whoever could open it would see that one (D5, D6)."""

    slug, title = "not-yours-alone", "This person's account does not belong to your practice alone"


class PrimaryNeeded(Conflict):
    """Nobody else gets an account or access before the patient (C2)."""

    slug, title = "primary-needed", "The patient needs an account of their own first. Please ask the practice"


class TooMany(Refusal):
    status = 429
    slug, title = "too-many-attempts", "Too many attempts. Please wait before you try again"
    cognito = "LimitExceededException"


class TooManyCodes(TooMany):
    slug, title = "too-many-codes", "Too many codes were sent for this invitation. Ask the practice for a new one"


class Unauthenticated(Refusal):
    status = 401
    slug, title = "unauthenticated", "Please sign in"
    cognito = "NotAuthorizedException"


class IncorrectCredentials(Unauthenticated):
    slug, title = "incorrect-credentials", "Incorrect username or password."


class SessionEnded(Unauthenticated):
    slug, title = "session-ended", "Your session has ended. Please sign in again"


class BadSignature(Unauthenticated):
    slug, title = "bad-signature", "The signature or its time is not right"


class Forbidden(Refusal):
    status = 403
    slug, title = "forbidden", "You do not have access to this"
    cognito = "NotAuthorizedException"


class StepUpRequired(Forbidden):
    """The password was last checked more than five minutes ago (A4)."""

    slug, title = "step-up-required", "Please enter your password again to go on"


class SecondFactorRequired(Forbidden):
    """A forgotten password of an account with a second factor (A7); `factors` are those that may be proved."""

    slug, title = "second-factor-required", "Please prove your second factor, too"

    def __init__(self, factors: list[str]) -> None:
        self.factors = factors
        super().__init__()

    def problem(self) -> dict[str, Any]:
        return super().problem() | {"factors": self.factors}


class InviteMismatch(Forbidden):
    """The same for a wrong date and for a link that never existed (B2)."""

    slug = "invite-mismatch"
    title = "This link and this date of birth do not go together. After five wrong tries a link is locked"


class TicketExpired(Forbidden):
    slug, title = "ticket-expired", "Please enter the date of birth again"


class InviteGone(Refusal):
    status = 410
    slug, title = "invite-gone", "This invitation cannot be used any more"

    def __init__(self, state: str) -> None:
        self.slug = f"invite-{'used' if state == 'accepted' else state}"
        self.title = {
            "invite-used": "This invitation was already used",
            "invite-expired": "This invitation has expired",
            "invite-withdrawn": "The practice has withdrawn this invitation",
            "invite-locked": "This invitation was locked after five wrong tries",
        }.get(self.slug, self.title)
        super().__init__()


class CodeRefused(Refusal):
    """Cognito answers 400 to each of these."""

    slug, title = "code-mismatch", "Invalid code or auth state for the user."
    cognito = "CodeMismatchException"


class CodeExpired(CodeRefused):
    slug, title = "code-expired", "Invalid code provided, please request a code again."
    cognito = "ExpiredCodeException"


class CodeUsed(CodeRefused):
    slug, title = "code-used", "Invalid session for the user, session can only be used once."
    cognito = "NotAuthorizedException"


class CodeReplayed(CodeRefused):
    """An authenticator's code counts once, wherever it is shown again."""

    slug, title = "code-replayed", "Your software token has already been used once."
    cognito = "ExpiredCodeException"


class SetupMismatch(CodeRefused):
    slug, title = "setup-mismatch", "Code mismatch and fail enable Software Token MFA"
    cognito = "EnableSoftwareTokenMFAException"


class FlowNotEnabled(Refusal):
    slug, title = "flow-not-enabled", "This way to sign in is not enabled for the app client"


class FactorNotSet(Refusal):
    slug, title = "factor-not-set", "User has not set up this second factor"


class AttemptsExceeded(CodeRefused):
    slug, title = "attempts-exceeded", "Password attempts exceeded"
    cognito = "NotAuthorizedException"


class InvalidSession(CodeRefused):
    slug, title = "invalid-session", "Invalid session for the user."
    cognito = "NotAuthorizedException"


class InvalidBundle(Refusal):
    """A FHIR Bundle that is refused whole: `issues` are OperationOutcome.issue elements, one per bad place."""

    status = 422
    slug, title = "invalid-bundle", "The bundle was refused and nothing of it was stored"

    def __init__(self, issues: list[dict[str, Any]]) -> None:
        self.issues = issues
        super().__init__(f"{len(issues)} problem(s) in the bundle; each is named in `issue`")

    def problem(self) -> dict[str, Any]:
        return super().problem() | {"resourceType": "OperationOutcome", "issue": self.issues}
