"""POST /api/auth/forgot-password: Cognito's ForgotPassword. Names that nobody has are answered alike (A7)."""

from pydantic import BaseModel

from portal import http
from portal.identity import clients, reset


class ForgotPassword(BaseModel):
    ClientId: str
    Username: str
    ClientMetadata: dict[str, str] = {}


class CodeDelivery(BaseModel):
    Destination: str
    DeliveryMedium: str = "EMAIL"
    AttributeName: str = "email"


class CodeSent(BaseModel):
    CodeDeliveryDetails: CodeDelivery


@http.operation("POST", "/api/auth/forgot-password", who=http.Anyone, keyed=False)
def forgot_password(wanted: ForgotPassword, anyone: http.Anyone) -> CodeSent:
    """A code by mail for a new password; the one before is dead"""
    app, request = clients.client(wanted.ClientId), anyone.request
    solved = wanted.ClientMetadata.get("captcha")
    destination = reset.request(wanted.Username, app, solved, request.at, request.source)
    return CodeSent(CodeDeliveryDetails=CodeDelivery(Destination=destination))


handler = http.handler(forgot_password)
