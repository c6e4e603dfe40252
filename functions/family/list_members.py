"""GET /api/members: the people of the signed-in account, each with their charts."""

from pydantic import BaseModel

from portal import family, http
from portal.access import Caller


class PracticeName(BaseModel):
    id: str
    name: str


class ChartShown(BaseModel):
    id: str
    practice: PracticeName
    role: str
    sections: dict[str, str]


class MemberShown(BaseModel):
    id: str
    given: str
    family: str
    relationship: str
    charts: list[ChartShown]


class Members(BaseModel):
    members: list[MemberShown]


@http.operation("GET", "/api/members", who=Caller)
def list_members(caller: Caller) -> Members:
    """Everybody of the account, oneself first; a chart's id is its FHIR Patient id"""
    return Members(members=[_shown(person) for person in family.members(caller)])


def _shown(person: family.Person) -> MemberShown:
    charts = [
        ChartShown(
            id=access.chart_id,
            practice=PracticeName(id=access.practice_id, name=access.practice_name),
            role=access.role,
            sections=dict(access.sections),
        )
        for access in person.accesses
    ]
    member = person.member
    return MemberShown(
        id=member.id, given=member.given, family=member.family, relationship=member.relationship, charts=charts
    )


handler = http.handler(list_members)
