"""POST /api/auth/get-user-attribute-verification-code: Cognito's GetUserAttributeVerificationCode."""

from pydantic import BaseModel

from portal import attributes, http
from portal.access import Caller
from portal.store.items.account import Attribute


class GetUserAttributeVerificationCode(BaseModel):
    AttributeName: Attribute


class CodeDelivery(BaseModel):
    CodeDeliveryDetails: attributes.Delivery


@http.operation("POST", "/api/auth/get-user-attribute-verification-code", who=Caller)
def get_user_attribute_verification_code(wanted: GetUserAttributeVerificationCode, caller: Caller) -> CodeDelivery:
    """Another code for the address or number that waits for one"""
    return CodeDelivery(CodeDeliveryDetails=attributes.send_code(caller, wanted.AttributeName))


handler = http.handler(get_user_attribute_verification_code)
