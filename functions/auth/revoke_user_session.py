"""POST /api/auth/revoke-user-session: sign one device out (A9)."""

from pydantic import BaseModel, Field

from portal import http
from portal.access import Caller
from portal.identity import open_sessions


class RevokeUserSession(BaseModel):
    SessionId: str = Field(max_length=64)


@http.operation("POST", "/api/auth/revoke-user-session", who=Caller)
def revoke_user_session(wanted: RevokeUserSession, caller: Caller) -> http.Empty:
    """Sign one device out, at once"""
    open_sessions.revoke(caller, wanted.SessionId)
    return http.Empty()


handler = http.handler(revoke_user_session)
