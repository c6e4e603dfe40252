"""POST /api/auth/confirm-sign-up: Cognito's ConfirmSignUp; the account is live, signing in is the next step."""

from pydantic import BaseModel

from portal import http, invited
from portal.identity import clients


class ConfirmSignUp(BaseModel):
    ClientId: str
    Username: str
    ConfirmationCode: str


@http.operation("POST", "/api/auth/confirm-sign-up", who=http.Anyone, keyed=False)
def confirm_sign_up(given: ConfirmSignUp, anyone: http.Anyone) -> http.Empty:
    """Confirm the mailed code"""
    clients.client(given.ClientId)
    invited.confirm(given.Username, given.ConfirmationCode, anyone.request.at, anyone.request.source)
    return http.Empty()


handler = http.handler(confirm_sign_up)
