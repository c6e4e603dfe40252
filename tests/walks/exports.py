"""Downloads: each branch that asks AWS for something else."""

import json

from tests.api.test_records import send_records
from tests.bundles import a_document, observation
from tests.bundles import patient as fhir_patient
from tests.circle import a_caregiver_of, account_of, ask
from tests.exporting import asked, exports, file_of, member_of
from tests.people import Practice, a_patient

DOCTOR = {"resourceType": "Practitioner", "id": "ruiz", "name": [{"family": "Ruiz"}]}
NOTE = {
    "resourceType": "DocumentReference", "id": "note", "status": "current", "subject": {"reference": "urn:uuid:rosa"},
    "content": [{"attachment": a_document()}],
}  # fmt: skip


def downloads(practice: Practice) -> None:
    rosa = a_patient(practice)
    by = [{"reference": "urn:uuid:ruiz"}]
    send_records(rosa, fhir_patient(), DOCTOR, NOTE, observation(performer=by))
    ana = a_caregiver_of(rosa)
    for whom in (rosa, ana):
        for kind in ("pdf", "fhir"):
            made = asked(whom, kind)
            file_of(whom, made)
        assert {each["state"] for each in exports(whom)} == {"ready"}
    path = f"/api/members/{member_of(rosa)}/exports"
    assert ask(rosa, "GET", f"{path}/never/file").status == 404
    assert ask(rosa, "GET", "/api/members/never/exports").status == 404
    # The message comes again when the file is made.
    body = json.dumps({"kind": "export", "account_id": account_of(rosa), "export_id": exports(rosa)[0]["id"]})
    record = {"messageId": "1", "body": body, "attributes": {"ApproximateReceiveCount": "2"}}
    assert rosa.cloud.gateway.call("ExportRecords", {"Records": [record]})["batchItemFailures"] == []
