"""RespondToAuthChallenge: one answer to what a sign-in asked for. A wrong code keeps the session, up to the cap."""

from typing import Any

from portal import outbox, store
from portal.errors import (
    AttemptsExceeded,
    CodeRefused,
    CodeReplayed,
    CodeUsed,
    FactorNotSet,
    Invalid,
    InvalidSession,
)
from portal.identity import challenges, codes, names, password_change, recovery, sign_in, totp
from portal.identity.sessions import SignedIn
from portal.identity.visit import Asked, Visit
from portal.ids import digest
from portal.settings import settings
from portal.store import where
from portal.store.items import Account, Challenge, Credential

SECOND_FACTORS = (*challenges.FACTORS, "SELECT_MFA_TYPE")
"""The challenges that one may answer with another factor, or with a recovery code."""


def answer(session: str | None, name: str, given: dict[str, str], visit: Visit) -> Asked | SignedIn:
    """Every try counts before it is looked at."""
    if name == "PASSWORD_VERIFIER":
        return sign_in.by_srp(session, given, visit)
    key = store.keys.challenge(digest(session or ""))
    waiting = store.update(key, add={"tries": 1}, when=where("account_id").exists())
    if waiting is None or waiting.client_id != visit.app.id or waiting.expires <= visit.at or not _fits(waiting, name):
        raise InvalidSession
    credential, account, alias = store.fetch(
        store.keys.credential(waiting.account_id),
        store.keys.account(waiting.account_id),
        store.keys.alias(names.alias_digest(given.get("USERNAME", ""))),
    )
    if not (given.get("USERNAME") == waiting.account_id or (alias and alias.account_id == waiting.account_id)):
        raise InvalidSession
    if waiting.state == "done":
        raise CodeUsed
    if account is None or credential is None:
        # The practice deleted the account that it had made.
        raise InvalidSession
    if credential.state != "active" or credential.epoch != waiting.epoch:
        raise InvalidSession
    if name == "SELECT_MFA_TYPE":
        return _choose(waiting, credential, given, visit)
    if name == "NEW_PASSWORD_REQUIRED":
        return _new_password(waiting, credential, account, given, visit)
    if name == "MFA_SETUP":
        return _set_up(waiting, credential, visit)
    try:
        return _prove(waiting, credential, name, given, visit)
    except CodeRefused as refusal:
        if not isinstance(refusal, CodeUsed | InvalidSession):
            store.put(sign_in.entry(waiting.account_id, f"sign-in.{refusal.slug}", visit, [challenges.PROVED[name]]))
        raise


def _fits(waiting: Challenge, name: str) -> bool:
    other_way = name in ("SELECT_MFA_TYPE", "RECOVERY_CODE") and waiting.name in SECOND_FACTORS
    return waiting.name == name or other_way


def _prove(
    waiting: Challenge, credential: Credential, name: str, given: dict[str, str], visit: Visit
) -> Asked | SignedIn:
    passed = [*waiting.passed, challenges.PROVED[name]]
    if waiting.tries > codes.TRIES:
        raise AttemptsExceeded
    try:
        if name == "SOFTWARE_TOKEN_MFA":
            return _by_authenticator(waiting, credential, given.get("SOFTWARE_TOKEN_MFA_CODE", ""), passed, visit)
        if name == "RECOVERY_CODE":
            return _by_recovery_code(waiting, credential, given.get("RECOVERY_CODE", ""), passed, visit)
        expired = waiting.code_expires is None or waiting.code_expires <= visit.at
        code = given.get(f"{name}_CODE", "")
        bound = challenges.bound_to(waiting.name, waiting.digest, credential)
        codes.check(code, waiting.code or "", bound, tries=waiting.tries, expired=expired)
    except CodeRefused as refusal:
        if type(refusal) is CodeRefused and waiting.tries == codes.TRIES:
            raise AttemptsExceeded from None
        raise
    return sign_in.go_on(credential, visit, passed, used=waiting)


