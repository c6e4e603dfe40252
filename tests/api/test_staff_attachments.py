"""Files that staff send with a message (F4, G5): uploaded in the console, checked, opened by that account (C5)."""

import pytest

from tests.api.test_messages_once import all_cuts, cut_off, rows
from tests.circle import a_caregiver_of, account_of, ask, chart_of, log, told
from tests.cloud import Clock, Cloud, client, wrong_fields
from tests.documents import PDF, PNG, Json, bytes_at, document_of, enclosing, enclosure_of, put, uploaded
from tests.exporting import signs_in
from tests.messages import FRONT_DESK, answer, begun, made, opened, path_of, reply, seen_by, write_to
from tests.people import Patient, Practice, a_patient
from tests.staffing import Colleague, staff_of

pytestmark = pytest.mark.feature("F4", "F2")


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.fixture
def nora(practice: Practice) -> Colleague:
    return staff_of(practice, "front-desk")


def fetched(whom: Patient, thread: Json, attachment: Json, patient: Patient | None = None) -> bytes | None:
    path = f"{path_of(patient or whom, thread)}/attachments/{attachment['id']}"
    return bytes_at(told(ask(whom, "GET", path))["url"])


def log_of(nora: Colleague) -> list[Json]:
    found: list[Json] = told(staff_of(nora.practice).ask("GET", "/audit"))["entries"]
    return found


@pytest.mark.feature("G5", "A8")
def test_staff_answer_with_a_file_that_the_account_opens(rosa: Patient, nora: Colleague):
    thread = begun(rosa, FRONT_DESK)
    plan = enclosure_of(nora, "Care plan.png", PNG)
    assert (plan["state"], plan["name"], plan["content_type"]) == ("ready", "Care plan.png", "image/png")
    sent = made(answer(nora, thread, "Here it is.", attachments=[plan["id"]]))
    [attached] = sent["attachments"]
    assert {n: attached[n] for n in ("name", "content_type", "size")} == {
        "name": "Care plan.png", "content_type": "image/png", "size": len(PNG),
    }  # fmt: skip
    shown = opened(rosa, thread)
    assert shown["messages"][1]["attachments"] == [attached] == seen_by(nora, thread)["messages"][1]["attachments"]
    assert shown["thread"]["attachments"] is True
    assert fetched(rosa, thread, attached) == PNG
    assert bytes_at(told(nora.ask("GET", f"/documents/{attached['id']}/file"))["url"]) == PNG
    assert [e["action"] for e in log(rosa)][:2] == ["document.opened", "messages.viewed"]
    noted = [e["action"] for e in log_of(nora) if e["action"].startswith(("document.", "message."))]
    assert noted[:3] == ["document.opened", "message.sent", "document.uploaded"]
    assert "plan" not in str([log(rosa), log_of(nora)]).lower(), "without content"


def test_staff_begin_a_conversation_with_files_and_send_one_twice(rosa: Patient, nora: Colleague):
    plan, picture = enclosure_of(nora), enclosure_of(nora, "Map.png", PNG)
    ids = [plan["id"], picture["id"]]
    thread = made(write_to(nora, account_of(rosa), rosa, attachments=ids))
    again = made(answer(nora, thread, attachments=ids[:1]))
    [first] = opened(rosa, thread)["messages"][:1]
    assert [fetched(rosa, thread, each) for each in first["attachments"]] == [PDF, PNG]
    assert again["attachments"] == first["attachments"][:1]


def test_the_same_file_goes_to_many_and_fills_nobodys_storage(rosa: Patient, nora: Colleague, practice: Practice):
    for whom in (rosa, a_patient(practice, "Walter")):
        leaflet = enclosure_of(nora, "Leaflet.pdf")
        assert leaflet["state"] == "ready"
        made(write_to(nora, account_of(whom), whom, attachments=[leaflet["id"]]))
    assert rows("STORAGE") == rows("SAME-FILE") == []


