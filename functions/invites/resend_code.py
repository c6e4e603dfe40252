"""POST /api/invites/{token}/resend-code: another code by mail; the one before is dead."""

from pydantic import BaseModel

from portal import http, invites


class Resend(BaseModel):
    ticket: str


@http.operation("POST", "/api/invites/{token}/resend-code", who=http.Anyone)
def resend_code(token: str, wanted: Resend, anyone: http.Anyone) -> invites.CodeSent:
    """Ask for another code"""
    return invites.resend_code(token, wanted.ticket, anyone.request.at)


handler = http.handler(resend_code)
