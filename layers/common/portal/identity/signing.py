"""The keys of our tokens: RSA keys in KMS, which signs; the private halves never leave it.

A rotation publishes a new key at once and lets it sign a little later, when everybody has heard of it. The one before
stays published until its last token has expired. Until the first rotation there is only the template's key.
"""

import base64
import hashlib
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from portal import aws, store
from portal.errors import Conflict
from portal.settings import settings
from portal.store.items import Signing, SigningKey

TOKEN_LIFE = timedelta(minutes=10)
# KMS: "up to five minutes for tag changes to affect authorization"; and each process reads the list once a minute.
NOTICE = timedelta(minutes=10)
CLOCK_DRIFT = timedelta(seconds=30)
_DELETED_AFTER_DAYS = 7
_TAG = "kinchart:SigningKey"


def kid(key: SigningKey) -> str:
    """The key's name in a token's header. The id that KMS knows it by stays inside."""
    return b64(hashlib.sha256(key.key_id.encode()).digest()[:12])


def b64(raw: bytes) -> str:
    """Base64 for URLs without padding, as JOSE writes bytes."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def current(at: datetime) -> SigningKey:
    """The key that signs now."""
    return [key for key in _known(at) if key.signs_from <= at][-1]


def published(at: datetime) -> dict[str, SigningKey]:
    """By kid, every key that a good token may be signed with."""
    return {kid(key): key for key in _published(_known(at), at)}


def public(key: SigningKey) -> RSAPublicKey:
    """The template's key is asked of KMS, once in each process, until the first rotation keeps it with the others."""
    return _loaded(key.public or _public_half(key.key_id))


def sign(key: SigningKey, text: bytes) -> bytes:
    """The RS256 signature, by KMS."""
    made = aws.kms().sign(
        KeyId=key.key_id, Message=text, MessageType="RAW", SigningAlgorithm="RSASSA_PKCS1_V1_5_SHA_256"
    )
    return made["Signature"]


def rotate(at: datetime) -> list[SigningKey]:
    """Add a key, which signs from NOTICE on, and have KMS delete those that no good token is signed with any more.

    While a new key waits, nothing changes: a rotation whose answer was lost may be asked for again. The template's own
    key is only left out: CloudFormation keeps it.
    """
    kept = store.get(store.keys.signing())
    keys = kept.keys if kept else [_complete(_template_key())]
    if keys[-1].signs_from > at:
        return keys
    living = _published(keys, at)
    for key in keys:
        if key not in living and key.key_id != settings().signing_key:
            # In that state when a rotation before died half way.
            with suppress(aws.kms().exceptions.KMSInvalidStateException):
                aws.kms().schedule_key_deletion(KeyId=key.key_id, PendingWindowInDays=_DELETED_AFTER_DAYS)
    made = _create(at + NOTICE)
    rotation = kept.rotation if kept else 0
    unchanged = store.where("rotation").eq(rotation) if kept else store.ABSENT
    if not store.put(Signing(keys=[*living, made], rotation=rotation + 1), when=unchanged):
        aws.kms().schedule_key_deletion(KeyId=made.key_id, PendingWindowInDays=_DELETED_AFTER_DAYS)
        raise Conflict
    return [*living, made]


def _known(at: datetime) -> list[SigningKey]:
    return _read(int(at.timestamp()) // 60)


@lru_cache(maxsize=1)
def _read(_minute: int) -> list[SigningKey]:
    """Read once a minute in each process."""
    kept = store.get(store.keys.signing())
    return kept.keys if kept else [_template_key()]


def _template_key() -> SigningKey:
    return SigningKey(key_id=settings().signing_key, public=b"", signs_from=datetime(2020, 1, 1, tzinfo=UTC))


@cache
def _public_half(key_id: str) -> bytes:
    return _ask(key_id)


def _ask(key_id: str) -> bytes:
    return aws.kms().get_public_key(KeyId=key_id)["PublicKey"]


@cache
def _loaded(der: bytes) -> RSAPublicKey:
    key = load_der_public_key(der)
    assert isinstance(key, RSAPublicKey)
    return key


def _published(keys: list[SigningKey], at: datetime) -> list[SigningKey]:
    """All but those whose successor has signed for longer than a token is good."""
    ends = [later.signs_from + TOKEN_LIFE + CLOCK_DRIFT for later in keys[1:]]
    return [key for key, end in zip(keys, [*ends, at], strict=True) if end >= at]


def _create(signs_from: datetime) -> SigningKey:
    """The tag is what lets the functions sign with it: its value is the one of the template's key."""
    tags = aws.kms().list_resource_tags(KeyId=settings().signing_key)["Tags"]
    made = aws.kms().create_key(
        KeySpec="RSA_2048",
        KeyUsage="SIGN_VERIFY",
        Description="Signs Kinchart's access and id tokens; made by a rotation",
        Tags=[tag for tag in tags if tag["TagKey"] == _TAG],
    )
    return _complete(SigningKey(key_id=made["KeyMetadata"]["KeyId"], public=b"", signs_from=signs_from))


def _complete(key: SigningKey) -> SigningKey:
    return replace(key, public=_ask(key.key_id))
