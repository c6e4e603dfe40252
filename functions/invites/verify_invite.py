"""POST /api/invites/{token}/verify: prove the patient's date of birth; five wrong tries lock the invitation."""

from pydantic import BaseModel

from portal import http, invites


class BirthDate(BaseModel):
    birth_date: str


class PatientShown(BaseModel):
    given: str
    family: str


class VerifiedInvite(BaseModel):
    ticket: str
    patient: PatientShown
    email: str
    account_exists: bool


@http.operation("POST", "/api/invites/{token}/verify", who=http.Anyone)
def verify_invite(token: str, proof: BirthDate, anyone: http.Anyone) -> VerifiedInvite:
    """Prove the date of birth"""
    request = anyone.request
    verified = invites.verify(token, proof.birth_date, request.at, request.source)
    patient = PatientShown(given=verified.given, family=verified.family)
    return VerifiedInvite(
        ticket=verified.ticket, patient=patient, email=verified.email, account_exists=verified.account_exists
    )


handler = http.handler(verify_invite)
