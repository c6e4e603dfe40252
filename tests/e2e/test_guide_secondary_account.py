"""The second of the three guides that the product was asked for in: a caregiver's own account, sentence by sentence."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.circle import ask, chart_of, members, told
from tests.documents import PDF, a_folder, documents_of
from tests.e2e.laptop import Laptop
from tests.e2e.linking import invited
from tests.e2e.records import a_small_record
from tests.e2e.steps import manage, open_menu, pass_sign_in, sign_in
from tests.e2e.tab import Tab, new_tab
from tests.e2e.test_activation import choose_account, enter_birth_date
from tests.invitees import a_caregiver, an_address, invite, tell_caregivers
from tests.people import Patient, Practice, a_known_patient, a_patient, links, sign_up
from tests.staffing import staff_of

wide = pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)


@pytest.fixture
def rosa(laptop: Laptop, practice: Practice) -> Patient:
    """With a small record."""
    patient = a_patient(practice)
    sent = practice.send("records.upserted", {"patient_id": patient.id, "bundle": a_small_record()})
    assert sent.status == 202, sent.body
    return patient


@pytest.mark.feature("B1", "B2", "B3", "C1")
@wide
def test_b1_b2_b3_c1_a_caregiver_makes_an_account_of_their_own(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    ana = an_address()
    tab.says("provide Charm Patient Portal access to caregivers of a patient")
    tell_caregivers(rosa, ana, an_address("luis"))
    tab.says("Click on the PHR invite link received through email (the address of the EHR caregiver section).")
    tab.page.goto(f"/activate#{invited(laptop, rosa, 'caregiver', ana)}")
    tab.says("Enter the Patient's date of birth in mm/dd/yyyy format and click on the 'Next' button.")
    enter_birth_date(tab, "04", "28", "1956")
    tab.says("Set the account password, enter the captcha, accept the terms and conditions, and click 'Submit'.")
    choose_account(tab, ana.partition("@")[0])
    tab.says("Then enter the OTP sent to your email address.")
    tab.heading("Check your email")
    tab.fill("Security code", laptop.code(ana))
    tab.press("Continue")
    tab.says("After successful verification, caregivers can access the secondary PHR account.")
    tab.heading("Record of Rosa Alvarez")


@pytest.mark.feature("C2")
@wide
def test_c2_it_can_be_made_only_after_the_patients_own(laptop: Laptop, practice: Practice, tab: Tab) -> None:
    tab.says("Note: The secondary PHR account can be created only after the Primary PHR account gets created.")
    rosa, ana = a_known_patient(practice), an_address()
    tell_caregivers(rosa, ana)
    assert invite(rosa, "caregiver", ana).status == 202
    sign_up(rosa)
    laptop.mails(ana)
    [waited] = links(laptop, ana)
    tab.page.goto(f"/activate#{waited}")
    enter_birth_date(tab, "4", "28", "1956")
    tab.heading("Make your account")


@pytest.mark.feature("C1", "C3", "C4")
@wide
def test_c1_c3_c4_the_caregiver_reads_what_the_practice_shared_and_changes_nothing(
    laptop: Laptop, tab: Tab, rosa: Patient
) -> None:
    ana = a_caregiver(rosa)
    tab.says("each caregiver can have their own PHR account to access the patient's medical records")
    sign_in_as_caregiver(laptop, tab, ana)
    tab.says("caregivers can view upcoming appointments, prescriptions, labs and other records shared by the practice")
    main = tab.page.get_by_role("main")
    for part in ("Diabetes review", "Metformin 500 mg tablet", "Diabetes check"):
        main.get_by_text(part).first.wait_for()
    for name in ("Appointments", "Prescriptions", "Lab results"):
        open_menu(tab)
        tab.page.get_by_role("navigation", name="Main").get_by_role("link", name=name, exact=True).click()
        tab.heading(name)
        tab.says("Although there is only Read access for the sections in the secondary PHR account")
        assert not main.get_by_role("button", name="Edit").count()


@pytest.mark.feature("C3", "C4")
@wide
def test_c3_c4_the_caregiver_joins_a_video_visit(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    sign_in_as_caregiver(laptop, tab, a_caregiver(rosa))
    tab.says("Caregivers can join the TeleHealth appointments from their secondary PHR account directly.")
    tab.says("The meeting link and the password are provided within the 'Appointments' section.")
    tab.page.get_by_role("navigation", name="Main").get_by_role("link", name="Appointments", exact=True).click()
    tab.heading("Appointments")
    join = tab.page.get_by_role("link", name="Join video visit")
    assert join.get_attribute("href") == "https://video.example.org/visit/7"
    assert "blue door" in tab.page.inner_text("main")


@pytest.mark.feature("C1", "C7+")
@wide
def test_c1_c7_several_caregivers_each_have_their_own_and_the_patient_sees_them(
    laptop: Laptop, chromium: Browser, tab: Tab, rosa: Patient
) -> None:
    tab.says("scenarios involving multiple members in patient care")
    ana, luis = a_caregiver(rosa), a_caregiver(rosa)
    for each in (ana, luis):
        assert [m["given"] for m in members(each)][-1] == "Rosa"
        with new_tab(chromium, laptop.web, tab.width) as own:
            sign_in_as_caregiver(laptop, own, each)
    sign_in(laptop, tab, rosa)
    manage(tab, "Who can see my record")
    expect(tab.page.get_by_role("main").get_by_role("heading", name="Ana Alvarez")).to_have_count(2)


@pytest.mark.feature("C4", "C5", "F1", "F3")
@wide
def test_c4_c5_f1_f3_the_caregiver_writes_to_a_member_of_the_practice_and_the_patient_does_not_see_it(
    laptop: Laptop, tab: Tab, rosa: Patient
) -> None:
    priya, ana = staff_of(rosa.practice, "clinician"), a_caregiver(rosa)
    sign_in_as_caregiver(laptop, tab, ana)
    tab.says(
        "Click on the 'Send Message' button in the Quick Menu bar or the 'Compose' button in the messages section."
    )
    quick = tab.page.get_by_role("navigation", name="Quick menu")
    quick.get_by_role("link", name="Send a message").click()
    tab.heading("Send a message")
    tab.says("Enter the Practice Member name in the recipient field.")
    tab.page.get_by_label("To", exact=True).select_option(label="Nora Lindqvist (clinician)")
    tab.says("Fill in the message subject and content.")
    tab.fill("Subject", "The walk to the mailbox")
    tab.fill("Message", "My mother walks to the mailbox again.")
    tab.says("Click on the 'Send' button.")
    tab.press("Send message")
    tab.heading("The walk to the mailbox")
    tab.page.get_by_text("Your message was sent.").wait_for()
    tab.says("Send and receive secure messages to/from the Practice Members.")
    [thread] = told(priya.ask("GET", "/threads"))["threads"]
    assert (thread["writer"], thread["role"], thread["assignee"]["name"]) == (
        "Ana Alvarez",
        "caregiver",
        "Nora Lindqvist",
    )
    answered = priya.ask("POST", f"/threads/{thread['id']}/messages", {"content": "That is good to hear."})
    assert answered.status == 201, answered.body
    tab.page.reload()
    tab.page.get_by_text("That is good to hear.").wait_for()
    tab.says("Note: Primary account holders cannot view the messages sent and received by the secondary PHR account")
    mine = f"/api/charts/{chart_of(rosa)}/threads"
    assert told(ask(rosa, "GET", mine))["threads"] == []
    assert ask(rosa, "GET", f"{mine}/{thread['id']}").status == 404
    tab.says("holders and vice versa.")
    body = {"to": priya.account_id, "subject": "My knee", "content": "It hurts.", "attachments": []}
    assert ask(rosa, "POST", mine, body).status == 201
    assert [each["subject"] for each in told(ask(ana, "GET", mine))["threads"]] == ["The walk to the mailbox"]


@pytest.mark.feature("C4", "G1", "G2")
@wide
def test_c4_g1_g2_the_caregiver_uploads_a_document_and_shares_it_with_the_practice(
    laptop: Laptop, tab: Tab, rosa: Patient, tmp_path: Path
) -> None:
    priya, ana = staff_of(rosa.practice, "clinician"), a_caregiver(rosa)
    a_folder(ana, "From the hospital", rosa)
    sign_in_as_caregiver(laptop, tab, ana)
    tab.page.get_by_role("navigation", name="Main").get_by_role("link", name="Documents", exact=True).click()
    tab.heading("Documents")
    tab.says("Click on the 'Upload' button in the 'Documents' section.")
    tab.follow("Upload")
    tab.heading("Upload documents")
    tab.says("Upload the file from your local drive.")
    letter = tmp_path / "Discharge letter.pdf"
    letter.write_bytes(PDF)
    tab.page.get_by_label("Choose files from your device").set_input_files(letter)
    tab.says("Choose a folder from the drop-down list.")
    tab.page.get_by_label("Folder", exact=True).select_option(label="From the hospital")
    tab.says("Click on the 'Upload' or 'Upload & Share' button.")
    tab.press("Upload & Share")
    tab.heading("Share Discharge letter.pdf")
    tab.says("If you choose the 'Upload & Share' option, you can share the documents within or outside Practice.")
    tab.page.get_by_label("Somebody outside the practice").check()
    tab.page.get_by_label("Somebody at the practice").check()
    tab.page.get_by_label("Share with", exact=True).select_option(label="Care team")
    tab.says("Click on the 'Share' button.")
    tab.press("Share")
    tab.page.get_by_text("The document was shared.").wait_for()
    [given] = told(priya.ask("GET", "/documents"))["documents"]
    assert (given["name"], given["by"]["name"], given["patient"]) == (
        "Discharge letter.pdf",
        "Ana Alvarez",
        "Rosa Alvarez",
    )
    assert documents_of(rosa) == []


def sign_in_as_caregiver(laptop: Laptop, tab: Tab, who: Patient) -> None:
    """A sign-in starts as oneself; who has no record of their own is shown whom they care for."""
    pass_sign_in(laptop, tab, who)
    tab.heading("Record of Rosa Alvarez")
