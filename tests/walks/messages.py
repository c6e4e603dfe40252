"""Messages: each branch that asks AWS for something else."""

from tests.circle import a_caregiver_of, account_of, ask, chart_of, told
from tests.documents import enclosure_of, uploaded
from tests.messages import (
    CARE_TEAM,
    FRONT_DESK,
    answer,
    begun,
    change,
    inbox,
    made,
    opened,
    path_of,
    read,
    reply,
    seen_by,
    threads_of,
    write_to,
)
from tests.people import Practice, a_patient
from tests.staffing import staff_of
from tests.walks.console import FOREIGN


def messages(practice: Practice) -> None:
    staff, rosa = staff_of(practice, "front-desk"), a_patient(practice)
    document = uploaded(rosa)["id"]
    drafts = f"/api/charts/{chart_of(rosa)}/drafts"
    told(ask(rosa, "GET", f"/api/charts/{chart_of(rosa)}/recipients"))
    told(staff.ask("GET", "/colleagues"))
    told(ask(rosa, "PUT", f"{drafts}/new", {"content": "Dear", "version": 0}))
    told(ask(rosa, "GET", drafts))
    begun(rosa, staff.account_id)
    thread = begun(rosa, FRONT_DESK, attachments=[document])
    made(reply(rosa, thread, "And this", attachments=[document]))
    told(ask(rosa, "PUT", f"{drafts}/{thread['id']}", {"content": "And", "version": 0}))
    told(ask(rosa, "DELETE", f"{drafts}/{thread['id']}"))
    made(answer(staff, thread))
    shown = opened(rosa, thread)
    file = shown["messages"][0]["attachments"][0]["id"]
    told(ask(rosa, "GET", f"{path_of(rosa, thread)}/attachments/{file}"))
    read(rosa, thread, 3)
    threads_of(rosa)
    threads_of(rosa, "?search=question")
    # The first look in a quarter hour also notes that the access was used.
    for opens_file in (False, True):
        ana = a_caregiver_of(rosa)
        theirs = begun(ana, FRONT_DESK, patient=rosa, attachments=[uploaded(ana, patient=rosa)["id"]])
        if opens_file:
            [given] = seen_by(staff, theirs)["messages"][0]["attachments"]
            told(ask(ana, "GET", f"{path_of(rosa, theirs)}/attachments/{given['id']}"))
        opened(ana, theirs, rosa)
    plan = enclosure_of(staff)["id"]
    made(write_to(staff, account_of(rosa), rosa, attachments=[plan]))
    [enclosed] = made(answer(staff, thread, "Once more", attachments=[plan]))["attachments"]
    told(ask(rosa, "GET", f"{path_of(rosa, thread)}/attachments/{enclosed['id']}"))
    told(staff.ask("GET", f"/documents/{enclosed['id']}/file"))
    for query in ("", "?assignee=me", "?state=closed", "?search=alvarez"):
        inbox(staff, query)
    change(staff, thread, assignee=CARE_TEAM, state="closed", seen=2)
    sent = {"patient_id": rosa.id, "thread_id": thread["id"], "from": staff.account_id, "content": "By our system"}
    assert practice.send("message.sent", sent).status == 202
    practice.cloud.settle()
    for path in (path_of(rosa), path_of(rosa, thread)):
        assert ask(rosa, "GET", f"{path}?cursor={FOREIGN}").status == 422
    for path in ("/threads", f"/threads/{thread['id']}"):
        assert staff.ask("GET", f"{path}?cursor={FOREIGN}").status == 422
