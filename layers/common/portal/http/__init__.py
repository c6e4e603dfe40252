"""HTTP: how a file under functions/ becomes an operation, and everything that each operation does alike."""

from .answer import SetCookie, answer
from .handler import handler
from .operation import OPERATIONS, operation, resolver
from .request import Anyone, Request

__all__ = ["OPERATIONS", "Anyone", "Request", "SetCookie", "answer", "handler", "operation", "resolver"]
