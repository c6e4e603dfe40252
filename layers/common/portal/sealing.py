"""Secrets at rest: one master secret, kept by Secrets Manager under the customer-managed key, and a key per purpose.

Purpose keys are derived by HKDF (RFC 5869), so that no key serves two ends. The secret is read once per process.
"""

import hashlib
import hmac
import json
import os
from functools import cache
from typing import Any, Literal

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from . import aws
from .settings import settings

Purpose = Literal[
    "alias", "captcha", "code", "cursor", "decoy", "link", "once", "recovery", "refresh", "seal", "srp", "ticket",
]  # fmt: skip
NONCE_BYTES = 12
VERSION = b"\x01"


@cache
def _master() -> bytes:
    return aws.secretsmanager().get_secret_value(SecretId=settings().secret_id)["SecretString"].encode()


@cache
def key(purpose: Purpose) -> bytes:
    """The 256-bit key for one purpose."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"kinchart/{purpose}".encode()).derive(_master())


def mac(purpose: Purpose, *parts: str) -> str:
    """HMAC-SHA-256 over the parts, as 64 hexadecimal digits."""
    return hmac.new(key(purpose), "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())


def signed(purpose: Purpose, *parts: str) -> str:
    """The parts, joined by dots, with their HMAC: whoever shows it got it from us. No part holds a dot."""
    text = ".".join(parts)
    return f"{text}.{mac(purpose, text)}"


def parts_of(purpose: Purpose, token: str) -> list[str] | None:
    """What was signed for this purpose; None when we did not make it."""
    text, _, given = token.rpartition(".")
    return text.split(".") if same(given, mac(purpose, text)) else None


def seal(value: Any, context: str) -> bytes:
    """AES-256-GCM over the JSON of a value; it opens only with the same context (`pool|account|field`)."""
    nonce = os.urandom(NONCE_BYTES)
    text = json.dumps(value, separators=(",", ":")).encode()
    return VERSION + nonce + AESGCM(key("seal")).encrypt(nonce, text, context.encode())


def unseal(sealed: bytes, context: str) -> Any:
    """The value that was sealed. InvalidTag when the bytes or the context are not those of then."""
    nonce, text = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    return json.loads(AESGCM(key("seal")).decrypt(nonce, text, context.encode()))
