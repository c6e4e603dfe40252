"""ANY /fhir/{proxy+}: what is no operation of this server, refused in FHIR's words instead of API Gateway's."""

from aws_lambda_powertools.event_handler import Response

from portal import http
from portal.records import capability


@http.operation("ANY", "/fhir/{proxy+}", who=http.Anyone, raw=True, keyed=False)
def refuse_fhir(anyone: http.Anyone) -> Response[str]:
    """There is no such operation"""
    raise capability.refusal(anyone.request.event["rawPath"])


handler = http.handler(refuse_fhir)
