"""A laptop cloud of the tests' own, started as `make run` does, with the ways in that the in-process one has."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import boto3
import httpx

from local.cloud import credentials
from local.gateway import HttpAnswer
from local.place import ROOT, Place
from tests import leaks

READY_WITHIN = 240
STOPPED_WITHIN = 180
SOON = 90
"""Seconds. On a busy machine a mail takes its time, and waiting costs nothing once it has come."""
PAUSE = 0.05


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def waited[T](look: Callable[[], T], enough: Callable[[T], bool]) -> T:
    """What is seen once it is enough, or what there is when nobody waits any longer."""
    end = time.monotonic() + SOON
    while not enough(found := look()) and time.monotonic() < end:
        time.sleep(PAUSE)
    return found


def until(true: Callable[[], object], what: str) -> None:
    """Waits for what comes by itself."""
    assert waited(true, bool), what


class Laptop:
    def __init__(self, state: Path) -> None:
        self.place = Place(state, _free_port(), _free_port())
        self._process: subprocess.Popen[str] | None = None
        self._clients: dict[str, Any] = {}
        self._sent: tuple[float, list[dict[str, Any]]] = (0, [])

    @classmethod
    def running(cls, state: Path) -> "Laptop":
        """The cloud that somebody else has started."""
        told = json.loads((state / "cloud.json").read_text())
        laptop = cls(state)
        laptop.place = Place(state, *(int(told[name].rpartition(":")[2]) for name in ("web", "aws")))
        return laptop

    def start(self) -> None:
        """Returns when it says that it is ready."""
        # It forgets its mails when it stops.
        self._sent = (0, [])
        self.place.state.mkdir(parents=True, exist_ok=True)
        self._log = self.place.state / "output"
        ports = ["--port", str(self.place.port), "--cloud-port", str(self.place.cloud_port)]
        command = [sys.executable, "-u", "-m", "local", "--state", str(self.place.state), *ports]
        with self._log.open("w") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, text=True)
        end = time.monotonic() + READY_WITHIN
        while "Ready after" not in self._log.read_text():
            assert self._process.poll() is None, self._log.read_text()
            assert time.monotonic() < end, self._log.read_text()
            time.sleep(0.1)

    def stop(self) -> None:
        """Ctrl-C."""
        if self._process and self._process.poll() is None:
            self.note_logs()
            self._process.send_signal(signal.SIGINT)
            self._process.wait(STOPPED_WITHIN)

    def note_logs(self) -> None:
        """For the tests that run last: what the functions logged since the start, and what was mailed and texted."""
        # MiniStack's own lines are no part of the product.
        own = re.compile(r"\d{4}-\d\d-\d\d \S+ [A-Z]+ \[|\[\d{4}-")
        for name in ("operations", "cloud"):
            lines = self.place.log(name).read_text().splitlines()
            for line in lines:
                if not own.match(line):
                    leaks.note_line(line)
        texts = self._http.get(f"{self.place.aws}/_ministack/sns/sms-messages").json()["sms_messages"]
        for mail in self._mails():
            leaks.note_sent(mail["To"][0], mail["BodyText"])
        for number, box in texts.items():
            leaks.note_sent(number, json.dumps(box))

    @property
    def web(self) -> str:
        return self.place.web

    @property
    def told(self) -> dict[str, Any]:
        """.local/cloud.json."""
        told: dict[str, Any] = json.loads(self.place.cloud_json.read_text())
        return told

    @cached_property
    def _http(self) -> httpx.Client:
        return httpx.Client(base_url=self.web, timeout=60)

    def megabytes(self) -> int:
        """Memory of all its processes, what they share counted once (PSS; 0 where /proc does not tell)."""
        marks = (str(self.place.state).encode(), f"GATEWAY_PORT={self.place.cloud_port}".encode())
        total = 0
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                about = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
                shares = re.search(r"^Pss:\s+(\d+)", (folder / "smaps_rollup").read_text(), re.MULTILINE)
            except OSError:
                continue
            if shares and any(mark in about for mark in marks):
                total += int(shares[1])
        return total // 1024

    def call(self, method: str, path: str, body: Any = b"", *, token: str = "", **headers: str) -> HttpAnswer:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            sent["authorization"] = f"Bearer {token}"
        if not isinstance(body, bytes | str):
            body, sent["content-type"] = json.dumps(body), "application/json"
        answer = self._http.request(method, path, content=body, headers=sent)
        told = HttpAnswer(answer.status_code, tuple(answer.headers.multi_items()), answer.content)
        leaks.note(body)
        leaks.note(told)
        return told

    def aws(self, service: str) -> Any:
        """A client of somebody who may do everything."""
        if service not in self._clients:
            env = credentials(self.place)
            session = boto3.Session(env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"], region_name="us-east-1")
            self._clients[service] = session.client(service, endpoint_url=self.place.aws)  # type: ignore[call-overload]
        return self._clients[service]

    def items(self, *tables: str) -> Iterator[dict[str, Any]]:
        """Everything in `table` and `audit_table`, or in one of them, as DynamoDB keeps it."""
        for table in tables or ("table", "audit_table"):
            for page in self.aws("dynamodb").get_paginator("scan").paginate(TableName=self.told[table]):
                yield from page["Items"]

    def acting_as(self, function: str, service: str, **about: Any) -> Any:
        """A client with the credentials of a function's own role; `about` is boto3's."""
        role = json.loads((self.place.state / "stack.json").read_text())["roles"][function]
        given = self.aws("sts").assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]
        keys = (given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])
        session = boto3.Session(*keys, "us-east-1")
        return session.client(service, endpoint_url=self.place.aws, **about)  # type: ignore[call-overload]

    def account_id(self, username: str) -> str:
        credentials = (item for item in self.items("table") if item["kind"]["S"] == "CREDENTIAL")
        found = next(item for item in credentials if item.get("username", {}).get("S") == username)
        return str(found["account_id"]["S"])

    def sam(self, *arguments: str) -> str:
        """What an operator types."""
        command = [str(ROOT / ".venv-sam/bin/sam"), *arguments]
        environment = os.environ | credentials(self.place) | {"SAM_CLI_TELEMETRY": "0"}
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
        return done.stdout

    @cached_property
    def functions(self) -> dict[str, str]:
        """Logical id → the deployed function's name."""
        pages = self.aws("cloudformation").get_paginator("list_stack_resources").paginate(StackName="kinchart-local")
        resources = [r for page in pages for r in page["StackResourceSummaries"]]
        kind = "AWS::Lambda::Function"
        return {r["LogicalResourceId"]: r["PhysicalResourceId"] for r in resources if r["ResourceType"] == kind}

    def ops(self, name: str, event: dict[str, Any]) -> dict[str, Any]:
        answer = self.aws("lambda").invoke(FunctionName=self.functions[name], Payload=json.dumps(event))
        told: dict[str, Any] = json.loads(answer["Payload"].read())
        leaks.note([event, told])
        return told

    def mails(self, to: str, count: int = 1) -> list[dict[str, Any]]:
        """Mails to an address, oldest first; waits until there are so many."""
        found = waited(lambda: [m for m in self._mails() if to in m["To"]], lambda found: len(found) >= count)
        return [{"subject": m["Subject"], "text": m["BodyText"], "html": m["BodyHtml"]} for m in found]

    def _mails(self) -> list[dict[str, Any]]:
        """All that were sent. MiniStack gives all or none, so they are fetched when there are more than before."""
        count = self.aws("sesv2").get_account()["SendQuota"]["SentLast24Hours"]
        if count != self._sent[0]:
            told = self._http.get(f"{self.place.aws}/_ministack/ses/messages").json()["messages"]
            self._sent = (count, [mail for mails in told.values() for mail in mails])
        return self._sent[1]

    def is_told(self, to: str, words: str) -> bool:
        """Whether a mail to an address says this; waits for it."""
        return waited(lambda: any(words in mail["text"] for mail in self.mails(to, 0)), bool)

    def codes(self, to: str) -> list[str]:
        """The six-digit codes that were mailed to an address so far, oldest first."""
        texts = [mail["text"] for mail in self.mails(to, 0)]
        return [m[1] for text in texts if (m := re.search(r"^(\d{6})$", text, re.MULTILINE))]

    def code(self, to: str, nth: int = 1) -> str:
        """The nth six-digit code that was mailed to an address (-1: the newest there is); waits for it."""
        return _nth(lambda: self.codes(to), nth, to)

    def text_code(self, to: str, nth: int = 1) -> str:
        """The nth that was texted to a number; waits for it."""
        return _nth(lambda: self.text_codes(to), nth, to)

    def text_codes(self, to: str) -> list[str]:
        """The codes that were texted to a number (E.164) so far, oldest first."""
        asked = {"phoneNumber": to}
        sent = self._http.get(f"{self.place.aws}/_ministack/sns/sms-messages", params=asked).json()["sms_messages"]
        return [m[1] for each in sent.get(to, []) if (m := re.search(r"\b(\d{6})\b", each["Message"]))]


def _nth(found: Callable[[], list[str]], nth: int, to: str) -> str:
    codes = waited(found, lambda codes: len(codes) >= max(nth, 1))
    assert len(codes) >= max(nth, 1), f"no code number {nth} for {to}"
    return codes[nth - 1] if nth > 0 else codes[nth]
