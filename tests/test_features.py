"""docs/features.md tells what the tests show, no more and no less."""

import re
import subprocess
import sys

from tests.features import ROOT, sections


def test_the_page_is_what_the_tests_say_and_every_mark_is_in_the_checklist():
    # A process of its own: pytest inside pytest would collect with this run's plugins.
    done = subprocess.run([sys.executable, "-m", "tests.features", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_ids_of_each_section_count_up_from_one():
    for heading, rows in sections().items():
        numbers = [re.fullmatch(rf"{heading[0]}(\d+)\+?", name) for name in rows]
        assert [int(n[1]) if n else None for n in numbers] == list(range(1, len(rows) + 1)), heading
