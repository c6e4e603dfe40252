"""A forgotten password: a code to a verified address, a second factor where one is on, then a new password (A7).

A name that nobody has, and an account that is disabled or was never used, get the same answers with the same work, and
no mail. The page goes step by step with one operation, so what was right is not counted: neither the code nor the
second factor.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal import audit, ids, outbox, sealing, store
from portal.errors import CodeExpired, CodeRefused, Conflict, Invalid, SecondFactorRequired
from portal.identity import attempts, captcha, codes, limits, names, password_change, reset_factor, sessions
from portal.identity.clients import Client
from portal.identity.even import even, even_refusals
from portal.identity.reset_factor import Proof
from portal.settings import settings
from portal.store import Writes, where
from portal.store.items import Account, Credential, Rate, Reset, Seen
from portal.store.items.account import Language

UNTOLD = "***@***"
"""Where a code went, for whoever gives an account's id as the name."""


_ANY = "abcdefghijklmnopqrstuvwxyz0123456789"
NAMES_BEGIN = 6 * "jmas" + 4 * "crlkdbte" + 2 * "pnhgwfvio" + _ANY
HOSTS_BEGIN = 30 * "g" + 10 * "y" + 8 * "h" + 6 * "oiam" + 3 * "cse" + _ANY


@dataclass(frozen=True)
class Answer:
    """What came back. `factor` is Cognito's name for a second factor or RECOVERY_CODE, `proof` its code.

    `send` asks for a code by SMS. `lenient` lets a second factor be missing (Cognito's wire, which has no word for it):
    the next sign-in then takes no e-mail code.
    """

    code: str
    password: str | None
    factor: str | None
    proof: str
    send: bool
    lenient: bool


@even
def request(username: str, app: Client, solved: str | None, at: datetime, source: dict[str, str]) -> str:
    """Send a code; the one before is dead. Where it went, masked.

    It goes to the address that was typed, if that is one of the account's, else to its primary one. `solved` is the
    captcha's solution, which the web client needs.
    """
    used = captcha.check(solved or "", at) if app.web else None
    digest, typed = names.alias_digest(username), names.normal(username)
    alias, from_here = store.fetch(store.keys.alias(digest), attempts.address(source["ip"]))
    attempts.check_address(from_here, at)
    account_id = alias.account_id if alias else names.nobody(username)
    credential, account = store.fetch(store.keys.credential(account_id), store.keys.account(account_id))
    known = alias is not None and account is not None
    if known:
        to = next((address for address in account.emails if names.normal(address) == typed), credential.email)
    else:
        to = typed if names.is_email(typed) else made_up(digest)
    code, stored = codes.new(_bound(account_id, digest))
    language: Language = credential.language if known else "en"
    mail = outbox.mail(to, "reset", language, at, code=code, username=credential.username if known else typed[:64])
    ends = at + codes.LIFE
    with store.all_or_nothing() as write:
        if used:
            captcha.use(write, used, at)
        limits.count_sending(write, "forgot", account_id, at)
        # Made-up addresses are few: names that nobody has would share one's count.
        limits.count_sending(write, "forgot", names.normal(to) if known or names.is_email(typed) else digest, at)
        write.put(Reset(digest=digest, account_id=account_id, code=stored, expires=ends, ttl=int(ends.timestamp())))
        if known and credential.state == "active" and not credential.activates:
            active = where("state").eq("active")
            write.update(credential.key(), set={"reset": stored}, when=active, else_raise=Conflict())
            write.put(mail)
            write.put(_entry(account_id, "password.reset-requested", at, source))
        else:
            write.put(_as_much(at))
            write.put(outbox.to_nobody(mail))
            write.put(_as_much(at))
    # Made-up ids are told by SRP; their address would not be that of the name they were made for.
    return UNTOLD if names.is_account_id(typed) else names.masked(to)


def _bound(account_id: str, digest: str) -> str:
    return f"reset|{account_id}|{digest}"


def made_up(digest: str) -> str:
    """An address for a username that nobody has: always the same one. Both letters are as people's mostly are, and
    there is none that would show a real address."""
    letters = bytes.fromhex(sealing.mac("decoy", "reset", digest))
    return f"{NAMES_BEGIN[letters[0] % len(NAMES_BEGIN)]}@{HOSTS_BEGIN[letters[1] % len(HOSTS_BEGIN)]}"


def _as_much(at: datetime) -> Seen:
    """What a name that nobody has writes where an account writes something of its own."""
    return Seen(digest=ids.new(), ttl=int(at.timestamp()))


