"""Access, id and refresh tokens. JWTs are RS256, signed by KMS: the private key never leaves it.

The claims are Cognito's. A refresh token tells its account, session and generation, under HMAC: the same generation
always gives the same token, so a retry after a lost answer gets the one it missed.
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from portal import aws, ids, sealing
from portal.errors import SessionEnded
from portal.settings import settings
from portal.store.items import Credential, Session

ACCESS_LIFE = timedelta(minutes=10)
CLOCK_DRIFT = timedelta(seconds=30)


@dataclass(frozen=True)
class Claims:
    account_id: str
    origin_jti: str


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _kid() -> str:
    """The key's name in the token's header; the key id itself stays inside."""
    return _b64(hashlib.sha256(settings().signing_key.encode()).digest()[:12])


def _signed(claims: dict[str, Any]) -> str:
    header = {"alg": "RS256", "kid": _kid(), "typ": "JWT"}
    text = ".".join(_b64(json.dumps(part, separators=(",", ":")).encode()) for part in (header, claims))
    made = aws.kms().sign(
        KeyId=settings().signing_key,
        Message=text.encode(),
        MessageType="RAW",
        SigningAlgorithm="RSASSA_PKCS1_V1_5_SHA_256",
    )
    return f"{text}.{_b64(made['Signature'])}"


@cache
def _public_key() -> RSAPublicKey:
    key = load_der_public_key(aws.kms().get_public_key(KeyId=settings().signing_key)["PublicKey"])
    assert isinstance(key, RSAPublicKey)
    return key


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
    return _signed(access), _signed(identity)


def read_access_token(token: str, at: datetime) -> Claims:
    """Check signature, algorithm, key, issuer, use and time. Whether the session still lives is asked elsewhere."""
    try:
        if jwt.get_unverified_header(token).get("kid") != _kid():
            raise SessionEnded
        claims = jwt.decode(
            token,
            _public_key(),
            algorithms=["RS256"],
            issuer=settings().issuer,
            options={"require": ["exp", "iat", "iss", "sub", "origin_jti"], "verify_exp": False, "verify_iat": False},
        )
    except jwt.InvalidTokenError:
        raise SessionEnded from None
    if claims.get("token_use") != "access" or claims["exp"] <= at.timestamp():
        raise SessionEnded
    if claims["iat"] > (at + CLOCK_DRIFT).timestamp():
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
