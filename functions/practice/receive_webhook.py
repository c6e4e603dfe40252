"""POST /api/practices/{practice_id}/webhook: what a practice's own system tells, signed by Standard Webhooks."""

from portal import http, webhooks
from portal.practice import SignedPractice


@http.operation("POST", "/api/practices/{practice_id}/webhook", status=202, who=SignedPractice)
def receive_webhook(practice_id: str, sender: SignedPractice) -> dict[str, str]:  # noqa: ARG001
    """Demographics, an invitation, records, a form or a message; `import`, `form` and `thread` name what follows"""
    return webhooks.receive(sender)


handler = http.handler(receive_webhook)
