"""Telling of new lab results: by a mail that does not say what they are, in the transaction that completes an import.

At most one mail in QUIET for each account and chart, so that several pushes in a row flood nobody, and none is missed:
the first goes at once, and what comes within QUIET of it is told by one more at its end.
"""

from datetime import datetime, timedelta

from portal import outbox, store
from portal.access import rights
from portal.settings import settings
from portal.store import Writes
from portal.store.items.account import Right

SECTION = "labs"
QUIET = timedelta(hours=1)
#: Two items for each in a transaction.
MOST_ACCOUNTS = 49


def tell(write: Writes, chart_id: str, at: datetime) -> None:
    """Put notices for all who may read the chart's results at this moment; nobody before its account is in use."""
    chart = store.get(store.keys.chart(chart_id))
    if chart is None or chart.live is None:
        return
    accounts = sorted(chart.accounts)[:MOST_ACCOUNTS]
    for access in store.fetch(*(store.keys.access(account_id, chart_id) for account_id in accounts)):
        if SECTION not in rights(access, chart, at):
            continue
        last = access.told_of_results
        if last and at < last <= at + QUIET:
            continue  # That mail has not gone yet, and tells of these, too.
        # A time further ahead was written by a clock that was wrong.
        when = max(at, last + QUIET) if last and last <= at else at
        as_read = store.where("pk").exists() & store.still("told_of_results", last)
        write.update(access.key(), set={"told_of_results": when}, when=as_read)
        words = {"practice": access.practice_name, "link": settings().portal_url}
        may: tuple[Right, str] = ("read", SECTION)
        write.put(
            outbox.notice_with(may, access.account_id, chart_id, "new_result", "new-result", at, after=when, **words)
        )
