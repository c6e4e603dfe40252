"""GET /api/charts/{chart}/recipients: whom at the practice one may write to (F1)."""

from pydantic import BaseModel

from portal import http, recipients
from portal.access import Acting
from portal.recipients import Recipient


class Recipients(BaseModel):
    recipients: list[Recipient]


@http.operation("GET", "/api/charts/{chart}/recipients", who=Acting, needs=("write", "messages"))
def list_recipients(chart: str, acting: Acting) -> Recipients:  # noqa: ARG001
    """Teams first, then members by name"""
    return Recipients(recipients=recipients.listed(acting.chart.practice_id))


handler = http.handler(list_recipients)
