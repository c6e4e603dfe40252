"""POST /api/auth/global-sign-out: Cognito's GlobalSignOut."""

from aws_lambda_powertools.event_handler import Response

from portal import http
from portal.access import Caller
from portal.identity import clients, open_sessions, wire


@http.operation("POST", "/api/auth/global-sign-out", who=Caller, keyed=False)
def global_sign_out(caller: Caller) -> Response[http.Empty]:
    """Sign out everywhere, here too"""
    open_sessions.sign_out_everywhere(caller)
    return wire.signed_out(clients.client(caller.session.client_id))


handler = http.handler(global_sign_out)
