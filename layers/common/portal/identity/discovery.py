"""How others verify our tokens: the key list and the issuer's metadata, where Cognito has them."""

from datetime import datetime
from typing import Any

from jwt.algorithms import RSAAlgorithm

from portal.errors import NotFound
from portal.identity import signing
from portal.settings import settings

# Public, and asked for without cookies: any page may read it.
CORS = {"Access-Control-Allow-Origin": "*"}


def jwks(pool_id: str, at: datetime) -> dict[str, Any]:
    """NotFound for another pool."""
    _only(pool_id)
    keys = [(kid, signing.public(key)) for kid, key in signing.published(at).items()]
    return {
        "keys": [
            {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": kid, "n": numbers["n"], "e": numbers["e"]}
            for kid, key in keys
            for numbers in [RSAAlgorithm.to_jwk(key, as_dict=True)]
        ]
    }


def configuration(pool_id: str) -> dict[str, Any]:
    """Only what there is: tokens come from InitiateAuth, not from an authorization endpoint. NotFound as above."""
    _only(pool_id)
    return {
        "issuer": settings().issuer,
        "jwks_uri": f"{settings().issuer}/.well-known/jwks.json",
        "id_token_signing_alg_values_supported": ["RS256"],
        "subject_types_supported": ["public"],
        "response_types_supported": [],
    }


def _only(pool_id: str) -> None:
    if pool_id != settings().user_pool_id:
        raise NotFound
