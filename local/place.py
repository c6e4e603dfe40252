"""Where one laptop cloud lives: its ports and its folder. Tests run their own beside a developer's."""

import fcntl
import shutil
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).parent.parent


class Problem(Exception):
    """Something the person at the keyboard can mend. Its text is one line that says what to do."""


@dataclass(frozen=True)
class Place:
    """`state` holds everything that is kept, `state/tmp` everything that is not."""

    state: Path = ROOT / ".local"
    port: int = 8000
    cloud_port: int = 4566

    @property
    def web(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def aws(self) -> str:
        return f"http://127.0.0.1:{self.cloud_port}"

    @property
    def tmp(self) -> Path:
        return self.state / "tmp"

    @property
    def cloud_json(self) -> Path:
        return self.state / "cloud.json"

    def log(self, name: str) -> Path:
        """The file that a part of the cloud writes to; parts share the folder `log`."""
        folder = self.state / "log"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / name

    def empty_tmp(self, *, but: str = "*.none") -> None:
        """`but` is a pattern of names that stay."""
        self.tmp.mkdir(parents=True, exist_ok=True)
        for path in self.tmp.iterdir():
            if not path.match(but):
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def hold(self) -> TextIO:
        """Keep the result open: it makes this process the folder's only one. Raises Problem when there is another."""
        self.state.mkdir(parents=True, exist_ok=True)
        lock = (self.state / "lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Problem(f"make run is running already: see {self.web}, or stop it with Ctrl-C.") from None
        return lock

    def need_ports(self) -> None:
        """Raises Problem when another program listens where this one wants to."""
        for port, option in ((self.port, "--port"), (self.cloud_port, "--cloud-port")):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    raise Problem(
                        f"Port {port} is taken: stop the program that has it (another make run?), "
                        f"or choose another port: python -m local {option} {port + 1}"
                    )
