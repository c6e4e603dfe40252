"""`python -m tests`: all tests, those in this process and those on two laptop clouds, side by side, and one last line.

A browser's tests mostly wait, so three parts keep two processors busy. Ends with 1 when a test failed; what follows the
command goes to pytest.
"""

import re
import subprocess
import sys
import threading
import time
from pathlib import Path

E2E = sorted(str(file) for file in Path("tests/e2e").glob("test_*.py"))
LAST = "tests/e2e/test_last.py"
"""Looks at what the other tests left behind on their cloud."""
E2E.remove(LAST)
PARTS = {
    "in-process": ["tests", "--ignore=tests/e2e"],
    "on a laptop cloud": [*E2E[::2], LAST],
    "on another": [*E2E[1::2], LAST],
}
_PASSED = re.compile(r"(\d+) passed")


class Part(threading.Thread):
    """One run of pytest, whose lines are shown as they come."""

    def __init__(self, name: str, tests: list[str]) -> None:
        super().__init__(daemon=True)
        self.name, self.passed, self.status = name, 0, 1
        self._command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *tests, *sys.argv[1:]]

    def run(self) -> None:
        process = subprocess.Popen(self._command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
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
