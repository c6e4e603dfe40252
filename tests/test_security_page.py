"""docs/security.md names a test for every line of its checklist, and each of them exists."""

import ast
import re

from local.place import ROOT

PAGE = (ROOT / "docs/security.md").read_text()


def test_every_test_that_the_checklist_names_exists():
    named = re.findall(r"`([\w/]+\.py)::(test_\w+)`", PAGE)
    assert len(named) > 40
    missing = [f"{file}::{name}" for file, name in named if name not in names_in(file)]
    assert missing == []


def names_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / "tests" / file).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_line_of_the_checklist_names_a_test():
    lines = [line for line in PAGE.splitlines() if line.startswith("| ")]
    assert [line for line in lines[1:] if "test_" not in line] == []
