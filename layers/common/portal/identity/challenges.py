"""What a sign-in asks next, and how it asks: the second factors, a new password, the setting up of a factor.

Cognito's names for the challenges. Beyond Cognito, each second-factor challenge also tells which other factors the
person may switch to (MFAS_CAN_CHOOSE) and how many recovery codes are left.
"""

import json
from datetime import timedelta
from typing import get_args

from portal import ids, outbox
from portal.identity import codes, devices, limits, names
from portal.identity.clients import Client
from portal.identity.visit import Asked, Visit
from portal.store import Writes
from portal.store.items import Challenge, Credential
from portal.store.items.account import Factor
from portal.store.items.onboarding import ChallengeName

SESSION_LIFE = timedelta(minutes=15)
FACTORS: tuple[Factor, ...] = get_args(Factor)
# How a factor is called in a session's list of proved ones.
PROVED = {"SOFTWARE_TOKEN_MFA": "authenticator", "SMS_MFA": "sms", "EMAIL_OTP": "email", "RECOVERY_CODE": "recovery"}


def strong(credential: Credential) -> list[Factor]:
    """The second factors that are switched on, but for e-mail codes, which are no more than a fallback."""
    return [factor for factor in credential.mfa if factor != "EMAIL_OTP"]


def required(credential: Credential, app: Client) -> bool:
    """Whether this account has to have a strong second factor: staff, or by its practice or the app client."""
    return credential.mfa_required or "staff" in credential.groups or app.mfa_required


def may_choose(credential: Credential, visit: Visit) -> list[Factor]:
    """E-mail codes are the fallback of the others, where no strong factor is required (A5).

    Nor after a reset that proved no second factor: else the mailbox alone would open the account.
    """
    own = strong(credential)
    fallback = not own or not (required(credential, visit.app) or credential.strong_next)
    return [*own, *(["EMAIL_OTP"] if fallback else [])]  # type: ignore[list-item]


def after(credential: Credential, visit: Visit, passed: list[str]) -> ChallengeName | None:
    """What is still to be asked when these factors were proved; None when nothing is."""
    if credential.must_change_password:
        return "NEW_PASSWORD_REQUIRED"
    must = required(credential, visit.app)
    trusted = devices.trusted(credential, visit.device_key, visit.at) and not must
    if not trusted and not set(passed) & set(PROVED.values()):
        if credential.mfa:
            return _preferred(credential, may_choose(credential, visit))
        # Clients of Cognito's wire may not know the challenge; then the mail about the new device has to do.
        # After the staff gave a password, a code has to show whose mailbox it is.
        given = credential.activates or credential.strong_next
        if not visit.cognito_wire or visit.app.new_device_code or given:
            return "EMAIL_OTP"
    return "MFA_SETUP" if must and not strong(credential) else None


def _preferred(credential: Credential, choice: list[Factor]) -> ChallengeName:
    """E-mail codes come first only for who wants that, and where they may be chosen at all."""
    if credential.preferred_mfa in choice and credential.preferred_mfa in credential.mfa:
        return credential.preferred_mfa
    own = strong(credential) or choice
    return own[0] if len(own) == 1 else "SELECT_MFA_TYPE"


def ask(
    write: Writes, name: ChallengeName, credential: Credential, visit: Visit, passed: list[str], *, tries: int = 0
) -> Asked:
    """Put the challenge into the transaction, with the code that goes out for it."""
    token = ids.token()
    digest, at = ids.digest(token), visit.at
    stored = _send(write, name, digest, credential, visit)
    write.put(
        Challenge(
            digest=digest,
            name=name,
            account_id=credential.account_id,
            client_id=visit.app.id,
            epoch=credential.epoch,
            passed=passed,
            code=stored,
            code_expires=at + codes.LIFE if stored else None,
            expires=at + SESSION_LIFE,
            tries=tries,
            ttl=int((at + SESSION_LIFE).timestamp()),
        )
    )
    return Asked(name, _parameters(name, credential, visit), token)


def _send(write: Writes, name: ChallengeName, digest: str, credential: Credential, visit: Visit) -> str | None:
    if name not in ("EMAIL_OTP", "SMS_MFA"):
        return None
    code, stored = codes.new(bound_to(name, digest, credential))
    limits.count_sending(write, "sign-in", credential.account_id, visit.at)
    if name == "EMAIL_OTP":
        write.put(outbox.mail(credential.email, "code", credential.language, visit.at, code=code))
    else:
        write.put(outbox.text(credential.phone or "", "code", credential.language, visit.at, code=code))
    return stored


def bound_to(name: ChallengeName, digest: str, credential: Credential) -> str:
    """What a code counts for: this challenge, and the address or number that it was sent to."""
    return f"{digest}|{credential.email if name == 'EMAIL_OTP' else credential.phone}"


def _parameters(name: ChallengeName, credential: Credential, visit: Visit) -> dict[str, str]:
    told = {"USERNAME": credential.username}
    choice = json.dumps(may_choose(credential, visit))
    if name == "NEW_PASSWORD_REQUIRED":
        verified = "false" if credential.activates else "true"
        attributes = {"email": credential.email, "email_verified": verified}
        return told | {"requiredAttributes": "[]", "userAttributes": json.dumps(attributes)}
    if name == "MFA_SETUP":
        return told | {"MFAS_CAN_SETUP": '["SOFTWARE_TOKEN_MFA"]'}
    if credential.recovery and strong(credential):
        told["RECOVERY_CODES_LEFT"] = str(len(credential.recovery))
    if name == "EMAIL_OTP":
        told |= {"CODE_DELIVERY_DELIVERY_MEDIUM": "EMAIL", "CODE_DELIVERY_DESTINATION": names.masked(credential.email)}
    elif name == "SMS_MFA":
        masked = names.masked_phone(credential.phone or "")
        told |= {"CODE_DELIVERY_DELIVERY_MEDIUM": "SMS", "CODE_DELIVERY_DESTINATION": masked}
    elif name == "SOFTWARE_TOKEN_MFA" and credential.totp_name:
        told["FRIENDLY_DEVICE_NAME"] = credential.totp_name
    return told | {"MFAS_CAN_CHOOSE": choice}
