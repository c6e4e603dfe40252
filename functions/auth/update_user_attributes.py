"""POST /api/auth/update-user-attributes: Cognito's UpdateUserAttributes."""

from pydantic import BaseModel

from portal import attributes, http
from portal.access import Caller


class UserAttribute(BaseModel):
    Name: str
    Value: str


class UpdateUserAttributes(BaseModel):
    UserAttributes: list[UserAttribute]


class CodeDeliveries(BaseModel):
    CodeDeliveryDetailsList: list[attributes.Delivery]


@http.operation("POST", "/api/auth/update-user-attributes", who=Caller)
def update_user_attributes(wanted: UpdateUserAttributes, caller: Caller) -> CodeDeliveries:
    """Change the account; a new email or phone_number counts once its code came back"""
    given = {attribute.Name: attribute.Value for attribute in wanted.UserAttributes}
    return CodeDeliveries(CodeDeliveryDetailsList=attributes.update(caller, given))


handler = http.handler(update_user_attributes)
