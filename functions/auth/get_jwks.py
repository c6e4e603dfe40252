"""GET /cognito/{pool_id}/.well-known/jwks.json: the public halves of the keys that sign our tokens (RFC 7517)."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from portal import http
from portal.identity import discovery


@http.operation("GET", "/cognito/{pool_id}/.well-known/jwks.json", who=http.Anyone)
def get_jwks(pool_id: str, anyone: http.Anyone) -> Response[dict[str, Any]]:
    """The keys that tokens are verified with; during a rotation two"""
    return http.answer(discovery.jwks(pool_id, anyone.request.at), headers=discovery.CORS)


handler = http.handler(get_jwks)