@even_refusals
def confirm(username: str, given: Answer, at: datetime, source: dict[str, str]) -> None:
    """Set the new password: every session ends, every device is asked again, failures are forgotten.

    Each answer is counted before it is compared. CodeExpired, CodeRefused or AttemptsExceeded, of the code as of the
    factor; SecondFactorRequired when it is missing; Invalid at `Password`, code `missing` or why it is refused.
    """
    digest = names.alias_digest(username)
    counted = {"tries": 1} | ({"factor_tries": 1} if given.factor else {})
    reset = store.update(store.keys.reset(digest), add=counted, when=where("pk").exists())
    if reset is None:
        raise CodeExpired
    credential, account, alias, from_here = store.fetch(
        store.keys.credential(reset.account_id),
        store.keys.account(reset.account_id),
        store.keys.alias(digest),
        attempts.address(source["ip"]),
    )
    attempts.check_address(from_here, at)
    known = alias is not None and alias.account_id == reset.account_id and account is not None
    right = False
    try:
        bound = _bound(reset.account_id, digest)
        codes.check(given.code, reset.code, bound, tries=reset.tries, expired=reset.expires <= at)
        if not known or credential.state != "active" or credential.reset != reset.code:
            raise CodeRefused
        right = True
        proof = reset_factor.prove(reset, credential, given.factor, given.proof, at, lenient=given.lenient)
    except SecondFactorRequired:
        _ask_for_factor(reset, credential, given.send, at)
        raise
    except CodeRefused:
        _failed(reset, known, right, from_here, at, source | {"factor": "email"})
        raise
    _finish(reset, credential, account, given.password, proof, at, source)


def _ask_for_factor(reset: Reset, credential: Credential, send: bool, at: datetime) -> None:
    with store.all_or_nothing() as write:
        texted = reset_factor.send_text(write, reset, credential, at) if send else {}
        _take_back(write, reset, {"tries": -1}, **texted)


def _take_back(write: Writes, reset: Reset, tries: dict[str, int], **changed: Any) -> None:
    """What was right does not count; unless another code was sent meanwhile."""
    same = where("code").eq(reset.code)
    write.update(reset.key(), set=changed, add=tries, when=same, else_raise=CodeExpired())


def _failed(
    reset: Reset, known: bool, code_right: bool, from_here: Rate | None, at: datetime, source: dict[str, str]
) -> None:
    with store.all_or_nothing() as write:
        attempts.count_wrong(write, source["ip"], from_here, at)
        if code_right:
            _take_back(write, reset, {"tries": -1})
        write.put(_entry(reset.account_id, "password.reset-failed", at, source) if known else _as_much(at))


def _finish(
    reset: Reset,
    credential: Credential,
    account: Account,
    password: str | None,
    proof: Proof,
    at: datetime,
    source: dict[str, str],
) -> None:
    source = source | {"factor": "+".join(["email", *proof.factors])}
    try:
        if password is None:
            raise Invalid.field("Password", "missing", "Choose a new password")
        changed = password_change.new_password(credential, account, password, field="Password")
    except Invalid:
        _keep_proof(reset, credential, proof, at, source)
        raise
    if proof.mac:
        changed["strong_next"] = False
    changed |= proof.changed | {"failures": 0}
    with store.all_or_nothing() as write:
        sessions.end_others(
            write,
            credential,
            None,
            remove=[*attempts.WAITS, "reset"],
            when=where("reset").eq(reset.code) & proof.when if proof.when else where("reset").eq(reset.code),
            else_raise=proof.refusal,
            **changed,
        )
        _tell_of_recovery_code(write, credential, proof, at, source)
        write.put(_entry(account.id, "password.reset", at, source))
        link = settings().portal_url
        write.put(outbox.mail(credential.email, "password-changed", credential.language, at, link=link))


def _keep_proof(reset: Reset, credential: Credential, proof: Proof, at: datetime, source: dict[str, str]) -> None:
    """What was right is used up now, and need not be proved again while a password is chosen."""
    with store.all_or_nothing() as write:
        if proof.mac:
            _take_back(write, reset, {"tries": -1, "factor_tries": -1}, proved=proof.mac)
        else:
            _take_back(write, reset, {"tries": -1})
        if proof.when:
            unchanged = where("epoch").eq(credential.epoch) & proof.when
            write.update(credential.key(), set=proof.changed, when=unchanged, else_raise=proof.refusal)
            _tell_of_recovery_code(write, credential, proof, at, source)


def _tell_of_recovery_code(
    write: Writes, credential: Credential, proof: Proof, at: datetime, source: dict[str, str]
) -> None:
    if "recovery" in proof.changed:
        words = {"left": str(len(proof.changed["recovery"])), "link": settings().portal_url}
        write.put(_entry(credential.account_id, "recovery.used", at, source))
        write.put(outbox.mail(credential.email, "recovery-used", credential.language, at, **words))


def _entry(account_id: str, action: str, at: datetime, source: dict[str, str]) -> store.Item:
    by = audit.oneself(account_id)
    return audit.entry(account_id, action, event="account", at=at, by=by, source=source)
