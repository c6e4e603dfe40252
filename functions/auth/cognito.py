"""POST /cognito: Amazon Cognito's own wire protocol, for clients that know only the endpoint."""

from importlib import import_module
from pkgutil import iter_modules

from aws_lambda_powertools.event_handler import Response

import auth
from portal import http
from portal.identity import cognito_wire

# Every operation of this folder can be named in X-Amz-Target.
for _file in iter_modules(auth.__path__):
    import_module(f"auth.{_file.name}")


@http.operation("POST", "/cognito", who=http.Anyone, raw=True, keyed=False)
def cognito(anyone: http.Anyone) -> Response[str]:
    """Every operation under /api/auth on Cognito's own wire; X-Amz-Target names it"""
    return cognito_wire.answer(anyone.request)


handler = http.handler(cognito)
