"""Documents that patients share, as staff see them in the console: new, opened, put away (D8)."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.circle import ask, chart_of, log
from tests.documents import PDF, document_of, path_of
from tests.e2e.console import sign_in_to_console
from tests.e2e.laptop import Laptop
from tests.e2e.tab import Tab, new_tab
from tests.e2e.uploading import uploaded
from tests.messages import CARE_TEAM, begun
from tests.people import Patient, Practice, a_patient, a_practice
from tests.staffing import Colleague, staff_of

DIARY, LETTER = "Blood pressure.csv", "Letter.pdf"


@pytest.fixture(scope="module")
def practice(laptop: Laptop) -> Practice:
    return a_practice(laptop)


@pytest.fixture(scope="module")
def clinician(practice: Practice) -> Colleague:
    return staff_of(practice, "clinician")


@pytest.fixture(scope="module")
def rosa(practice: Practice, clinician: Colleague) -> Patient:
    """After somebody is there to share with."""
    assert clinician.practice is practice
    return a_patient(practice)


@pytest.fixture(scope="module")
def at_work(laptop: Laptop, chromium: Browser, clinician: Colleague, rosa: Patient) -> Iterator[Tab]:
    """One browser of the clinician's for all tests of this file."""
    assert rosa.practice is clinician.practice
    with new_tab(chromium, laptop.web, 1280) as tab:
        sign_in_to_console(tab, clinician)
        yield tab


def share(whom: Patient, document: str, note: str | None = None) -> None:
    path = f"{path_of(whom, {'id': document})}/recipients"
    answer = ask(whom, "POST", path, {"to": CARE_TEAM, "note": note})
    assert answer.status == 201, answer.body


def entry(tab: Tab, name: str) -> Locator:
    return tab.page.get_by_role("row").filter(has_text=name)


def address_behind(tab: Tab, button: Locator) -> str:
    """Where the tab leads that opens; it may show the file, or take it as a download."""
    found: list[str] = []
    tab.page.context.on("request", lambda request: found.append(request.url))
    with tab.page.context.expect_page() as opened:
        button.click()
    tab.page.wait_for_timeout(300)
    opened.value.close()
    return next(url for url in found if "X-Amz-Signature" in url)


@pytest.mark.feature("D8", "G2", "A8")
def test_staff_open_what_was_shared_and_put_it_away(at_work: Tab, rosa: Patient) -> None:
    tab = at_work
    tab.page.goto("/staff/documents")
    tab.heading("Documents from patients")
    tab.page.get_by_text("There are no new documents.").wait_for()
    tab.checked("received-empty")
    share(rosa, uploaded(rosa, DIARY, b"Day,Morning\n1,138/84\n"), "My numbers of the last week.")
    tab.page.reload()
    expect(entry(tab, DIARY)).to_contain_text("My numbers of the last week.")
    expect(entry(tab, DIARY)).to_contain_text("Care team")
    tab.checked("received-new")
    url = address_behind(tab, entry(tab, DIARY).get_by_role("button", name=f"Open {DIARY}, Rosa Alvarez"))
    assert httpx.get(url).content == b"Day,Morning\n1,138/84\n"
    seen: list[dict[str, Any]] = [each for each in log(rosa) if each["action"] == "document.opened"]
    assert [each["by"]["name"] for each in seen] == ["Nora Lindqvist"]
    entry(tab, DIARY).get_by_role("button", name=f"Put away {DIARY}, Rosa Alvarez").click()
    tab.page.get_by_text(f"“{DIARY}” was put away.").wait_for()
    tab.page.get_by_text("There are no new documents.").wait_for()
    tab.follow("Put away")
    entry(tab, DIARY).get_by_role("button", name=f"Back to new {DIARY}, Rosa Alvarez").click()
    tab.page.get_by_text(f"“{DIARY}” is with the new ones again.").wait_for()
    tab.page.get_by_text("No document was put away yet.").wait_for()


@pytest.mark.feature("D8", "F2")
def test_what_came_with_a_message_leads_to_it_and_back(at_work: Tab, rosa: Patient) -> None:
    tab, letter = at_work, uploaded(rosa, LETTER)
    begun(rosa, CARE_TEAM, "A letter for you", attachments=[letter])
    tab.page.goto(f"/staff/patients/{chart_of(rosa)}")
    card = tab.page.get_by_role("region", name="Documents from this patient")

    card.get_by_text("With a message").wait_for()
    tab.checked("patient-with-documents")
    card.get_by_role("link", name=f"See the conversation {LETTER}, Rosa Alvarez").click()
    tab.heading("A letter for you")
    files = tab.page.get_by_role("article").get_by_role("list", name="Documents")
    expect(files).to_contain_text(LETTER)
    tab.checked("inbox-thread-with-document")
    # What the practice has stays there when its owner throws it away.
    assert ask(rosa, "DELETE", path_of(rosa, {"id": letter})).status in (200, 204)
    assert document_of(rosa, {"id": letter})["deleted"]
    assert httpx.get(address_behind(tab, files.get_by_role("button"))).content == PDF
    tab.page.goto("/staff/documents")
    tab.heading("Documents from patients")
    assert not entry(tab, LETTER).count()
