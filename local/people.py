"""The demo people as they are so far: who they are, how they sign in, and the paths of what is theirs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from local.doors import PASSWORD, Doors

Json = dict[str, Any]
Step = tuple[str, Callable[[], None]]
"""Its name, and what is done; it may be done once more after a start that was broken off in its middle."""


@dataclass
class People:
    """`told` is what cloud.json tells of them. `tokens` are their access tokens by username: a code of an authenticator
    counts once in half a minute.
    """

    doors: Doors
    told: Json = field(default_factory=lambda: {"practices": [], "accounts": [], "invites": []})
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def riverside(self) -> Json:
        told: Json = self.told["practices"][0]
        return told

    @property
    def console(self) -> str:
        """The path of Riverside's own operations."""
        return f"/api/practices/{self.riverside['id']}"

    @property
    def chart(self) -> str:
        """Rosa's at Riverside."""
        charts = self.members()[0]["charts"]
        return str(next(each["id"] for each in charts if each["practice"]["id"] == self.riverside["id"]))

    def members(self) -> list[Json]:
        """Rosa's, herself first."""
        found: list[Json] = self.doors.call("GET", "/api/members", token=self.token("rosa"))["members"]
        return found

    def staff(self, role: str) -> str:
        """The access token of Riverside's administrator, clinician or front desk."""
        login = next(each for each in self.riverside["staff"] if each["role"] == role)
        name = login["username"]
        if name not in self.tokens:
            self.tokens[name] = self.doors.sign_in(login, name)
        return self.tokens[name]

    def token(self, given: str) -> str:
        """That of Rosa, or of Ana, her daughter."""
        name = f"{given}.alvarez"
        if name not in self.tokens:
            told = {"username": name, "password": PASSWORD}
            self.tokens[name] = self.doors.sign_in(told, f"{name}@example.org")
        return self.tokens[name]
