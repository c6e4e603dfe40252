"""POST /api/auth/set-user-mfa-preference: Cognito's SetUserMFAPreference."""

from pydantic import BaseModel

from portal import http
from portal.access import Caller
from portal.identity import factors


class Settings(BaseModel):
    Enabled: bool = False
    PreferredMfa: bool = False

    def wish(self) -> factors.Wish:
        return factors.Wish(self.Enabled, self.PreferredMfa)


class SetUserMfaPreference(BaseModel):
    SoftwareTokenMfaSettings: Settings | None = None
    SMSMfaSettings: Settings | None = None
    EmailMfaSettings: Settings | None = None


@http.operation("POST", "/api/auth/set-user-mfa-preference", who=Caller, just_proved=True)
def set_user_mfa_preference(wanted: SetUserMfaPreference, caller: Caller) -> http.Empty:
    """Which second factors are asked for; one that is not named stays as it is"""
    wishes: factors.Wishes = {}
    if wanted.SoftwareTokenMfaSettings:
        wishes["SOFTWARE_TOKEN_MFA"] = wanted.SoftwareTokenMfaSettings.wish()
    if wanted.SMSMfaSettings:
        wishes["SMS_MFA"] = wanted.SMSMfaSettings.wish()
    if wanted.EmailMfaSettings:
        wishes["EMAIL_OTP"] = wanted.EmailMfaSettings.wish()
    factors.prefer(caller, wishes)
    return http.Empty()


handler = http.handler(set_user_mfa_preference)
