"""Of documents: an account's own, what practices were given, links for others."""

from typing import TYPE_CHECKING

from portal.store.item import Key
from portal.store.reading import Listing

if TYPE_CHECKING:
    from portal.store import items


def document(account_id: str, member_id: str, document_id: str) -> "Key[items.Document]":
    """DOCS#6f1c…#k3v7… / DOCUMENT#m3x5…"""
    return Key(f"DOCS#{account_id}#{member_id}", f"DOCUMENT#{document_id}")


def documents(account_id: str, member_id: str, folder_id: str) -> "Listing[items.Document]":
    """Of one folder, by date: DOCS#6f1c…#k3v7… / FOLDER#f3x5…#2026-11-22T05:50:00.123Z#m3x5…; the top has no name."""
    return Listing(f"DOCS#{account_id}#{member_id}", begins=f"FOLDER#{folder_id}#", index="byDate")


def deleted_documents(account_id: str, member_id: str) -> "Listing[items.Document]":
    """DOCS#6f1c…#k3v7… / DELETED#2026-11-22T05:50:00.123Z#m3x5…"""
    return Listing(f"DOCS#{account_id}#{member_id}", begins="DELETED#", index="byDate")


def purge(day: str) -> "Listing[items.Document]":
    """What was deleted on a day: GSI1 PURGE#2026-11-22 / 2026-11-22T05:50:00.123Z#m3x5…"""
    return Listing(f"PURGE#{day}", index="GSI1")


def folder(account_id: str, member_id: str, folder_id: str) -> "Key[items.Folder]":
    """DOCS#6f1c…#k3v7… / FOLDER#f3x5…"""
    return Key(f"DOCS#{account_id}#{member_id}", f"FOLDER#{folder_id}")


def folders(account_id: str, member_id: str) -> "Listing[items.Folder]":
    return Listing(f"DOCS#{account_id}#{member_id}", begins="FOLDER#")


def same_file(account_id: str, member_id: str, digest: str) -> "Key[items.SameFile]":
    """DOCS#6f1c…#k3v7… / SAME#<SHA-256>"""
    return Key(f"DOCS#{account_id}#{member_id}", f"SAME#{digest}")


def storage(account_id: str) -> "Key[items.Storage]":
    """DOCS#6f1c… / STORAGE"""
    return Key(f"DOCS#{account_id}", "STORAGE")


def given(given_id: str) -> "Key[items.Given]":
    """Of q7a2…_m3x5…: CHART#q7a2… / GIVEN#q7a2…_m3x5…"""
    return Key(f"CHART#{given_id.partition('_')[0]}", f"GIVEN#{given_id}")


def given_of_chart(chart_id: str) -> "Listing[items.Given]":
    """By date: CHART#q7a2… / GIVEN#2026-11-22T05:50:00.123Z#q7a2…_m3x5…"""
    return Listing(f"CHART#{chart_id}", begins="GIVEN#", index="byDate")


def given_to_practice(practice_id: str, state: str) -> "Listing[items.Given]":
    """GSI1 PRACTICE#p5r3… / GIVEN#NEW#2026-11-22T05:50:00.123Z#…, also SEEN and ATTACHED: as it was a moment ago."""
    return Listing(f"PRACTICE#{practice_id}", begins=f"GIVEN#{state}#", index="GSI1")


def link(digest: str) -> "Key[items.Link]":
    """LINK#<digest of the link's token> / LINK"""
    return Key(f"LINK#{digest}", "LINK")


def links(account_id: str, member_id: str, document_id: str) -> "Listing[items.Link]":
    """Of one document: GSI1 DOCS#6f1c…#k3v7… / LINK#m3x5…#<id>: as it was a moment ago."""
    return Listing(f"DOCS#{account_id}#{member_id}", begins=f"LINK#{document_id}#", index="GSI1")
