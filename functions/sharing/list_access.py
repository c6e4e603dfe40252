"""GET /api/charts/{chart}/access: everybody who can see the record, for the patient's own account (C7)."""

from pydantic import BaseModel

from portal import http, sharing
from portal.access import Owner
from portal.sharing import Shared


class Everybody(BaseModel):
    access: list[Shared]


@http.operation("GET", "/api/charts/{chart}/access", who=Owner)
def list_access(chart: str, owner: Owner) -> Everybody:  # noqa: ARG001 (Owner has looked at it)
    """Who has access to one's own chart besides oneself, what they may do, until when, and when they last looked"""
    return Everybody(access=sharing.listed(owner))


handler = http.handler(list_access)
