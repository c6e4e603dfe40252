"""Cognito's USER_SRP_AUTH: the client proves that it knows the password and sends nothing that could be guessed from.

SRP-6a over the 3072-bit group of RFC 3526 with g = 2 and SHA-256, numbers hashed as Java's BigInteger.toByteArray()
writes them, as pycognito, amazon-cognito-identity-js and Amplify do. The user id that goes into the hashes is
USER_ID_FOR_SRP: the account's id, or for a name that nobody has one that is made up (names.nobody).
"""

import base64
import hashlib
import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass

from portal import sealing
from portal.errors import Invalid
from portal.settings import settings

N = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F"
    "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
    "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510"
    "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7"
    "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C"
    "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
    16,
)
G = 2
_B_BITS = 256
_HEX = re.compile(r"[0-9a-fA-F]{1,768}")


@dataclass(frozen=True)
class Offer:
    """What PASSWORD_VERIFIER tells the client, and `secret`: the server's half, sealed, for the Challenge item."""

    salt_hex: str
    b_hex: str
    secret: bytes


def wanted() -> bool:
    """Whether an app client may use SRP: else no verifier is kept, which is far cheaper to guess from than argon2id."""
    return "ALLOW_USER_SRP_AUTH" in settings().mobile_auth_flows.split(",")


def sealed(password: str, account_id: str) -> bytes | None:
    """The verifier to keep beside the password's hash; None where no app client uses SRP.

    Made over NFC, as the hash is: keyboards write NFC, so what a client types fits wherever the password was set.
    """
    if not wanted():
        return None
    text = unicodedata.normalize("NFC", password)
    inner = hashlib.sha256(f"{_pool()}{account_id}:{text}".encode()).digest()
    x = int.from_bytes(hashlib.sha256(_padded(_salt(account_id)) + inner).digest())
    return sealing.seal(f"{pow(G, x, N):x}", _context(account_id, "srp"))


def offer(verifier: bytes | None, account_id: str, a_hex: str) -> Offer:
    """Answer the client's A. Without a verifier, as for a name that nobody has, the work is the same.

    The salt follows from the user id, for ever: it changes neither with the password nor when a verifier is made.
    Invalid when A is no number of the group, such as a multiple of N, which would let in whoever sends it.
    """
    a = int(a_hex, 16) if _HEX.fullmatch(a_hex) else 0
    if not 0 < a < N:
        raise Invalid.field("SRP_A", "invalid", "SRP_A is not a number between 0 and N")
    b = secrets.randbits(_B_BITS) | 1 << _B_BITS
    v = _verifier(verifier, account_id)
    big_b = (_multiplier() * v + pow(G, b, N)) % N
    secret = sealing.seal([f"{number:x}" for number in (a, b, big_b)], _context(account_id, "srp-challenge"))
    return Offer(f"{_salt(account_id):x}", f"{big_b:x}", secret)


def secret_block(session: str) -> str:
    """SECRET_BLOCK for a challenge: its session string in Base64, so that it leads to the challenge by itself."""
    return base64.b64encode(session.encode()).decode()


def session_of(block: str) -> str:
    """The session string of a SECRET_BLOCK; empty when it is none of ours."""
    try:
        return base64.b64decode(block, validate=True).decode("ascii")
    except ValueError:
        return ""


def right(
    claim_signature: str, block: str, timestamp: str, secret: bytes, verifier: bytes | None, account_id: str
) -> bool:
    """Whether PASSWORD_CLAIM_SIGNATURE proves the password. Without a verifier: the same work, and no."""
    numbers = sealing.unseal(secret, _context(account_id, "srp-challenge"))
    a, b, big_b = (int(number, 16) for number in numbers)
    u = int.from_bytes(hashlib.sha256(_padded(a) + _padded(big_b)).digest())
    s = pow(a * pow(_verifier(verifier, account_id), u, N), b, N)
    # HKDF (RFC 5869) with SHA-256, of which Cognito's clients take the first 16 bytes.
    extracted = hmac.digest(_padded(u), _padded(s), "sha256")
    key = hmac.digest(extracted, b"Caldera Derived Key\x01", "sha256")[:16]
    message = f"{_pool()}{account_id}".encode() + session_of(block).encode() + timestamp.encode()
    try:
        given = base64.b64decode(claim_signature, validate=True)
    except ValueError:
        given = b""
    return hmac.compare_digest(given, hmac.digest(key, message, "sha256")) and verifier is not None


def _pool() -> str:
    """The pool's name: what follows the region in its id."""
    return settings().user_pool_id.partition("_")[2]


def _context(account_id: str, field: str) -> str:
    return f"{settings().user_pool_id}|{account_id}|{field}"


def _padded(number: int) -> bytes:
    """As BigInteger.toByteArray() writes it: no more bytes than needed, but one more where the first bit is set."""
    return number.to_bytes(number.bit_length() // 8 + 1)


def _multiplier() -> int:
    return int.from_bytes(hashlib.sha256(_padded(N) + _padded(G)).digest())


def _salt(user_id: str) -> int:
    """128 bits, the first one set: clients disagree about zeros at the front of a number in hexadecimal digits."""
    return int(sealing.mac("srp", "salt", user_id)[:32], 16) | 1 << 127


def _verifier(verifier: bytes | None, account_id: str) -> int:
    """Where there is none, a number that stands in for it."""
    if verifier is None:
        return int("".join(sealing.mac("srp", "verifier", account_id, str(part)) for part in range(12)), 16) % N
    return int(sealing.unseal(verifier, _context(account_id, "srp")), 16)
