"""POST /api/practices/{practice_id}/deliveries/{delivery_id}/repeat: send one message to the webhook once more."""

from portal import deliveries, http
from portal.deliveries import DeliveryShown
from portal.staff import StaffMember


@http.operation(
    "POST",
    "/api/practices/{practice_id}/deliveries/{delivery_id}/repeat",
    status=202,
    who=StaffMember,
    needs=("write", "deliveries"),
)
def repeat_delivery(practice_id: str, delivery_id: str, caller: StaffMember) -> DeliveryShown:  # noqa: ARG001
    """Send it again with the same webhook-id, whether it arrived or not"""
    return deliveries.repeat(caller, delivery_id)


handler = http.handler(repeat_delivery)
