"""POST /api/auth/respond-to-auth-challenge: Cognito's RespondToAuthChallenge, with EMAIL_OTP."""

from typing import Literal

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from portal import http
from portal.identity import sessions, sign_in, wire


class EmailOtp(BaseModel):
    USERNAME: str
    EMAIL_OTP_CODE: str


class RespondToAuthChallenge(BaseModel):
    ClientId: str
    ChallengeName: Literal["EMAIL_OTP"]
    Session: str
    ChallengeResponses: EmailOtp


@http.operation("POST", "/api/auth/respond-to-auth-challenge", who=http.Anyone, keyed=False)
def respond_to_auth_challenge(given: RespondToAuthChallenge, anyone: http.Anyone) -> Response[wire.AuthAnswer]:
    """Answer the second step of a sign-in"""
    app, answer, request = sessions.client(given.ClientId), given.ChallengeResponses, anyone.request
    outcome = sign_in.by_code(
        given.Session, given.ChallengeName, answer.USERNAME, answer.EMAIL_OTP_CODE, app, request.at, request.source
    )
    return wire.answered(outcome)


handler = http.handler(respond_to_auth_challenge)
