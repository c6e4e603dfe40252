"""POST /api/invites/{token}/resend-code: another code by mail; the one before is dead."""

from pydantic import BaseModel

from portal import activation, http


class Resend(BaseModel):
    ticket: str


@http.operation("POST", "/api/invites/{token}/resend-code", who=http.Anyone)
def resend_code(token: str, wanted: Resend, anyone: http.Anyone) -> activation.CodeSent:
    """Ask for another code"""
    return activation.resend_code(token, wanted.ticket, anyone.request.at)


handler = http.handler(resend_code)
