"""Access, id and refresh tokens. JWTs are RS256, signed by KMS: the private key never leaves it.

The claims are Cognito's. A refresh token tells its account, session and generation, under HMAC: the same generation
always gives the same token, so a retry after a lost answer gets the one it missed.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import jwt

from portal import ids, sealing
from portal.errors import SessionEnded
from portal.identity import signing
from portal.settings import settings
from portal.store.items import Credential, Session, SigningKey

ACCESS_LIFE = signing.TOKEN_LIFE


@dataclass(frozen=True)
class Claims:
    account_id: str
    origin_jti: str


def _signed(claims: dict[str, Any], key: SigningKey) -> str:
    header = {"alg": "RS256", "kid": signing.kid(key), "typ": "JWT"}
    text = ".".join(signing.b64(json.dumps(part, separators=(",", ":")).encode()) for part in (header, claims))
    return f"{text}.{signing.b64(signing.sign(key, text.encode()))}"


def make(credential: Credential, session: Session, at: datetime) -> tuple[str, str]:
    """The access token and the id token for a session, with Cognito's claims."""
    both = {
        "sub": credential.account_id,
        "iss": settings().issuer,
        "iat": int(at.timestamp()),
        "exp": int((at + ACCESS_LIFE).timestamp()),
        "auth_time": int(session.started.timestamp()),
        "origin_jti": session.id,
        "event_id": ids.account(),
        "cognito:groups": credential.groups,
    }
    access = both | {
        "token_use": "access",
        "jti": ids.account(),
        "client_id": session.client_id,
        "scope": "aws.cognito.signin.user.admin",
        "username": credential.username,
    }
    identity = both | {
        "token_use": "id",
        "jti": ids.account(),
        "aud": session.client_id,
        "cognito:username": credential.username,
        "email": credential.email,
        "email_verified": True,
    }
    key = signing.current(at)
    return _signed(access, key), _signed(identity, key)


def read_access_token(token: str, at: datetime) -> Claims:
    """Check signature, algorithm, key, issuer, use and time. Whether the session still lives is asked elsewhere."""
    try:
        key = signing.published(at).get(jwt.get_unverified_header(token).get("kid", ""))
        if key is None:
            raise SessionEnded
        claims = jwt.decode(
            token,
            signing.public(key),
            algorithms=["RS256"],
            issuer=settings().issuer,
            options={"require": ["exp", "iat", "iss", "sub", "origin_jti"], "verify_exp": False, "verify_iat": False},
        )
    except jwt.InvalidTokenError:
        raise SessionEnded from None
    if claims.get("token_use") != "access" or claims["exp"] <= at.timestamp():
        raise SessionEnded
    if claims["iat"] > (at + signing.CLOCK_DRIFT).timestamp():
        raise SessionEnded
    return Claims(claims["sub"], claims["origin_jti"])


@dataclass(frozen=True)
class Refresh:
    """What a refresh token tells."""

    account_id: str
    origin_jti: str
    generation: int

    def __str__(self) -> str:
        return sealing.signed("refresh", self.account_id, self.origin_jti, str(self.generation))


def read_refresh_token(token: str) -> Refresh:
    """SessionEnded when we did not make it."""
    parts = sealing.parts_of("refresh", token)
    if parts is None:
        raise SessionEnded
    account_id, origin_jti, generation = parts
    return Refresh(account_id, origin_jti, int(generation))
