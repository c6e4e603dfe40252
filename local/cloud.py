"""MiniStack's process: started with IAM enforced and its state kept, stopped so that the state is written."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from local.place import Place, Problem

STARTED_WITHIN = 60
STOPPED_WITHIN = 60
"""Seconds."""


class Cloud:
    def __init__(self, place: Place) -> None:
        self._place = place
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def _state(self) -> Path:
        return self._place.state / "cloud"

    def end_orphan(self) -> None:
        """A MiniStack whose `make run` was killed still holds the port, and all that was written since its start."""
        note = self._place.tmp / f"ministack-{self._place.cloud_port}.pid"
        if not note.exists() or not self._answers():
            return
        with contextlib.suppress(ProcessLookupError):
            pid = int(note.read_text())
            os.kill(pid, signal.SIGTERM)
            end = time.monotonic() + STOPPED_WITHIN
            while time.monotonic() < end:
                os.kill(pid, 0)
                time.sleep(0.1)

    def start(self) -> None:
        """Returns when every service answers."""
        self._place.empty_tmp()
        (self._state / "s3").mkdir(parents=True, exist_ok=True)
        self._forget_stream_positions()
        environment = {
            **os.environ,
            "AUTH": "true",
            "PERSIST_STATE": "1",
            "STATE_DIR": str(self._state),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(self._state / "s3"),
            "TMPDIR": str(self._place.tmp),
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(self._place.cloud_port),
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            **credentials(self._place),
        }
        with self._place.log("cloud").open("w") as log:
            # A session of its own: Ctrl-C in the terminal must not reach it before the workers are gone.
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ministack.app"],
                env=environment, stdout=log, stderr=log, cwd=self._place.tmp, start_new_session=True,
            )  # fmt: skip
        self._wait()

    def stop(self) -> None:
        """State is written on SIGTERM only."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOPPED_WITHIN)
            except subprocess.TimeoutExpired:
                self._process.kill()
        # multiprocessing removes its own folder when this process ends.
        self._place.empty_tmp(but="pymp-*")

    def _wait(self) -> None:
        end = time.monotonic() + STARTED_WITHIN
        while time.monotonic() < end:
            if self._process is not None and self._process.poll() is not None:
                break
            if self._answers():
                return
            time.sleep(0.05)
        raise Problem(f"MiniStack did not start: {self._place.log('cloud')} says why. `make clean` starts afresh.")

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self._place.aws}/_ministack/ready", timeout=2):
                return True
        except OSError:
            return False

    def _forget_stream_positions(self) -> None:
        """MiniStack keeps how far each stream was read but not the stream: it would skip that many new records."""
        kept = self._state / "lambda.json"
        if kept.exists():
            state = json.loads(kept.read_text())
            state["payload"]["dynamodb_stream_positions"]["data"] = {}
            kept.write_text(json.dumps(state))


def credentials(place: Place) -> dict[str, str]:
    """The environment of somebody who may do everything in the laptop's cloud."""
    return {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": place.aws,
        # Nobody's real credentials and settings get in.
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
