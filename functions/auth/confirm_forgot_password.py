"""POST /api/auth/confirm-forgot-password: Cognito's ConfirmForgotPassword, with the second factor in ClientMetadata."""

from pydantic import BaseModel

from portal import http
from portal.identity import clients, reset

FACTORS = {"SOFTWARE_TOKEN_MFA_CODE": "SOFTWARE_TOKEN_MFA", "SMS_MFA_CODE": "SMS_MFA", "RECOVERY_CODE": "RECOVERY_CODE"}


class ConfirmForgotPassword(BaseModel):
    ClientId: str
    Username: str
    ConfirmationCode: str
    Password: str | None = None
    ClientMetadata: dict[str, str] = {}


@http.operation("POST", "/api/auth/confirm-forgot-password", who=http.Anyone, keyed=False)
def confirm_forgot_password(given: ConfirmForgotPassword, anyone: http.Anyone) -> http.Empty:
    """Choose a new password with the mailed code, step by step or at once"""
    clients.client(given.ClientId)
    request, more = anyone.request, given.ClientMetadata
    name = next((name for name in FACTORS if name in more), "")
    send = more.get("SEND") == "SMS_MFA"
    answer = reset.Answer(
        code=given.ConfirmationCode,
        password=given.Password,
        factor=FACTORS.get(name),
        proof=more.get(name, ""),
        send=send,
        lenient=request.cognito_wire and not send,
    )
    reset.confirm(given.Username, answer, request.at, request.source)
    return http.Empty()


handler = http.handler(confirm_forgot_password)
