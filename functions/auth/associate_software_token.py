"""POST /api/auth/associate-software-token: Cognito's AssociateSoftwareToken, by access token or within a sign-in."""

from pydantic import BaseModel

from portal import access, http
from portal.identity import factors


class AssociateSoftwareToken(BaseModel):
    Session: str | None = None


class Secret(BaseModel):
    SecretCode: str
    Session: str | None = None


@http.operation("POST", "/api/auth/associate-software-token", who=http.Anyone, keyed=False)
def associate_software_token(wanted: AssociateSoftwareToken, anyone: http.Anyone) -> Secret:
    """A secret for an authenticator app; the app's first code puts it to use"""
    if wanted.Session is None:
        return Secret(SecretCode=factors.associate(access.just_proved(anyone.request)))
    seed, session = factors.associate_in_sign_in(wanted.Session, anyone.request.at)
    return Secret(SecretCode=seed, Session=session)


handler = http.handler(associate_software_token)
