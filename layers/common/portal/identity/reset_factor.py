"""The second factor of a forgotten password: an authenticator's code, one by SMS, or a recovery code (A7).

E-mail codes are none here: the mailbox was proved already.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from portal import outbox, sealing
from portal.errors import AttemptsExceeded, CodeExpired, CodeRefused, CodeReplayed, CodeUsed, SecondFactorRequired
from portal.identity import challenges, codes, limits, recovery, totp
from portal.store import Condition, Writes, where
from portal.store.items import Credential, Reset


@dataclass(frozen=True)
class Proof:
    """What a second factor that was right changes in the credential, if `when` still holds there; else `refusal`.

    `mac` is what to remember of it. Without a second factor there is nothing to change or to remember.
    """

    factors: list[str] = field(default_factory=list)
    changed: dict[str, Any] = field(default_factory=dict)
    when: Condition | None = None
    refusal: Exception | None = None
    mac: str | None = None


def prove(reset: Reset, credential: Credential, factor: str | None, code: str, at: datetime, *, lenient: bool) -> Proof:
    """`reset.factor_tries` was counted up before this. SecondFactorRequired, or what is wrong with the code."""
    own = challenges.strong(credential)
    if not own:
        return Proof()
    if factor is None:
        if lenient:
            return Proof(changed={"strong_next": True})
        raise SecondFactorRequired(_choice(credential))
    if reset.factor_tries > codes.TRIES:
        raise AttemptsExceeded
    mac = sealing.mac("code", "reset-factor", reset.code, factor, code)
    if reset.proved and sealing.same(mac, reset.proved):
        return Proof([challenges.PROVED[factor]], mac=mac)
    try:
        changed, when, refusal = _compare(reset, credential, factor, code, at)
    except CodeRefused as refused:
        if type(refused) is CodeRefused and reset.factor_tries == codes.TRIES:
            raise AttemptsExceeded from None
        raise
    return Proof([challenges.PROVED[factor]], changed, when, refusal, mac)


def _choice(credential: Credential) -> list[str]:
    """The preferred one first."""
    own: list[str] = sorted(challenges.strong(credential), key=lambda factor: factor != credential.preferred_mfa)
    return [*own, *(["RECOVERY_CODE"] if credential.recovery else [])]


def _compare(
    reset: Reset, credential: Credential, factor: str, code: str, at: datetime
) -> tuple[dict[str, Any], Condition | None, Exception | None]:
    """What using the code up changes, while what holds, and the refusal if it does not."""
    if factor == "RECOVERY_CODE":
        found = recovery.find(credential, code)
        if found is None:
            raise CodeRefused
        left = [stored for stored in credential.recovery if stored != found]
        return {"recovery": left}, where("recovery").eq(credential.recovery), CodeUsed()
    if factor not in challenges.strong(credential):
        raise CodeRefused
    if factor == "SMS_MFA":
        if reset.text_code is None or reset.text_expires is None:
            raise CodeExpired
        bound, expired = _bound(reset), reset.text_expires <= at
        codes.check(code, reset.text_code, bound, tries=reset.factor_tries, expired=expired)
        return {}, None, None
    step = totp.accepted_step(credential.totp or b"", credential.account_id, code, credential.totp_step, at)
    return {"totp_step": step}, where("totp_step").not_exists() | where("totp_step").lt(step), CodeReplayed()


def _bound(reset: Reset) -> str:
    return f"reset-text|{reset.code}"


def send_text(write: Writes, reset: Reset, credential: Credential, at: datetime) -> dict[str, Any]:
    """Send a code by SMS, if that is one of the account's factors. What changes in the reset."""
    if "SMS_MFA" not in challenges.strong(credential) or credential.phone is None:
        return {}
    code, stored = codes.new(_bound(reset))
    limits.count_sending(write, "forgot", credential.account_id, at)
    limits.count_sending(write, "forgot", credential.phone, at)
    write.put(outbox.text(credential.phone, "code", credential.language, at, code=code))
    return {"text_code": stored, "text_expires": at + codes.LIFE}
