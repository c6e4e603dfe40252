"""`python -m tests`: all tests, those in this process and those on a laptop cloud, side by side; one line at the end.

Each half has a processor of its own that way. Ends with 1 when a test failed; what follows the command goes to pytest.
"""

import re
import subprocess
import sys
import threading
import time

HALVES = {"in-process": ["tests", "--ignore=tests/e2e"], "on the laptop cloud": ["tests/e2e"]}
_PASSED = re.compile(r"(\d+) passed")


class Half(threading.Thread):
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
    halves = [Half(name, tests) for name, tests in HALVES.items()]
    for half in halves:
        half.start()
    for half in halves:
        half.join()
    told = ", ".join(f"{half.passed} {half.name}" for half in halves)
    minutes, seconds = divmod(round(time.monotonic() - begun), 60)
    failed = [half.name for half in halves if half.status]
    if failed:
        return f"Failed: {' and '.join(failed)}. Passed: {told}. {minutes} min {seconds} s."
    print(f"All passed: {told}. {minutes} min {seconds} s.")
    return None


if __name__ == "__main__":
    sys.exit(main())
