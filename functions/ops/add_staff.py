"""AddStaff, by `sam remote invoke`: {"practice_id", "given", "family", "email", "role"}.

Gives a temporary password, once.
"""

from typing import Any

from portal import clock, practice
from portal.ops import operator


@operator
def handler(event: dict[str, Any], source: dict[str, str]) -> dict[str, Any]:
    given, family, email, role = event["given"], event["family"], event["email"], event["role"]
    member, password = practice.add_staff(event["practice_id"], given, family, email, role, clock.now(), source)
    return {"account_id": member.account_id, "username": member.email, "temporary_password": password}
