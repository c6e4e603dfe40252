"""OPTIONS /fhir/{proxy+}: what a browser asks before an app of another origin may read (CORS)."""

from aws_lambda_powertools.event_handler import Response

from portal import http
from portal.http.answer import FHIR_PREFLIGHT


@http.operation("OPTIONS", "/fhir/{proxy+}", who=http.Anyone, status=204, raw=True, keyed=False)
def fhir_preflight(anyone: http.Anyone) -> Response[str]:  # noqa: ARG001
    """Any app may ask; no cookie goes along"""
    return http.answer("", status=204, headers=FHIR_PREFLIGHT)


handler = http.handler(fhir_preflight)
