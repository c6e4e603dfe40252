"""Second factors, passwords new and forgotten, and the devices where one is signed in."""

from local.gateway import HttpAnswer
from portal import clock as the_clock
from portal import store
from tests.cloud import Clock, Cloud
from tests.people import (
    PASSWORD,
    Patient,
    Practice,
    a_known_patient,
    a_patient,
    a_ticket,
    activate,
    an_invite_for,
)
from tests.people import confirm as confirm_invite
from tests.resets import NEW, account_of, code_for, confirm, forgot, wrong
from tests.signing_in import Json, auth, by_mail, challenge, totp, with_an_authenticator

PHONE = "+12025550199"
WRONG = "wrong" * 4


def factors(cloud: Cloud, clock: Clock, practice: Practice) -> None:
    patient = a_patient(practice)
    _second_factors(cloud, patient)
    _passwords(cloud, clock, patient)
    _set_up_in_a_sign_in(cloud)
    _forgotten(cloud, clock, a_patient(practice))
    _sessions(cloud, a_patient(practice))


def _done(answer: HttpAnswer, status: int = 200) -> Json:
    assert answer.status == status, answer.body
    told: Json = answer.json()
    return told


def _now_code(seed: str) -> str:
    return totp(seed, the_clock.now().timestamp())


def _second_factors(cloud: Cloud, patient: Patient) -> None:
    with_an_authenticator(patient)
    _done(auth(cloud, "associate-software-token", {}, token=patient.token))
    _done(auth(cloud, "verify-software-token", {"UserCode": "000"}, token=patient.token), 400)
    _done(cloud.call("POST", "/api/account/recovery-codes", {}, token=patient.token))


def _passwords(cloud: Cloud, clock: Clock, patient: Patient) -> None:
    for operation, right, bad in (
        ("confirm-password", {"Password": PASSWORD}, {"Password": WRONG}),
        (
            "change-password",
            {"PreviousPassword": PASSWORD, "ProposedPassword": NEW},
            {"PreviousPassword": WRONG, "ProposedPassword": NEW},
        ),
    ):
        for _ in range(5):
            _done(auth(cloud, operation, bad, token=patient.token), 401)
        _done(auth(cloud, operation, bad, token=patient.token), 429)
        clock.forward(minutes=1)
        _done(auth(cloud, operation, right, token=patient.token))


def _set_up_in_a_sign_in(cloud: Cloud) -> None:
    made = cloud.ops("RegisterPractice", {"name": "Strict Clinic", "phone": "555-0101", "mfa_required": True})
    patient = a_known_patient(Practice(cloud, made["practice_id"], made["webhook_secret"], "Strict Clinic"))
    token = an_invite_for(patient)
    ticket = a_ticket(patient, token)
    activate(patient, token, ticket)
    told = challenge(confirm_invite(cloud, token, ticket, cloud.code(patient.email)), "MFA_SETUP")
    begun = _done(auth(cloud, "associate-software-token", {"Session": told["Session"]}))
    answer = {"Session": begun["Session"], "UserCode": _now_code(begun["SecretCode"]), "FriendlyDeviceName": "Phone"}
    _done(auth(cloud, "verify-software-token", answer))


def _forgotten(cloud: Cloud, clock: Clock, patient: Patient) -> None:
    _done(forgot(cloud, "nobody@example.org"))
    for name in ("nobody@example.org", "never@example.org"):
        _done(confirm(cloud, name, "x", NEW), 400)
    code = code_for(patient)
    _done(confirm(cloud, patient.email, wrong(code)), 400)
    _done(confirm(cloud, patient.email, code), 422)
    _done(confirm(cloud, patient.email, code, NEW))
    patient.token = by_mail(patient, password=NEW)["AccessToken"]
    seed = with_an_authenticator(patient)
    store.update(account_of(patient).key(), set={"phone": PHONE})
    wanted = {"SMSMfaSettings": {"Enabled": True}}
    _done(auth(cloud, "set-user-mfa-preference", wanted, token=patient.token))
    recovery = _done(cloud.call("POST", "/api/account/recovery-codes", {}, token=patient.token))["codes"]
    clock.forward(minutes=1)
    code = code_for(patient)
    _done(confirm(cloud, patient.email, code), 403)
    _done(confirm(cloud, patient.email, code, SEND="SMS_MFA"), 403)
    _done(confirm(cloud, patient.email, code, SMS_MFA_CODE="x"), 400)
    _done(confirm(cloud, patient.email, code, SOFTWARE_TOKEN_MFA_CODE=_now_code(seed)), 422)
    _done(confirm(cloud, patient.email, code, PASSWORD, RECOVERY_CODE=recovery[0]))


def _sessions(cloud: Cloud, patient: Patient) -> None:
    other = by_mail(patient)["AccessToken"]
    shown = _done(auth(cloud, "list-user-sessions", {}, token=patient.token))["Sessions"]
    theirs = next(s["SessionId"] for s in shown if not s["Current"])
    _done(auth(cloud, "revoke-user-session", {"SessionId": theirs}, token=patient.token))
    _done(auth(cloud, "revoke-user-session", {"SessionId": theirs}, token=patient.token), 404)
    _done(auth(cloud, "get-user", {}, token=other), 401)
    _done(auth(cloud, "revoke-other-sessions", {}, token=patient.token))
    _done(auth(cloud, "global-sign-out", {}, token=patient.token))
