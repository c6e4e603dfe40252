"""GET /cognito/{pool_id}/.well-known/openid-configuration: where a verifier of our tokens finds the rest."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from portal import http
from portal.identity import discovery


@http.operation("GET", "/cognito/{pool_id}/.well-known/openid-configuration", who=http.Anyone)
def get_openid_configuration(pool_id: str, anyone: http.Anyone) -> Response[dict[str, Any]]:  # noqa: ARG001
    """The issuer of our tokens (OpenID Connect Discovery)"""
    return http.answer(discovery.configuration(pool_id), headers=discovery.CORS)


handler = http.handler(get_openid_configuration)
