"""Names of documents and folders, as people write them and their devices send them."""

import unicodedata

from portal.errors import Invalid

LONGEST = 200
LONGEST_FOLDER = 100
#: Letters of Persian and of many Indian scripts change with them; every other invisible mark may hide an ending.
_JOINERS = "\u200c\u200d"


def of_document(name: str) -> str:
    """Without the folders of a path, invisible marks and outer spaces. Invalid for nothing, or for too much."""
    return _checked(name.replace("\\", "/").rpartition("/")[2], LONGEST)


def of_folder(name: str) -> str:
    return _checked(name, LONGEST_FOLDER)


def _checked(name: str, longest: int) -> str:
    visible = "".join(c for c in name if not unicodedata.category(c).startswith("C") or c in _JOINERS)
    found = " ".join(unicodedata.normalize("NFC", visible).split()).strip(" .")
    if not found:
        raise Invalid.field("name", "missing", "Give it a name")
    if len(found) > longest:
        raise Invalid.field("name", "too_long", f"This name is too long. Use at most {longest} characters")
    return found
