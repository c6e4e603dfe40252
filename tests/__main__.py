"""`python -m tests`: all tests in three parts side by side, two of them on a laptop cloud each; one line at the end.

Tests with a browser wait for something half of the time, so that three parts keep two processors busy. Each part has
its own last tests, which see what it left behind. Ends with 1 when a test failed; what follows the command goes to
pytest.
"""

import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

FIRST = sorted(map(str, Path("tests/e2e").glob("test_[a-g]*.py")))
"""About half of the time that the browser tests take."""
PARTS = {
    "in-process": ["tests", "--ignore=tests/e2e"],
    "e2e-a-g": [*FIRST, "tests/e2e/test_last.py"],
    "e2e-h-z": ["tests/e2e", *(f"--ignore={path}" for path in FIRST)],
}
_PASSED = re.compile(r"(\d+) passed")


class Part(threading.Thread):
    """One run of pytest, whose lines are shown as they come."""

    def __init__(self, name: str, tests: list[str]) -> None:
        super().__init__(daemon=True)
        self.name, self.passed, self.status = name, 0, 1
        self._command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *tests, *sys.argv[1:]]

    def run(self) -> None:
        process = subprocess.Popen(
            self._command,
            env=os.environ | {"KINCHART_PART": self.name},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert process.stdout
        for line in process.stdout:
            print(f"{self.name} | {line.rstrip()}", flush=True)
            found = _PASSED.search(line)
            self.passed = int(found[1]) if found else self.passed
        self.status = process.wait()


def main() -> str | None:
    begun = time.monotonic()
    parts = [Part(name, tests) for name, tests in PARTS.items()]
    for part in parts:
        part.start()
    for part in parts:
        part.join()
    told = ", ".join(f"{part.passed} {part.name}" for part in parts)
    minutes, seconds = divmod(round(time.monotonic() - begun), 60)
    failed = [part.name for part in parts if part.status]
    if failed:
        return f"Failed: {' and '.join(failed)}. Passed: {told}. {minutes} min {seconds} s."
    print(f"All passed: {told}. {minutes} min {seconds} s.")
    return None


if __name__ == "__main__":
    sys.exit(main())
