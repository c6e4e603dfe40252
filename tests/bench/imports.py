"""How long a fresh interpreter takes to import a function, next to `import boto3` and one client."""

import statistics
import subprocess
import sys

from local.place import ROOT
from local.template import Template

TIMES = 3
BASE = "import boto3; boto3.client('dynamodb', region_name='us-east-1')"
SCRIPT = """
import sys, time
sys.path[:0] = {paths!r}
begun = time.process_time()
{statement}
print(time.process_time() - begun)
"""


def seconds(statement: str) -> float:
    """CPU time, the median of a few fresh interpreters: a busy machine does not count."""
    paths = [str(ROOT / "layers/common"), str(ROOT / "functions")]
    command = [sys.executable, "-c", SCRIPT.format(paths=paths, statement=statement)]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(TIMES)]
    return statistics.median(float(run.stdout) for run in runs)


def report() -> list[str]:
    base = seconds(BASE)
    lines = [f"{'import':<26} {'ms':>6} {'ratio':>6}", f"{'boto3 and one client':<26} {base * 1000:>6.0f}   1.00"]
    for function in Template().functions():
        taken = seconds(f"import {function.handler.rpartition('.')[0]}")
        lines.append(f"{function.name:<26} {taken * 1000:>6.0f} {taken / base:>6.2f}")
    return lines
