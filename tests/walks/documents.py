"""Documents: each branch that asks AWS for something else."""

import base64
import os
from unittest.mock import patch

from tests.circle import a_caregiver_of, ask, told
from tests.cloud import Clock, Cloud
from tests.documents import PDF, PNG, a_folder, begun, document_of, documents_of, folders_of, path_of, put, uploaded
from tests.people import Patient, Practice, a_patient
from tests.staffing import staff_of
from tests.walks.console import FOREIGN


def documents(cloud: Cloud, practice: Practice) -> None:
    rosa, staff = a_patient(practice), staff_of(practice)
    folder, path = a_folder(rosa), path_of(rosa)
    folders = f"{path.removesuffix('/documents')}/folders/{folder}"
    told(ask(rosa, "PATCH", folders, {"name": "Insurance"}))
    folders_of(rosa)
    first = uploaded(rosa, folder=folder)
    # The same again is refused, and its bytes are taken away.
    told(ask(rosa, "DELETE", path_of(rosa, uploaded(rosa, "Twice.pdf"))))
    _scanned(cloud, rosa)
    documents_of(rosa)
    assert ask(rosa, "GET", f"{path}?cursor={FOREIGN}").status == 422
    document_of(rosa, first)
    told(ask(rosa, "GET", f"{path_of(rosa, first)}/file"))
    told(ask(rosa, "PATCH", path_of(rosa, first), {"name": "Card", "folder": None}))
    told(ask(rosa, "DELETE", folders))
    told(ask(rosa, "DELETE", path_of(rosa, first)))
    told(ask(rosa, "PATCH", path_of(rosa, first), {"deleted": False}))
    told(ask(rosa, "GET", f"{path_of(rosa, first)}/recipients"))
    assert ask(rosa, "POST", f"{path_of(rosa, first)}/recipients", {"to": "team:clinician"}).status == 201
    ana = a_caregiver_of(rosa)
    theirs = uploaded(ana, patient=rosa)
    given = told(staff.ask("GET", "/documents"))["documents"][0]["id"]
    assert staff.ask("GET", f"/documents?cursor={FOREIGN}").status == 422
    told(staff.ask("GET", f"/documents/{given}/file"))
    told(staff.ask("PATCH", f"/documents/{given}", {"state": "seen"}))
    assert practice.get(f"/received-documents/{given}").status == 200
    shared = {"patient_id": rosa.id, "name": "Letter.pdf", "content_type": "application/pdf"}
    sent = practice.send("document.shared", shared | {"content": base64.b64encode(PDF).decode()})
    assert sent.status == 202, sent.body
    cloud.settle()
    told(ask(ana, "DELETE", path_of(rosa, theirs)))


def a_month_later(cloud: Cloud, clock: Clock) -> None:
    clock.forward(days=32)
    assert cloud.ops("PurgeDocuments", {})["purged"]


def _scanned(cloud: Cloud, whom: Patient) -> None:
    """GuardDuty has not told of it yet."""
    from portal.settings import settings

    with patch.dict(os.environ, {"MALWARE_SCAN": "yes"}):
        settings.cache_clear()
        put(begun(whom, "Picture.png", PNG), PNG)
        cloud.settle()
    settings.cache_clear()