@pytest.mark.feature("D8")
def test_what_staff_sent_is_not_among_the_documents_from_patients(rosa: Patient, nora: Colleague):
    made(write_to(nora, account_of(rosa), rosa, attachments=[enclosure_of(nora)["id"]]))
    for query in ("", "?state=attached", f"?chart={chart_of(rosa)}"):
        assert told(nora.ask("GET", f"/documents{query}"))["documents"] == []


@pytest.mark.feature("C5")
def test_nobody_but_that_account_and_the_practice_opens_it(
    cloud: Cloud, practice: Practice, rosa: Patient, nora: Colleague
):
    ana = a_caregiver_of(rosa)
    thread = made(write_to(nora, account_of(ana), rosa, attachments=[enclosure_of(nora)["id"]]))
    [attached] = opened(ana, thread, rosa)["messages"][0]["attachments"]
    assert fetched(ana, thread, attached, rosa) == PDF
    own = begun(rosa, FRONT_DESK)
    for other, through in ((rosa, thread), (rosa, own), (a_caregiver_of(rosa), thread)):
        assert ask(other, "GET", f"{path_of(rosa, through)}/attachments/{attached['id']}").status == 404
    assert ask(rosa, "GET", f"/api/charts/{chart_of(rosa)}/documents/{attached['id']}/file").status == 404
    assert not [e for e in log(rosa) if e["section"] == "documents" and e["by"].get("account") == account_of(ana)]
    far = staff_of(_another(cloud))
    assert far.ask("GET", f"/documents/{attached['id']}/file").status == 404
    assert fetched(ana, thread, attached, rosa) == PDF


@pytest.mark.feature("C5")
def test_a_file_of_somebody_else_cannot_be_sent_or_seen(
    cloud: Cloud, practice: Practice, rosa: Patient, nora: Colleague
):
    thread, mine = begun(rosa, FRONT_DESK), enclosure_of(nora)
    for other in (staff_of(practice), staff_of(_another(cloud))):
        assert other.ask("GET", f"/enclosures/{mine['id']}").status == 404
    _refused(answer(staff_of(practice), thread, attachments=[mine["id"]]))
    _refused(answer(nora, thread, attachments=[uploaded(rosa)["id"]]))
    assert set(wrong_fields(reply(rosa, thread, "Mine", attachments=[mine["id"]]))) == {"attachments"}
    assert len(rows("MESSAGE")) == 1


@pytest.mark.feature("G5")
def test_what_is_not_checked_or_was_refused_cannot_be_sent(cloud: Cloud, rosa: Patient, nora: Colleague):
    thread = begun(rosa, FRONT_DESK)
    waiting = enclosing(nora, "Plan.pdf")
    _refused(answer(nora, thread, attachments=[waiting["document"]["id"]]))
    wrong = enclosure_of(nora, "Plan.pdf", PNG)
    assert (wrong["state"], wrong["why"]) == ("refused", "mismatch")
    _refused(answer(nora, thread, attachments=[wrong["id"]]))
    _refused(write_to(nora, account_of(rosa), rosa, attachments=[enclosure_of(nora)["id"], wrong["id"]]))
    for name, size, field in (("Setup.exe", 5, "name"), ("Plan.pdf", 0, "size"), ("Plan.pdf", 50_000_001, "size")):
        assert set(wrong_fields(nora.ask("POST", "/enclosures", {"name": name, "size": size}))) == {field}
    many = [enclosure_of(nora, f"{n}.pdf")["id"] for n in range(6)]
    _refused(answer(nora, thread, attachments=many))
    assert len(made(answer(nora, thread, attachments=many[:5]))["attachments"]) == 5


