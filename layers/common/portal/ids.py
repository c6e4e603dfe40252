"""Identifiers: random ones that nobody can guess, and derived ones that make a replay find what it made before."""

import base64
import hashlib
import secrets
import uuid
from datetime import datetime

TOKEN_BYTES = 32


def _base32(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=").lower()


def new() -> str:
    """A random id of 100 bits in 20 characters, safe in keys, URLs and FHIR ids: `k3v7x2m5q4a6t7n2p5r3`."""
    return _base32(secrets.token_bytes(13))[:20]


def timed(at: datetime) -> str:
    """A random id that sorts by its time: its milliseconds as 11 hexadecimal digits, then 100 random bits."""
    return f"{round(at.timestamp() * 1000):011x}{new()}"


def account() -> str:
    """An account's id is a UUID, because Cognito's `sub` is one."""
    return str(uuid.uuid4())


def token() -> str:
    """A secret of 256 bits for links and sessions, 43 URL-safe characters. Only its digest is stored."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest(secret: str) -> str:
    """What is stored of a random token. It has 256 bits, so a plain hash cannot be searched."""
    return hashlib.sha256(secret.encode()).hexdigest()


def derived(*parts: str) -> str:
    """The same parts always give the same 26 characters (130 bits of SHA-256)."""
    return _base32(hashlib.sha256("\x1f".join(parts).encode()).digest())[:26]


def chart_id(practice_id: str, patient_id: str) -> str:
    """A practice's patient has one chart, whose id follows from the practice's own id for the patient."""
    return derived("chart", practice_id, patient_id)
