"""Documents of the tests' own on the laptop cloud: uploaded straight to the bucket by the form that browsers use."""

from typing import Any

import httpx

from tests.documents import PDF, begun, document_of
from tests.e2e.laptop import until
from tests.people import Patient


def uploaded(
    whom: Patient, name: str = "Letter.pdf", content: bytes = PDF, patient: Patient | None = None, **more: Any
) -> str:
    """The id, after the check."""
    upload = begun(whom, name, content, patient, **more)
    form, document = upload["upload"], upload["document"]
    httpx.post(form["url"], data=form["fields"], files={"file": (name, content)}).raise_for_status()
    until(lambda: document_of(whom, document, patient)["state"] == "ready", f"{name} is checked")
    return str(document["id"])
