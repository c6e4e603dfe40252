"""POST /api/invites/{token}/activate: choose username and password; a code goes out by mail."""

from pydantic import BaseModel

from portal import activation, http
from portal.store.items.account import Language


class Activation(BaseModel):
    ticket: str
    username: str
    password: str
    captcha: str
    accept_terms: bool
    language: Language = "en"


@http.operation("POST", "/api/invites/{token}/activate", who=http.Anyone)
def activate_invite(token: str, wanted: Activation, anyone: http.Anyone) -> activation.CodeSent:
    """Choose a username and a password"""
    chosen = activation.NewAccount(wanted.username, wanted.password, wanted.accept_terms, wanted.language)
    return activation.activate(token, wanted.ticket, chosen, wanted.captcha, anyone.request.at)


handler = http.handler(activate_invite)
