"""AddStaff, by `sam remote invoke`: {"practice_id", "given", "family", "email", "role"}.

Gives a temporary password, once.
"""

from typing import Any

from portal import clock, practice
from portal.ops import operator


@operator
def handler(event: dict[str, Any], source: dict[str, str]) -> dict[str, Any]:
    wanted = (event[name] for name in ("practice_id", "given", "family", "email", "role"))
    member, password = practice.add_staff(*wanted, clock.now(), source)
    return {"account_id": member.account_id, "username": member.email, "temporary_password": password}
