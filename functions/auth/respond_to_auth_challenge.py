"""POST /api/auth/respond-to-auth-challenge: Cognito's RespondToAuthChallenge, for every challenge of a sign-in."""

from typing import Literal

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from portal import http
from portal.identity import answers, clients, wire
from portal.store.items.onboarding import ChallengeName


class RespondToAuthChallenge(BaseModel):
    ClientId: str
    ChallengeName: ChallengeName | Literal["RECOVERY_CODE"]
    Session: str | None = None
    ChallengeResponses: dict[str, str]


@http.operation("POST", "/api/auth/respond-to-auth-challenge", who=http.Anyone, keyed=False)
def respond_to_auth_challenge(given: RespondToAuthChallenge, anyone: http.Anyone) -> Response[wire.AuthAnswer]:
    """Answer the next step of a sign-in"""
    wire.needed(given.ChallengeResponses, "ChallengeResponses", "USERNAME")
    visit = wire.visit(clients.client(given.ClientId), given.ChallengeResponses, anyone.request)
    return wire.answered(answers.answer(given.Session, given.ChallengeName, given.ChallengeResponses, visit))


handler = http.handler(respond_to_auth_challenge)
