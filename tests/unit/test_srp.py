"""The server's half of SRP against the client's half as pycognito computes it."""

import base64
import random
import unicodedata
import uuid
from collections.abc import Iterator

import pytest
from pycognito.aws_srp import AWSSRP

from portal.errors import Invalid
from portal.identity import srp
from portal.settings import settings
from tests.cloud import running

POOL = "us-east-1_kinchart"
LETTERS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789  !\"$%&/()=?{[]}\\'#+*~<>|,;.:-_@€"
    "äöüßñçéèàâÅØłŚžıİ" "абвгдЖШ" "αβγΩ" "日本語漢字かな한국어" "עבריתعربي" "🙂🏥👩‍⚕️" "ﬁ①½"
)  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def cloud() -> Iterator[None]:
    with running():
        yield


@pytest.fixture
def no_client_has_srp(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("MOBILE_AUTH_FLOWS", "ALLOW_USER_PASSWORD_AUTH")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


def a_client(password: str) -> AWSSRP:
    """The client sends nothing here; `object()` stands for its connection."""
    return AWSSRP(username="rosa", password=password, pool_id=POOL, client_id="mobile", client=object())


def signs_in(password: str, verifier: bytes | None, account_id: str) -> bool:
    """Whether a client that types this password is let in."""
    client, session = a_client(password), str(uuid.uuid4())
    sent = client.get_auth_params()
    offered = srp.offer(verifier, account_id, sent["SRP_A"])
    parameters = {
        "SALT": offered.salt_hex,
        "SRP_B": offered.b_hex,
        "SECRET_BLOCK": srp.secret_block(session),
        "USERNAME": account_id,
        "USER_ID_FOR_SRP": account_id,
    }
    said = client.process_challenge(parameters, sent)
    block = said["PASSWORD_CLAIM_SECRET_BLOCK"]
    assert srp.session_of(block) == session
    return srp.right(said["PASSWORD_CLAIM_SIGNATURE"], block, said["TIMESTAMP"], offered.secret, verifier, account_id)


def passwords() -> list[str]:
    chance = random.Random(20261122)
    long = ["".join(chance.choices(LETTERS, k=chance.choice([8, 15, 40, 128]))) for _ in range(96)]
    return [
        unicodedata.normalize("NFC", word)
        for word in (*long, " leading and trailing ", "🙂" * 128, "a" * 128, "0" * 15)
    ]


@pytest.mark.feature("A13")
def test_a_hundred_people_with_any_password_sign_in_and_a_wrong_one_does_not():
    mismatches = []
    for password in passwords():
        account_id = str(uuid.uuid4())
        verifier = srp.sealed(password, account_id)
        if not signs_in(password, verifier, account_id):
            mismatches.append(password)
    assert mismatches == []
    assert not signs_in(password + " ", verifier, account_id)


def test_every_length_of_a_number_is_written_as_java_writes_it():
    assert [srp._padded(n).hex() for n in (0, 1, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000)] == [
        "00", "01", "7f", "0080", "00ff", "0100", "7fff", "008000",
    ]  # fmt: skip


def test_a_password_is_the_same_however_its_accents_are_written():
    account_id = str(uuid.uuid4())
    verifier = srp.sealed(unicodedata.normalize("NFD", "crème brûlée à Málaga"), account_id)
    assert signs_in(unicodedata.normalize("NFC", "crème brûlée à Málaga"), verifier, account_id)


@pytest.mark.parametrize(
    "a", [0, srp.N, 2 * srp.N, srp.N + 5, "-5", "", "0x1", "1_0", " 1", "xyz", "1" * 769], ids=lambda a: str(a)[:12]
)
def test_an_a_that_would_give_the_key_away_is_refused(a: int | str):
    with pytest.raises(Invalid):
        srp.offer(None, "digest", f"{a:x}" if isinstance(a, int) else a)


def test_a_name_that_nobody_has_gets_an_offer_like_any_other_and_always_the_same_salt():
    first, again = (srp.offer(None, "nobody", "abc") for _ in range(2))
    assert first.salt_hex == again.salt_hex
    assert first.b_hex != again.b_hex
    assert first.salt_hex != srp.offer(None, "other", "abc").salt_hex
    assert len(first.salt_hex) == len(srp.offer(None, str(uuid.uuid4()), "abc").salt_hex) == 32
    assert not signs_in("anything at all", None, "nobody")


def test_an_accounts_salt_tells_nothing_about_its_password():
    account_id = str(uuid.uuid4())
    verifiers = [None, srp.sealed("a quiet walk by the river", account_id), srp.sealed("another one", account_id)]
    offers = {o.salt_hex for o in (srp.offer(v, account_id, "abc") for v in verifiers)}
    assert len(offers) == 1
    assert not signs_in("a quiet walk by the river", None, account_id)


@pytest.mark.parametrize("signature", ["", "x", "é", base64.b64encode(b"0" * 32).decode(), "A" * 5000])
def test_a_signature_that_is_none_is_wrong(signature: str):
    account_id = str(uuid.uuid4())
    verifier = srp.sealed("a quiet walk by the river", account_id)
    offered = srp.offer(verifier, account_id, "abc")
    assert not srp.right(signature, srp.secret_block("session"), "now", offered.secret, verifier, account_id)
    assert srp.session_of("é") == srp.session_of("/w==") == srp.session_of("x") == ""


@pytest.mark.usefixtures("no_client_has_srp")
def test_where_no_app_client_uses_srp_no_verifier_is_kept():
    assert srp.sealed("a quiet walk by the river", "account") is None
