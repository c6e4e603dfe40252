"""POST /api/auth/verify-user-attribute: Cognito's VerifyUserAttribute."""

from pydantic import BaseModel

from portal import attributes, http
from portal.access import Caller
from portal.store.items.account import Attribute


class VerifyUserAttribute(BaseModel):
    AttributeName: Attribute
    Code: str


@http.operation("POST", "/api/auth/verify-user-attribute", who=Caller)
def verify_user_attribute(given: VerifyUserAttribute, caller: Caller) -> http.Empty:
    """Prove a new address or number by its code"""
    attributes.verify(caller, given.AttributeName, given.Code)
    return http.Empty()


handler = http.handler(verify_user_attribute)