@pytest.mark.feature("G1")
def test_what_is_not_sent_within_a_day_goes_and_what_was_sent_stays(
    cloud: Cloud, clock: Clock, rosa: Patient, nora: Colleague
):
    thread = begun(rosa, FRONT_DESK)
    sent, unsent = enclosure_of(nora, "Plan.png", PNG), enclosure_of(nora)
    waiting = enclosing(nora, "Never.pdf")["document"]
    [attached] = made(answer(nora, thread, attachments=[sent["id"]]))["attachments"]
    clock.forward(hours=25)
    nora.sign_in()
    _refused(answer(nora, thread, attachments=[unsent["id"]]))
    [ttl] = [row["ttl"]["N"] for row in rows("DOCUMENT") if row["id"]["S"] == waiting["id"]]
    assert int(ttl) < clock.now().timestamp()
    clock.forward(days=32)
    assert cloud.ops("PurgeDocuments", {})["purged"] == 3
    assert rows("DOCUMENT") == []
    kept = client("s3").list_objects_v2(Bucket=_bucket())["Contents"]
    assert [each["Size"] for each in kept if each["Key"].startswith("documents/")] == [len(PNG)]
    signs_in(rosa)
    assert fetched(rosa, thread, attached) == PNG


@pytest.mark.feature("F5", "X2")
@pytest.mark.parametrize("way", ["new", "answer"])
def test_a_send_that_is_cut_off_anywhere_brings_its_file_once(clock: Clock, rosa: Patient, nora: Colleague, way: str):
    thread = begun(rosa, FRONT_DESK)
    for number, (at, after) in enumerate(all_cuts()):
        file = enclosure_of(nora, f"{number}.pdf")["id"]
        more = {"idempotency_key": f"{way} {number}", "attachments": [file]}

        def go(more: Json = more) -> object:
            return write_to(nora, account_of(rosa), rosa, **more) if way == "new" else answer(nora, thread, **more)

        before = [len(rows(kind)) for kind in ("MESSAGE", "GIVEN")]
        with cut_off(at, after=after) as asked:
            first = go()
        if len(asked) < at:
            assert first.status == 201  # type: ignore[attr-defined]
            break
        assert first.status == 500  # type: ignore[attr-defined]
        half = [len(rows(kind)) for kind in ("MESSAGE", "GIVEN")]
        assert half in (before, [n + 1 for n in before]), "both or neither"
        clock.forward(seconds=31)
        second = made(go())  # type: ignore[arg-type]
        assert made(go()) == second  # type: ignore[arg-type]
        assert [len(rows(kind)) for kind in ("MESSAGE", "GIVEN")] == [n + 1 for n in before]
    assert number > 6


@pytest.mark.feature("X2", "G5")
def test_an_upload_that_is_cut_off_anywhere_is_begun_once(clock: Clock, nora: Colleague):
    for number, (at, after) in enumerate(all_cuts()):
        key = f"upload {number}"
        with cut_off(at, after=after) as asked:
            first = nora.ask("POST", "/enclosures", {"name": "Plan.pdf", "size": len(PDF)}, idempotency_key=key)
        if len(asked) < at:
            assert first.status == 201
            break
        clock.forward(seconds=31)
        again = enclosing(nora, "Plan.pdf", idempotency_key=key)
        assert enclosing(nora, "Plan.pdf", idempotency_key=key)["document"] == again["document"]
        assert len(rows("DOCUMENT")) == number + 1
    assert number > 4
    put(again, PDF)
    nora.cloud.settle()
    assert told(nora.ask("GET", f"/enclosures/{again['document']['id']}"))["state"] == "ready"


def test_it_is_seen_as_long_as_the_thread(rosa: Patient, nora: Colleague):
    """A closed one, too; and the account's own documents never held it."""
    thread = made(write_to(nora, account_of(rosa), rosa, attachments=[enclosure_of(nora)["id"]]))
    told(nora.ask("PATCH", f"/threads/{thread['id']}", {"state": "closed"}))
    [attached] = opened(rosa, thread)["messages"][0]["attachments"]
    assert fetched(rosa, thread, attached) == PDF
    assert document_of(rosa, uploaded(rosa))["state"] == "ready", "the same content is no second one of theirs"


def _refused(answer: object) -> None:
    assert set(wrong_fields(answer)) == {"attachments"}  # type: ignore[arg-type]


def _bucket() -> str:
    from portal.settings import settings

    return settings().documents_bucket


def _another(cloud: Cloud) -> Practice:
    told = cloud.ops("RegisterPractice", {"name": "Harbor Clinic", "phone": "555-0190"})
    return Practice(cloud, told["practice_id"], told["webhook_secret"], "Harbor Clinic")
