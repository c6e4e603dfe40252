"""Signing in: by username or address and password, or by SRP, and what each step leads to.

A sign-in is a row of steps. Each counts its attempt before it compares, and ends in one transaction: the step before is
used up, what it changed is written, and either the next challenge is there or the session is.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NoReturn

from portal import audit, granting, ids, outbox, store
from portal.errors import CodeUsed, FlowNotEnabled, IncorrectCredentials, InvalidSession
from portal.identity import attempts, challenges, devices, names, passwords, sessions, srp, temporary
from portal.identity.even import even, even_refusals
from portal.identity.sessions import SignedIn
from portal.identity.visit import Asked, Visit
from portal.mail import times
from portal.settings import settings
from portal.store import Condition, Writes, where
from portal.store.items import Challenge, Credential, Rate, Seen


@even_refusals
def by_password(username: str, password: str, visit: Visit) -> Asked | SignedIn:
    """IncorrectCredentials is the same, in words and in work, for a wrong password and for a name nobody has."""
    _require_flow("USER_PASSWORD_AUTH", visit)
    by_name = store.keys.alias(names.alias_digest(username))
    alias, from_here = store.fetch(by_name, attempts.address(visit.source["ip"]))
    attempts.check_address(from_here, visit.at)
    account_id = alias.account_id if alias else names.nobody(username)
    credential = attempts.count(account_id, alias is not None, visit.at)
    right = passwords.right(password, credential.password, account_id)
    if not right or credential.state != "active" or temporary.expired(credential, visit.at):
        _refuse(credential, alias is not None, from_here, visit)
    return go_on(credential, visit, ["password"], changed=_verifier(credential, password))


def _require_flow(flow: str, visit: Visit) -> None:
    if f"ALLOW_{flow}" not in visit.app.flows:
        raise FlowNotEnabled(f"{flow} flow not enabled for this client")


def _verifier(credential: Credential, password: str) -> dict[str, Any]:
    """The SRP verifier can be made only while the password is there; an app client may be given SRP later."""
    made = None if credential.srp else srp.sealed(password, credential.account_id)
    return {"srp": made} if made else {}


def _refuse(
    credential: Credential, known: bool, from_here: Rate | None, visit: Visit, used: Challenge | None = None
) -> NoReturn:
    """As many writes for a name that nobody has, so that it takes as long."""
    with store.all_or_nothing() as write:
        if used:
            write.put(replace(used, state="done"))
        if waits := attempts.unfinished(credential, visit.at):
            write.update(credential.key(), set=waits)
        attempts.count_wrong(write, visit.source["ip"], from_here, visit.at)
        if known:
            write.put(entry(credential.account_id, "sign-in.failed", visit, ["password"]))
        else:
            write.put(Seen(digest=ids.new(), ttl=int(visit.at.timestamp())))
    raise IncorrectCredentials


@even
def begin_srp(username: str, srp_a: str, visit: Visit) -> Asked:
    """PASSWORD_VERIFIER for whoever asks: a name that nobody has, or an account without a verifier, looks the same."""
    _require_flow("USER_SRP_AUTH", visit)
    by_name = store.keys.alias(names.alias_digest(username))
    alias, from_here = store.fetch(by_name, attempts.address(visit.source["ip"]))
    attempts.check_address(from_here, visit.at)
    account_id = alias.account_id if alias else names.nobody(username)
    credential = store.get(store.keys.credential(account_id))
    offer = srp.offer(credential.srp if credential else None, account_id, srp_a)
    session = ids.token()
    ends = visit.at + challenges.SESSION_LIFE
    waiting = Challenge(
        digest=ids.digest(session),
        name="PASSWORD_VERIFIER",
        account_id=account_id,
        client_id=visit.app.id,
        # An epoch of 0 is nobody's.
        epoch=credential.epoch if alias and credential else 0,
        secret=offer.secret,
        expires=ends,
        ttl=int(ends.timestamp()),
    )
    store.put(waiting)
    parameters = {
        "SALT": offer.salt_hex,
        "SRP_B": offer.b_hex,
        "SECRET_BLOCK": srp.secret_block(session),
        "USERNAME": account_id,
        "USER_ID_FOR_SRP": account_id,
    }
    return Asked("PASSWORD_VERIFIER", parameters, session)


@even_refusals
def by_srp(session: str | None, given: dict[str, str], visit: Visit) -> Asked | SignedIn:
    """PASSWORD_VERIFIER, found by its secret block: some clients send no Session. One guess for each."""
    block = given.get("PASSWORD_CLAIM_SECRET_BLOCK", "")
    found = srp.session_of(block)
    if session and session != found:
        raise InvalidSession
    key = store.keys.challenge(ids.digest(found))
    waiting, from_here = store.fetch(key, attempts.address(visit.source["ip"]))
    if waiting is None or waiting.name != "PASSWORD_VERIFIER" or not _usable(waiting, visit):
        raise InvalidSession
    attempts.check_address(from_here, visit.at)
    known = waiting.epoch > 0
    credential = attempts.count(waiting.account_id, known, visit.at)
    signature, timestamp = given.get("PASSWORD_CLAIM_SIGNATURE", ""), given.get("TIMESTAMP", "")
    right = srp.right(signature, block, timestamp, waiting.secret or b"", credential.srp, waiting.account_id)
    right = right and not temporary.expired(credential, visit.at)
    if not right or credential.state != "active" or credential.epoch != waiting.epoch:
        _refuse(credential, known, from_here, visit, used=waiting)
    return go_on(credential, visit, ["password"], used=waiting)


def _usable(waiting: Challenge, visit: Visit) -> bool:
    return waiting.state == "waiting" and waiting.client_id == visit.app.id and waiting.expires > visit.at


def go_on(
    credential: Credential,
    visit: Visit,
    passed: list[str],
    *,
    used: Challenge | None = None,
    changed: dict[str, Any] | None = None,
    removed: Sequence[str] = (),
    when: Condition | None = None,
    else_raise: Exception | None = None,
    told: tuple[store.Item, ...] = (),
) -> Asked | SignedIn:
    """The step is done: ask for the next one, or open the session.

    `credential` is as it was read; `changed` is what this step changes in it, if `when` still holds there; `told` are
    audit entries and mails about it.
    """
    now = replace(credential, **(changed or {}))
    name = challenges.after(now, visit, passed)
    unchanged = where("epoch").eq(credential.epoch) & where("state").eq("active")
    when = unchanged & when if when else unchanged
    refusal = else_raise or (InvalidSession() if used else IncorrectCredentials())
    with store.all_or_nothing() as write:
        if used:
            write.update(used.key(), set={"state": "done"}, when=where("state").eq("waiting"), else_raise=CodeUsed())
        for item in told:
            write.put(item)
        if name:
            counted = used is None or used.name == "PASSWORD_VERIFIER"
            written = (changed or {}) | (attempts.unfinished(credential, visit.at) if counted else {})
            if written or removed:
                write.update(credential.key(), set=written, remove=removed, when=when, else_raise=refusal)
            return challenges.ask(write, name, now, visit, passed)
        key = None if visit.cognito_wire else visit.device_key or ids.token()
        opened = sessions.new(now, visit, factors=passed)
        finished: dict[str, Any] = {"failures": 0, "strong_next": False, "last_sign_in": visit.at} | (changed or {})
        if key:
            # Without two-factor every device is trusted where the mail's code was proved.
            trust = visit.remember or not now.mfa
            finished["devices"] = devices.noted(now, key, visit.source["device"], visit.at, trust=trust)
        if now.activates:
            # Of two first sign-ins in two tabs one makes the chart live.
            when &= where("activates").exists()
            granting.go_live(write, now, visit.at, visit.source)
        over = [*attempts.WAITS, *removed, *(["activates"] if now.activates else [])]
        write.update(credential.key(), set=finished, remove=over, when=when, else_raise=refusal)
        write.put(opened)
        write.put(entry(now.account_id, "sign-in.succeeded", visit, passed))
        _tell_of_new_device(write, now, visit)
    return sessions.signed_in(now, opened, visit.at, key)


def _tell_of_new_device(write: Writes, credential: Credential, visit: Visit) -> None:
    first = not credential.devices and not visit.cognito_wire
    if first or devices.known(credential, visit.device_key, visit.at):
        return
    when = times.told(visit.at, credential.time_zone, credential.language)
    words = {"device": visit.source["device"], "when": when, "link": settings().portal_url}
    write.put(outbox.mail(credential.email, "new-device", credential.language, visit.at, **words))


def entry(account_id: str, action: str, visit: Visit, passed: list[str]) -> store.Item:
    """What happened in a sign-in, with the factors that were proved or tried."""
    source = visit.source | {"factor": "+".join(passed)}
    return audit.entry(account_id, action, event="sign-in", at=visit.at, by=audit.oneself(account_id), source=source)