def _by_authenticator(
    waiting: Challenge, credential: Credential, code: str, passed: list[str], visit: Visit
) -> Asked | SignedIn:
    if credential.totp is None:
        raise InvalidSession
    step = totp.accepted_step(credential.totp, credential.account_id, code, credential.totp_step, visit.at)
    later = where("totp_step").not_exists() | where("totp_step").lt(step)
    return sign_in.go_on(
        credential, visit, passed, used=waiting, changed={"totp_step": step}, when=later, else_raise=CodeReplayed()
    )


def _by_recovery_code(
    waiting: Challenge, credential: Credential, code: str, passed: list[str], visit: Visit
) -> Asked | SignedIn:
    found = recovery.find(credential, code)
    if found is None:
        raise CodeRefused
    left = [stored for stored in credential.recovery if stored != found]
    words = {"left": str(len(left)), "link": settings().portal_url}
    told = (
        sign_in.entry(credential.account_id, "recovery.used", visit, ["recovery"]),
        outbox.mail(credential.email, "recovery-used", credential.language, visit.at, **words),
    )
    unused = where("recovery").eq(credential.recovery)
    return sign_in.go_on(
        credential, visit, passed, used=waiting, changed={"recovery": left}, when=unused, told=told,
        else_raise=CodeUsed(),
    )  # fmt: skip


def _choose(waiting: Challenge, credential: Credential, given: dict[str, str], visit: Visit) -> Asked:
    """Another factor, or another code by the same way: the one before is dead. The tries so far go along."""
    wanted = given.get("ANSWER", "")
    if waiting.tries > codes.TRIES:
        raise AttemptsExceeded
    chosen = next((f for f in challenges.may_choose(credential, visit) if f == wanted), None)
    if chosen is None:
        raise FactorNotSet
    with store.all_or_nothing() as write:
        # Nobody guessed meanwhile: else the new challenge would give tries away.
        left = where("state").eq("waiting") & where("tries").eq(waiting.tries)
        write.update(waiting.key(), set={"state": "done"}, when=left, else_raise=CodeUsed())
        return challenges.ask(write, chosen, credential, visit, waiting.passed, tries=waiting.tries - 1)


def _new_password(
    waiting: Challenge, credential: Credential, account: Account, given: dict[str, str], visit: Visit
) -> Asked | SignedIn:
    """Every session that was open ends; the sign-in goes on under the new epoch."""
    if waiting.tries > codes.TRIES * 4:
        raise AttemptsExceeded
    if "NEW_PASSWORD" not in given:
        raise Invalid.field("ChallengeResponses.NEW_PASSWORD", "missing", "Choose a new password")
    changed: dict[str, Any] = password_change.new_password(
        credential, account, given["NEW_PASSWORD"], field="ChallengeResponses.NEW_PASSWORD"
    )
    words = {"link": settings().portal_url}
    told = (
        sign_in.entry(credential.account_id, "password.changed", visit, waiting.passed),
        outbox.mail(credential.email, "password-changed", credential.language, visit.at, **words),
    )
    changed |= {"epoch": credential.epoch + 1}
    return sign_in.go_on(credential, visit, waiting.passed, used=waiting, changed=changed, told=told)


def _set_up(waiting: Challenge, credential: Credential, visit: Visit) -> Asked | SignedIn:
    """The new authenticator's first code was right (VerifySoftwareToken): from now on it is the second factor.

    Another sign-in that set one up at the same time ends: it would put its own in this one's place.
    """
    if waiting.setup is None or waiting.secret is None:
        raise InvalidSession
    changed: dict[str, Any] = {
        "epoch": credential.epoch + 1,
        "totp": waiting.secret,
        "totp_step": waiting.setup,
        "mfa": [*credential.mfa, "SOFTWARE_TOKEN_MFA"],
        "preferred_mfa": "SOFTWARE_TOKEN_MFA",
    }
    told = (
        sign_in.entry(credential.account_id, "factor.authenticator-added", visit, ["authenticator"]),
        outbox.mail(credential.email, "factor-changed", credential.language, visit.at, link=settings().portal_url),
    )
    removed = ["totp_pending"]
    if waiting.setup_name:
        changed["totp_name"] = waiting.setup_name
    else:
        removed.append("totp_name")
    passed = [*waiting.passed, "authenticator"]
    return sign_in.go_on(credential, visit, passed, used=waiting, changed=changed, removed=removed, told=told)
