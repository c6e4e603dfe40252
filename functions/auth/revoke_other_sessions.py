"""POST /api/auth/revoke-other-sessions: sign all other devices out (A9)."""

from portal import http
from portal.access import Caller
from portal.identity import open_sessions


@http.operation("POST", "/api/auth/revoke-other-sessions", who=Caller)
def revoke_other_sessions(caller: Caller) -> http.Empty:
    """Sign every other device out, at once"""
    open_sessions.revoke_others(caller)
    return http.Empty()


handler = http.handler(revoke_other_sessions)
