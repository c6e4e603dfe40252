"""GET /api/members: the people of the signed-in account, each with their charts."""

from pydantic import BaseModel

from portal import family, http
from portal.access import Caller
from portal.family import Person


class Members(BaseModel):
    members: list[Person]


@http.operation("GET", "/api/members", who=Caller)
def list_members(caller: Caller) -> Members:
    """Everybody of the account, oneself first; a chart's id is its FHIR Patient id"""
    return Members(members=family.members(caller))


handler = http.handler(list_members)
