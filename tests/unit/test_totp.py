"""Authenticator codes by the vectors of RFC 4226 (appendix D) and RFC 6238 (appendix B), and recovery codes."""

import base64
import re
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.exceptions import InvalidTag
from pyotp import HOTP, TOTP

from portal.errors import CodeRefused, CodeReplayed
from portal.identity import recovery, totp
from portal.store.items import Credential
from tests.cloud import Cloud

SEED = base64.b32encode(b"12345678901234567890").decode()
"""Both RFCs' own."""

RFC_4226 = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
RFC_6238 = {
    59: "94287082", 1111111109: "07081804", 1111111111: "14050471", 1234567890: "89005924", 2000000000: "69279037",
    20000000000: "65353130",
}  # fmt: skip
"""Unix time and the eight digits of SHA-1; six-digit codes are their last six."""


def instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def step(code: str, seconds: int, last_step: int = -1, account_id: str = "a") -> int:
    return totp.accepted_step(totp.seal(SEED, "a"), account_id, code, last_step, instant(seconds))


@pytest.mark.feature("A5")
@pytest.mark.parametrize("counter", range(10))
def test_rfc_4226(cloud: Cloud, counter: int):
    assert HOTP(SEED).at(counter) == RFC_4226[counter]
    assert step(RFC_4226[counter], (counter + 1) * totp.STEP_SECONDS) == counter


@pytest.mark.feature("A5")
@pytest.mark.parametrize("seconds", RFC_6238)
def test_rfc_6238(cloud: Cloud, seconds: int):
    assert step(RFC_6238[seconds][2:], seconds) == seconds // 30


@pytest.mark.feature("A5")
def test_one_step_of_drift_and_no_more(cloud: Cloud):
    at = 1234567890
    for seconds in (at - 30, at, at + 30):
        assert step(TOTP(SEED).at(at), seconds) == at // 30
    for seconds in (at - 61, at + 61):
        with pytest.raises(CodeRefused):
            step(TOTP(SEED).at(at), seconds)


@pytest.mark.feature("A5")
def test_an_accepted_code_or_an_older_one_is_refused(cloud: Cloud):
    at = 1234567890
    accepted = step(TOTP(SEED).at(at), at)
    for earlier in (0, 30):
        with pytest.raises(CodeReplayed):
            step(TOTP(SEED).at(at - earlier), at, accepted)
    assert step(TOTP(SEED).at(at + 30), at, accepted) == accepted + 1


@pytest.mark.feature("A5")
@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "٠٠٥٩٢٤", "-05924", "005 92"])
def test_what_is_no_code_is_refused(cloud: Cloud, code: str):
    with pytest.raises(CodeRefused):
        step(code, 1234567890)


def test_a_seed_is_sealed_for_its_account(cloud: Cloud):
    seed = totp.new_seed()
    assert len(base64.b32decode(seed)) == 20
    assert seed != totp.new_seed()
    assert seed.encode() not in totp.seal(seed, "a")
    with pytest.raises(InvalidTag):
        step("005924", 1234567890, account_id="b")


@pytest.mark.feature("A5")
def test_recovery_codes_are_ten_that_are_found_however_they_are_typed(cloud: Cloud):
    shown, stored = recovery.new("a")
    assert len(set(shown)) == len(set(stored)) == 10
    assert all(re.fullmatch(r"([0-9a-hjkmnp-tv-z]{4}-){2}[0-9a-hjkmnp-tv-z]{4}", code) for code in shown)
    credential = Credential(account_id="a", recovery=stored)
    for code, mac in zip(shown, stored, strict=True):
        for typed in (code, code.upper(), code.replace("-", " "), code.replace("1", "l").replace("0", "O")):
            assert recovery.find(credential, typed) == mac
    for wrong in ("", "0000-0000-0000", shown[0][:-1], *recovery.new("a")[0]):
        assert recovery.find(credential, wrong) is None
    assert recovery.find(Credential(account_id="b", recovery=stored), shown[0]) is None


def test_a_code_is_good_for_a_minute_and_a_half_at_most(cloud: Cloud):
    at, code = instant(1234567890), TOTP(SEED).at(1234567890)
    sealed, lasted = totp.seal(SEED, "a"), 0
    for second in range(-120, 120):
        try:
            totp.accepted_step(sealed, "a", code, -1, at + timedelta(seconds=second))
            lasted += 1
        except CodeRefused:
            continue
    assert lasted == 90
