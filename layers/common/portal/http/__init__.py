"""HTTP: how a file under functions/ becomes an operation, and everything that each operation does alike."""

from .answer import Empty, SetCookie, answer
from .handler import forward, handler
from .operation import OPERATIONS, operation, resolver
from .request import Anyone, Request

__all__ = [
    "OPERATIONS", "Anyone", "Empty", "Request", "SetCookie", "answer", "forward", "handler", "operation", "resolver",
]  # fmt: skip
