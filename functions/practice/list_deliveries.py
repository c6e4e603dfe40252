"""GET /api/practices/{practice_id}/deliveries: what went to the practice's own webhook, and what did not."""

from pydantic import BaseModel, Field

from portal import deliveries, http
from portal.deliveries import DeliveryShown
from portal.staff import StaffMember


class Deliveries(BaseModel):
    deliveries: list[DeliveryShown]
    cursor: str | None = Field(description="of the next page")


@http.operation("GET", "/api/practices/{practice_id}/deliveries", who=StaffMember, needs=("read", "deliveries"))
def list_deliveries(practice_id: str, caller: StaffMember, cursor: str | None = None) -> Deliveries:  # noqa: ARG001
    """The messages to the practice's own system in the last 90 days, newest first"""
    found, after = deliveries.listed(caller, cursor)
    return Deliveries(deliveries=found, cursor=after)


handler = http.handler(list_deliveries)
