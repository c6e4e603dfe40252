"""GET /api/invites/{token}: what an invitation link may show to anybody: the practice, and whether it still works."""

from pydantic import BaseModel

from portal import http, invites


class PracticeShown(BaseModel):
    id: str
    name: str
    phone: str


class InviteShown(BaseModel):
    practice: PracticeShown
    kind: str
    state: str


@http.operation("GET", "/api/invites/{token}", who=http.Anyone)
def get_invite(token: str, anyone: http.Anyone) -> InviteShown:
    """Look at an invitation"""
    invite = invites.look(token, anyone.request.at)
    practice = PracticeShown(id=invite.practice_id, name=invite.practice_name, phone=invite.practice_phone)
    return InviteShown(practice=practice, kind=invite.invite_kind, state=invites.state_of(invite, anyone.request.at))


handler = http.handler(get_invite)
