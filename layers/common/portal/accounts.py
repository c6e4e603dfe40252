"""Accounts as the staff of a practice see and change them: set up, reset, taken away (D2, D4, D5)."""

from portal.errors import NotFound, NotYoursAlone
from portal.store import Writes, where
from portal.store.items import Account


def is_own(account: Account, practice_id: str) -> bool:
    """Whether every chart of the account is this practice's."""
    return bool(account.charts) and all(chart.startswith(f"{practice_id}/") for chart in account.charts)


def require_own(write: Writes, account: Account, practice_id: str) -> None:
    """NotYoursAlone unless the account is this practice's alone, and still is when the transaction happens.

    What opens or closes a whole account is for no other practice to do. NotFound for a login of staff.
    """
    if account.practice_id:
        raise NotFound
    if not is_own(account, practice_id):
        raise NotYoursAlone("You can end its access to your patient instead. They can use “Forgot password”")
    as_read = where("charts").eq(account.charts)
    write.check(account.key(), when=as_read, else_raise=NotYoursAlone())
