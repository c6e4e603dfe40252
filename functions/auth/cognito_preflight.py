"""OPTIONS /cognito: what a browser asks before a page of another origin may call Cognito's wire (CORS)."""

from aws_lambda_powertools.event_handler import Response

from portal import http
from portal.identity import cognito_wire


@http.operation("OPTIONS", "/cognito", who=http.Anyone, status=204, raw=True, keyed=False)
def cognito_preflight(anyone: http.Anyone) -> Response[str]:  # noqa: ARG001
    """Any page may call Cognito's wire; no cookie goes along"""
    return http.answer("", status=204, headers=cognito_wire.PREFLIGHT)


handler = http.handler(cognito_preflight)
