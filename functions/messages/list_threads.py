"""GET /api/charts/{chart}/threads: one's own messages with the practice, and search in them (F2)."""

from pydantic import BaseModel, Field

from portal import http
from portal.access import Acting
from portal.messages import reading
from portal.messages.thread import AccountThread


class Threads(BaseModel):
    threads: list[AccountThread]
    cursor: str | None = Field(description="of the next page")


@http.operation("GET", "/api/charts/{chart}/threads", who=Acting, needs=("read", "messages"))
def list_threads(
    chart: str,  # noqa: ARG001
    acting: Acting,
    search: str = "",
    cursor: str | None = None,
) -> Threads:
    """Newest first; `search` looks for beginnings of words of subjects and names"""
    found, after = reading.of_account(acting, search, cursor)
    return Threads(threads=found, cursor=after)


handler = http.handler(list_threads)
