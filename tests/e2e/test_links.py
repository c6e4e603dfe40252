"""A document shared with somebody outside, in a real browser: from the sharer's page to the stranger's (G3)."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from playwright.sync_api import expect

from tests.circle import ask, chart_of
from tests.documents import PDF
from tests.e2e.laptop import Laptop
from tests.e2e.linking import oneself
from tests.e2e.tab import Tab
from tests.e2e.uploading import uploaded
from tests.people import Patient, a_patient, a_practice


@pytest.fixture(scope="module")
def rosa(laptop: Laptop) -> Patient:
    return a_patient(a_practice(laptop))


def shared(whose: Patient, document: str, email: str, most: int = 2) -> tuple[str, str]:
    """The address of the page, and the passcode."""
    path = f"/api/charts/{chart_of(whose)}/documents/{document}/links"
    ends = (datetime.now(UTC) + timedelta(days=7)).date().isoformat()
    answer = ask(whose, "POST", path, {"email": email, "ends": ends, "most": most})
    assert answer.status == 201, answer.body
    return mailed(whose, email), str(answer.json()["passcode"])


def mailed(whose: Patient, email: str) -> str:
    """Where the newest mail's link leads."""
    found = re.search(r"/shared/[0-9a-f]{64}", whose.cloud.mails(email)[-1]["text"])
    assert found
    return found[0]


def somebody() -> str:
    return f"dr.weber-{uuid.uuid4().hex[:7]}@clinic.example"


def prove(tab: Tab, email: str, passcode: str) -> None:
    tab.fill("Your email address", email)
    tab.fill("Passcode", passcode)
    tab.press("Open the document")


@pytest.mark.feature("G3", "X4")
def test_somebody_outside_opens_a_document_and_sees_nothing_before(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    email = somebody()
    link, passcode = shared(rosa, uploaded(rosa, "Letter to Dr. Weber.pdf"), email)
    tab.page.clock.install()
    tab.page.goto(link)
    tab.heading("A document for you")
    tab.page.get_by_text("Rosa Alvarez shares a document with you.").wait_for()
    assert "Letter" not in tab.page.content()
    tab.checked("shared")
    tab.press("Open the document")
    tab.page.get_by_role("alert").get_by_text("Enter the passcode").wait_for()
    tab.checked("shared-missing")
    prove(tab, "somebody@else.example", passcode)
    tab.page.get_by_role("alert").get_by_text("You can try 4 times more").wait_for()
    assert "Letter" not in tab.page.content()
    tab.checked("shared-wrong")
    prove(tab, email.upper(), f"{passcode[:4]} {passcode[4:]}".upper())
    expect(tab.page.get_by_role("heading", level=1, name="Your document is ready")).to_be_focused()
    tab.page.get_by_text("Letter to Dr. Weber.pdf").wait_for()
    tab.page.get_by_text("The link can be used once more.").wait_for()
    tab.checked("shared-ready")
    url = tab.page.get_by_role("link", name="Open the document").get_attribute("href") or ""
    given = httpx.get(url)
    assert (given.content, given.headers["content-type"]) == (PDF, "application/pdf")
    assert "Letter%20to%20Dr.%20Weber.pdf" in given.headers["content-disposition"]
    assert httpx.get(url.partition("?")[0]).status_code == 403
    # A button that has stopped working is not there any more.
    tab.page.clock.fast_forward("05:00")
    tab.page.get_by_text("The five minutes are over.").wait_for()
    assert not tab.page.get_by_role("link", name="Open the document").count()
    tab.checked("shared-over")
    tab.press("Enter the passcode again")
    prove(tab, email, passcode)
    tab.page.get_by_text("This was the last time that the link can be used.").wait_for()
    tab.page.reload()
    tab.heading("This link has ended")
    tab.checked("shared-ended")


@pytest.mark.feature("G3", "X4")
def test_whoever_guesses_ends_the_link_and_the_sharer_is_told(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    email = somebody()
    link, _ = shared(rosa, uploaded(rosa, "Second letter.pdf", PDF + b"%2"), email)
    tab.page.goto(link)
    tab.page.get_by_role("button", name="Español").click()
    tab.heading("Un documento para usted")
    tab.checked("shared-es")
    tab.page.get_by_role("button", name="English").click()
    for left in ("4 times", "3 times", "2 times", "once"):
        prove(tab, email, "aaaabbbb")
        tab.page.get_by_role("alert").get_by_text(f"You can try {left} more").wait_for()
    prove(tab, email, "aaaabbbb")
    expect(tab.page.get_by_role("heading", level=1, name="This link has ended")).to_be_focused()
    tab.page.reload()
    tab.heading("This link has ended")
    assert laptop.is_told(rosa.email, "The link has ended: nobody can open the document by it any more.")
    tab.page.goto(link[:-1] + ("0" if link[-1] != "0" else "1"))
    tab.heading("This link does not work")
    tab.checked("shared-unknown")


@pytest.mark.feature("G3", "X4")
def test_the_sharer_sends_a_link_sees_who_opened_it_and_ends_it(
    laptop: Laptop, signed_in: Tab, tab: Tab, rosa: Patient
) -> None:
    mine, email = signed_in, somebody()
    document = uploaded(rosa, "Third letter.pdf", PDF + b"%3")
    mine.page.goto(f"/m/{oneself(rosa)}/documents/one/{document}/share")
    mine.page.get_by_label("Somebody outside the practice").check()
    mine.page.get_by_text("You have not shared this document with anybody outside.").wait_for()
    mine.press("Send the link")
    mine.page.get_by_role("alert").get_by_text("Enter their email address").wait_for()
    mine.checked("outside-missing")
    mine.fill("Their email address", email)
    mine.page.get_by_label("Until another day").check()
    mine.page.get_by_label("Month").fill("1")
    mine.page.get_by_label("Day", exact=True).fill("2")
    mine.page.get_by_label("Year").fill("2050")
    mine.press("Send the link")
    mine.page.get_by_role("alert").get_by_text("Choose a day from today to 90 days from now").wait_for()
    mine.checked("outside-too-late")
    mine.page.get_by_label("For 7 days").check()
    mine.page.get_by_label("How many times may it be opened?").select_option("2")
    mine.press("Send the link")
    mine.page.get_by_text(f"The link was sent to {email}.").wait_for()
    passcode = mine.page.locator("p.font-mono").inner_text()
    mine.checked("outside-sent")
    tab.page.goto(mailed(rosa, email))
    prove(tab, email, passcode)
    tab.heading("Your document is ready")
    # The page of the document tells of it and leads to it.
    mine.follow("Third letter.pdf")
    mine.page.get_by_text(f"Link to {email} · Can be opened · Opened 1 of 2 times").wait_for()
    mine.checked("document-link")
    mine.follow("Links that you have sent")
    mine.page.get_by_text("Opened 1 of 2 times").wait_for()
    assert passcode not in mine.page.content()
    mine.page.get_by_text("When it was opened").click()
    mine.page.get_by_text("Chrome on Linux").wait_for()
    mine.checked("outside-opened")
    mine.press(f"End this link: {email}")
    mine.page.get_by_role("alertdialog").get_by_role("button", name="End this link").click()
    mine.page.get_by_text("The link has ended.").wait_for()
    mine.page.get_by_text("You ended it").wait_for()
    mine.checked("outside-ended")
    tab.page.reload()
    tab.heading("This link has ended")
