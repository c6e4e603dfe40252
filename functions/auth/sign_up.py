"""POST /api/auth/sign-up: Cognito's SignUp; the invitation's token and the date of birth travel in ValidationData."""

from pydantic import BaseModel

from portal import http, invited
from portal.activation import NewAccount
from portal.attributes import Delivery
from portal.errors import FieldError, Invalid
from portal.identity import clients


class NamedValue(BaseModel):
    Name: str
    Value: str = ""


class SignUp(BaseModel):
    """`ValidationData`: `invite`, `birth_date`, `accept_terms` (`true`). Of `UserAttributes` only `locale` counts: the
    address is the invitation's, the name the practice's."""

    ClientId: str
    Username: str
    Password: str
    UserAttributes: list[NamedValue] = []
    ValidationData: list[NamedValue] = []

    def proof(self, name: str) -> str:
        found = next((data.Value for data in self.ValidationData if data.Name == name), "")
        if not found:
            missing = FieldError(f"ValidationData.{name}", "missing", "Field required")
            raise Invalid(f"Missing required parameter {name}", errors=[missing])
        return found

    def account(self) -> NewAccount:
        locale = next((attribute.Value for attribute in self.UserAttributes if attribute.Name == "locale"), "")
        spanish = locale.lower().partition("-")[0].partition("_")[0] == "es"
        accepted = self.proof("accept_terms") == "true"
        return NewAccount(self.Username, self.Password, accepted, "es" if spanish else "en")


class SignedUp(BaseModel):
    UserConfirmed: bool = False
    UserSub: str
    CodeDeliveryDetails: Delivery


@http.operation("POST", "/api/auth/sign-up", who=http.Anyone, keyed=False)
def sign_up(wanted: SignUp, anyone: http.Anyone) -> SignedUp:
    """Choose a username and a password for an invitation; a code goes out by mail"""
    clients.client(wanted.ClientId)
    token, born, request = wanted.proof("invite"), wanted.proof("birth_date"), anyone.request
    account_id, delivery = invited.sign_up(token, born, wanted.account(), request.at, request.source)
    return SignedUp(UserSub=account_id, CodeDeliveryDetails=delivery)


handler = http.handler(sign_up)
