"""Of the audit, of what leaves, and of the keys that we sign with."""

from typing import TYPE_CHECKING

from portal.store.item import Key
from portal.store.reading import Listing

if TYPE_CHECKING:
    from portal.store import items


def audit(owner: str, place: str) -> "Key[items.AuditEntry]":
    """AUDIT#6f1c…#202611 / 2026-11-22T05:50:00.123Z#k3v7…: the month is the place's own."""
    return Key(f"AUDIT#{owner}#{place[:7].replace('-', '')}", place)


def audit_month(owner: str, month: str, first: str, last: str) -> "Listing[items.AuditEntry]":
    return Listing(f"AUDIT#{owner}#{month}", between=(first, last))


def seal(owner: str, number: int) -> "Key[items.Seal]":
    """SEAL#6f1c… / 000000000042"""
    return Key(f"SEAL#{owner}", f"{number:012d}")


def seals(owner: str) -> "Listing[items.Seal]":
    return Listing(f"SEAL#{owner}")


def sealed(owner: str, entry: str) -> "Key[items.Sealed]":
    """SEALED#6f1c… / <place of the entry>: sealed once, however often the stream delivers it."""
    return Key(f"SEALED#{owner}", entry)


def outbox(outbox_id: str) -> "Key[items.Outbox]":
    """OUTBOX#k3v7… / OUTBOX"""
    return Key(f"OUTBOX#{outbox_id}", "OUTBOX")


def signing() -> "Key[items.Signing]":
    """SIGNING / SIGNING"""
    return Key("SIGNING", "SIGNING")
