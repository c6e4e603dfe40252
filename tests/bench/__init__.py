"""`make bench`: what each operation costs."""

import sys

from local.place import ROOT

# What pytest gets from pyproject.toml.
sys.path[:0] = [str(ROOT / folder) for folder in ("layers/common", "functions")]
