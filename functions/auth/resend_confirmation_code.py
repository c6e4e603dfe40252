"""POST /api/auth/resend-confirmation-code: Cognito's ResendConfirmationCode. Unknown names are answered alike."""

from pydantic import BaseModel

from portal import http, invited
from portal.attributes import Delivery
from portal.identity import clients


class ResendConfirmationCode(BaseModel):
    ClientId: str
    Username: str


class Resent(BaseModel):
    CodeDeliveryDetails: Delivery


@http.operation("POST", "/api/auth/resend-confirmation-code", who=http.Anyone, keyed=False)
def resend_confirmation_code(wanted: ResendConfirmationCode, anyone: http.Anyone) -> Resent:
    """Another code for a sign-up; the one before is dead"""
    clients.client(wanted.ClientId)
    return Resent(CodeDeliveryDetails=invited.resend(wanted.Username, anyone.request.at))


handler = http.handler(resend_confirmation_code)
