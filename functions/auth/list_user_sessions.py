"""POST /api/auth/list-user-sessions: the devices where the account is signed in (A9)."""

from datetime import datetime

from pydantic import BaseModel

from portal import http
from portal.access import Caller
from portal.identity import open_sessions


class UserSession(BaseModel):
    SessionId: str
    ClientId: str
    Device: str
    Ip: str
    Started: datetime
    LastUsed: datetime
    Current: bool


class UserSessions(BaseModel):
    Sessions: list[UserSession]


@http.operation("POST", "/api/auth/list-user-sessions", who=Caller, keyed=False)
def list_user_sessions(caller: Caller) -> UserSessions:
    """Where the account is signed in, newest first"""
    shown = [
        UserSession(
            SessionId=session.id,
            ClientId=session.client_id,
            Device=session.device,
            Ip=session.ip,
            Started=session.started,
            LastUsed=session.rotated,
            Current=session.id == caller.session.id,
        )
        for session in open_sessions.list_all(caller)
    ]
    return UserSessions(Sessions=shown)


handler = http.handler(list_user_sessions)
