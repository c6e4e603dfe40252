"""Imported once by the process that workers are forked from, so that they share its memory."""

import contextlib

from local.gateway import Gateway
from local.workers import add_code_to_path

add_code_to_path()
_gateway = Gateway()
for _function in _gateway.functions.values():
    # A file that does not import must not keep the others from starting; calling it says what is wrong.
    with contextlib.suppress(Exception):
        _gateway.handler(_function)
