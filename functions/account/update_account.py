"""PATCH /api/account: Account Info (A11). What is not named stays; a new username needs a fresh password check."""

from typing import cast

from pydantic import BaseModel

from portal import http, profile
from portal.access import Caller
from portal.store.items.account import Language


class WantedNotices(BaseModel):
    new_result: bool | None = None
    new_form: bool | None = None
    new_message: bool | None = None
    access: bool | None = None


class WantedAccount(BaseModel):
    username: str | None = None
    given: str | None = None
    family: str | None = None
    language: Language | None = None
    time_zone: str | None = None
    notices: WantedNotices | None = None


@http.operation("PATCH", "/api/account", who=Caller)
def update_account(wanted: WantedAccount, caller: Caller) -> profile.Profile:
    """Change names, language, time zone (null for none), notices or the username"""
    changes = wanted.model_dump(exclude_none=True)
    if "time_zone" in wanted.model_fields_set:
        changes["time_zone"] = wanted.time_zone
    return profile.update(caller, cast(profile.Changes, changes))


handler = http.handler(update_account)
