"""Who has what to read is counted in the transaction that changes it. After a thousand random operations of several
people at once, on the laptop cloud, whose transactions are atomic, every count is what a recount finds (F2).
"""

import random
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest

from local.gateway import HttpAnswer
from tests.circle import account_of, ask, chart_of, members, told
from tests.e2e.laptop import Laptop
from tests.invitees import a_caregiver
from tests.people import Patient, Practice, a_patient, a_practice
from tests.staffing import Colleague, staff_of

OPERATIONS, AT_ONCE, SEED = 1000, 6, 20261122
MOST_THREADS = 30
"""So few that people meet on them."""


@dataclass
class Office:
    """Everybody who writes, and the threads that there are so far, each with whose it is."""

    practice: Practice
    accounts: list[Patient]
    staff: list[Colleague]
    chart: str
    threads: list[tuple[Patient, str]] = field(default_factory=list)

    def begin(self, luck: random.Random) -> HttpAnswer:
        whose = luck.choice(self.accounts)
        to = luck.choice(["team:clinician", luck.choice(self.staff).account_id])
        body = {"to": to, "subject": f"About {luck.random()}", "content": "A question", "attachments": []}
        answer = ask(whose, "POST", f"/api/charts/{self.chart}/threads", body, idempotency_key=uuid.uuid4().hex)
        return self._noted(whose, answer)

    def begin_by_staff(self, luck: random.Random) -> HttpAnswer:
        whose = luck.choice(self.accounts)
        body = {"account": account_of(whose), "subject": f"News {luck.random()}", "content": "Please look"}
        answer = self._by_staff(luck, "POST", f"/patients/{self.chart}/threads", body)
        return self._noted(whose, answer)

    def reply(self, luck: random.Random) -> HttpAnswer:
        whose, thread = luck.choice(self.threads)
        body = {"content": f"More {luck.random()}", "attachments": []}
        path = f"/api/charts/{self.chart}/threads/{thread}/messages"
        key = uuid.uuid4().hex
        answer = ask(whose, "POST", path, body, idempotency_key=key)
        # The answer of every fifth was lost, and it is sent again.
        return ask(whose, "POST", path, body, idempotency_key=key) if luck.random() < 0.2 else answer

    def read(self, luck: random.Random) -> HttpAnswer:
        whose, thread = luck.choice(self.threads)
        path = f"/api/charts/{self.chart}/threads/{thread}"
        shown = told(ask(whose, "GET", path))["thread"]["count"]
        return ask(whose, "PUT", f"{path}/read", {"count": shown})

    def answer(self, luck: random.Random) -> HttpAnswer:
        _, thread = luck.choice(self.threads)
        return self._by_staff(luck, "POST", f"/threads/{thread}/messages", {"content": f"Yes {luck.random()}"})

    def look(self, luck: random.Random) -> HttpAnswer:
        _, thread = luck.choice(self.threads)
        shown = told(luck.choice(self.staff).ask("GET", f"/threads/{thread}"))["thread"]["count"]
        return self._by_staff(luck, "PATCH", f"/threads/{thread}", {"seen": shown})

    def change(self, luck: random.Random) -> HttpAnswer:
        """Marked as not seen, closed, opened, or handed over."""
        _, thread = luck.choice(self.threads)
        assignee = luck.choice(["team:front-desk", luck.choice(self.staff).account_id])
        change = luck.choice([{"seen": False}, {"state": "closed"}, {"state": "open"}, {"assignee": assignee}])
        return self._by_staff(luck, "PATCH", f"/threads/{thread}", change)

    def tell(self, luck: random.Random) -> HttpAnswer:
        """The practice's own system writes; every other time it sends the same again."""
        _, thread = luck.choice(self.threads)
        data = {"patient_id": self.accounts[0].id, "thread_id": thread, "from": luck.choice(self.staff).account_id}
        data |= {"subject": "", "content": f"Told {luck.random()}"}
        sent = [self.practice.send("message.sent", data, webhook_id=f"msg_{luck.random()}") for _ in range(2)]
        return sent[-1]

    def _by_staff(self, luck: random.Random, method: str, path: str, body: dict[str, Any]) -> HttpAnswer:
        return luck.choice(self.staff).ask(method, path, body, idempotency_key=uuid.uuid4().hex)

    def _noted(self, whose: Patient, answer: HttpAnswer) -> HttpAnswer:
        if answer.status == 201:
            self.threads.append((whose, str(answer.json()["id"])))
        return answer

    def work(self, seed: int) -> Counter[str]:
        """One person's share: what was done how often, and how it was answered."""
        luck, done = random.Random(seed), Counter[str]()
        often: list[Callable[[random.Random], HttpAnswer]] = [
            self.reply, self.reply, self.read, self.read, self.answer, self.answer, self.look, self.change, self.tell,
        ]  # fmt: skip
        for _ in range(OPERATIONS // AT_ONCE):
            few = len(self.threads) < MOST_THREADS
            do = luck.choice([self.begin, self.begin_by_staff]) if few and luck.random() < 0.3 else luck.choice(often)
            answer = do(luck)
            assert answer.status in (200, 201, 202, 409), (do.__name__, answer.status, answer.body)
            done[f"{do.__name__} {answer.status}"] += 1
        return done


@pytest.fixture(scope="module")
def office(laptop: Laptop) -> Office:
    practice = a_practice(laptop)
    staff = [staff_of(practice, role) for role in ("administrator", "clinician", "front-desk")]
    rosa = a_patient(practice)
    made = Office(practice, [rosa, a_caregiver(rosa), a_caregiver(rosa)], staff, chart_of(rosa))
    for number in range(AT_ONCE):
        assert made.begin(random.Random(number)).status == 201
    return made


@pytest.mark.feature("F2", "F4", "X2")
def test_counts_are_what_a_recount_finds_after_a_thousand_operations_at_once(laptop: Laptop, office: Office) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = sum(pool.map(office.work, range(SEED, SEED + AT_ONCE)), Counter())
    met = sum(count for name, count in done.items() if name.endswith("409"))
    assert met < sum(done.values()) / 4, done
    threads = _agree(laptop, office)
    assert any(each["unread"] for each in threads), done
    assert any(each["unseen"] for each in threads), done
    for whose, thread in office.threads:
        path = f"/api/charts/{office.chart}/threads/{thread}"
        count = told(ask(whose, "GET", path))["thread"]["count"]
        told(ask(whose, "PUT", f"{path}/read", {"count": count}))
        told(office.staff[0].ask("PATCH", f"/threads/{thread}", {"seen": count}))
    assert not any(each["unread"] or each["unseen"] for each in _agree(laptop, office))


def _agree(laptop: Laptop, office: Office) -> list[dict[str, Any]]:
    """The threads of the office, after every count was found right: in the table, and as people are told."""
    items = [_plain(item) for item in laptop.items("table")]
    threads = [each for each in items if each["kind"] == "THREAD" and each["practice_id"] == office.practice.id]
    assert {each["id"] for each in threads} == {thread for _, thread in office.threads}
    [inbox] = [each for each in items if each["kind"] == "INBOX" and each["practice_id"] == office.practice.id]
    assert inbox["unseen"] == sum(each["unseen"] for each in threads) == _told_to(office.staff[0])
    for whose in office.accounts:
        mine = [each for each in threads if each["account_id"] == account_of(whose)]
        boxes = [each for each in items if each["kind"] == "MAILBOX" and each["account_id"] == account_of(whose)]
        unread = sum(each["unread"] for each in mine)
        assert [sum(each["unread"] for each in boxes), _shown(whose, office.chart)] == [unread, unread]
    for thread in threads:
        numbers = sorted(
            each["number"] for each in items if each["kind"] == "MESSAGE" and each["thread_id"] == thread["id"]
        )
        assert numbers == list(range(1, thread["count"] + 1))
    return threads


def _told_to(staff: Colleague) -> int:
    """What a member of staff is told of the practice."""
    return int(told(staff.cloud.call("GET", "/api/staff", token=staff.token))["unseen"])


def _shown(whose: Patient, chart: str) -> int:
    """What the account is told of a chart."""
    return int(next(each["unread"] for member in members(whose) for each in member["charts"] if each["id"] == chart))


def _plain(item: dict[str, Any]) -> dict[str, Any]:
    """Numbers, truths and texts of a row."""
    told = {name: next(iter(value.items())) for name, value in item.items()}
    return {
        name: int(value) if kind == "N" else value for name, (kind, value) in told.items() if kind in ("N", "BOOL", "S")
    }
