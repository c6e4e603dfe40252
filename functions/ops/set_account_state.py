"""SetAccountState, by `sam remote invoke`: {"username", "state"}: "disabled" or "active".

The username may be an address or an account's id. Gives the account's id.
"""

from typing import Any

from portal import clock
from portal.errors import Invalid
from portal.identity import disabling
from portal.ops import operator


@operator
def handler(event: dict[str, Any], source: dict[str, str]) -> dict[str, Any]:
    username, state = event["username"], event["state"]
    if state not in ("active", "disabled"):
        raise Invalid.field("state", "unknown", 'The state is "disabled" or "active"')
    return {"account_id": disabling.set_state(username, state, clock.now(), source), "state": state}
