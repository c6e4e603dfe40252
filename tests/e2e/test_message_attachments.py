"""Documents that go with messages, chosen and opened in the browser (F2, G2)."""

import re

import pytest
from playwright.sync_api import expect

from tests.documents import PDF, PNG
from tests.e2e.laptop import Laptop
from tests.e2e.steps import sign_in
from tests.e2e.tab import Tab
from tests.e2e.uploading import uploaded
from tests.messages import opened, seen_by, threads_of
from tests.people import Practice, a_patient
from tests.staffing import staff_of

CSV = b"day,mmHg\n2026-05-01,152\n"


@pytest.mark.feature("F2", "G2", "X4")
def test_documents_go_with_a_message_and_are_opened_from_it(laptop: Laptop, tab: Tab, practice: Practice) -> None:
    nora, rosa = staff_of(practice, "clinician"), a_patient(practice)
    uploaded(rosa)
    uploaded(rosa, "Blood pressure.csv", CSV)
    sign_in(laptop, tab, rosa)
    tab.follow("Send a message")
    tab.heading("Send a message")
    tab.page.get_by_label("To", exact=True).select_option(label="Care team")
    tab.fill("Subject", "My blood pressure")
    tab.fill("Message", "I wrote it down")
    tab.press("Attach one of your documents")
    tab.page.get_by_label(re.compile("^Blood pressure.csv")).check()
    tab.page.get_by_label(re.compile("^Letter.pdf")).check()
    tab.checked("message-attach")
    tab.press("Done choosing")
    tab.press("Remove Letter.pdf")
    tab.page.get_by_text(re.compile("^Draft saved at ")).wait_for()
    expect(tab.page.get_by_text("Not saved yet…")).to_have_count(0)
    tab.quiet()
    tab.page.reload()
    # The draft still has it.
    tab.page.get_by_role("button", name="Remove Blood pressure.csv").wait_for()
    assert not tab.page.get_by_text("Letter.pdf").count()
    _attach_from_this_device(tab)
    tab.press("Send message")
    tab.heading("My blood pressure")
    files = tab.page.get_by_role("list", name="Attachments")
    files.get_by_text("Blood pressure.csv · 24 bytes").wait_for()
    tab.checked("message-attached")
    with tab.page.expect_response(re.compile("/attachments/")) as found:
        files.get_by_role("button", name="Open Blood pressure.csv").click()
    assert found.value.status == 200
    [thread] = threads_of(rosa)
    sent = ["Blood pressure.csv", "Rash.png", "Letter.pdf"]
    assert [each["name"] for each in opened(rosa, thread)["messages"][0]["attachments"]] == sent
    assert [each["name"] for each in seen_by(nora, thread)["messages"][0]["attachments"]] == sent
    tab.follow("All messages")
    tab.page.get_by_role("link", name="My blood pressure (With attachment)").wait_for()
    tab.checked("messages-attachment")


def _attach_from_this_device(tab: Tab) -> None:
    """A new file, which is kept among the documents; and one that is there already."""
    files = tab.page.locator("input[type=file]")
    files.set_input_files({"name": "Rash.png", "mimeType": "image/png", "buffer": PNG})
    # What is still on its way is waited for.
    tab.press("Send message")
    tab.page.get_by_role("button", name="Remove Rash.png").wait_for()
    tab.heading("Send a message")
    files.set_input_files({"name": "The same.pdf", "mimeType": "application/pdf", "buffer": PDF})
    tab.page.get_by_role("button", name="Attach the one you have The same.pdf").wait_for()
    tab.checked("message-attach-same")
    tab.press("Attach the one you have The same.pdf")
    tab.page.get_by_role("button", name="Remove Letter.pdf").wait_for()
    tab.checked("message-attach-new")
