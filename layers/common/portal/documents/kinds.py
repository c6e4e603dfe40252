"""Which files are taken: by the endings of their names, and why others are not. What is in a file, `looking` finds.

What a browser or an office program would run is not kept, so that nobody is handed a trap in a practice's name.
"""

from portal.errors import Invalid

TAKEN: dict[str, str] = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "jpe": "image/jpeg", "jfif": "image/jpeg",
    "png": "image/png", "gif": "image/gif", "webp": "image/webp", "bmp": "image/bmp",
    "heic": "image/heic", "heif": "image/heic", "tif": "image/tiff", "tiff": "image/tiff",
    "txt": "text/plain", "csv": "text/csv", "rtf": "application/rtf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
}  # fmt: skip
"""Media types by the endings of names. The first ending of each is added to a name that has none."""

WHY: dict[str, str] = {
    "empty": "This file is empty. Choose it again, or make it anew",
    "too-large": "A file may have at most 50 MB. Make the pictures smaller, or send it in parts",
    "type": "This kind of file is not taken. Save it as a PDF or a picture and upload that",
    "mismatch": "The ending of the name does not fit what is in the file. Upload the original under its own name",
    "active": "Web pages and drawings with scripts are not taken. Print it into a PDF and upload that",
    "program": "Programs are not taken",
    "archive": "Packed files are not taken. Unpack it and upload the files one by one",
    "macros": "This file has macros, which are small programs. Save it without them, or as a PDF, and upload that",
    "old-office": "Old or locked Office files are not taken. Save it as DOCX, XLSX, PPTX or PDF, without a password",
    "damaged": "This file is damaged and cannot be opened. Choose it again, or make it anew",
    "malware": "Something harmful was found in this file. It was not kept. Have your computer checked for viruses",
    "unchecked": "This file could not be checked. Save it without a password, or as a PDF, and upload that",
    "same-file": "You have this file already",
    "storage-full": "Your storage is full. Delete documents that you do not need any more, then upload it again",
}
"""Why a document is refused, and what to do instead."""

_REFUSED = {
    "active": "html htm xhtml xht mhtml svg svgz xml xsl js mjs hta vbs vbe wsf ps1 bat cmd sh bash php",
    "program": "exe msi dll com scr pif cpl lnk apk app dmg pkg deb rpm jar bin",
    "archive": "zip rar 7z tar gz tgz bz2 xz zst cab iso img",
    "macros": "docm dotm xlsm xltm xlsb xlam pptm potm ppsm ppam",
    "old-office": "doc dot xls xlt ppt pps pot",
    "type": "mp3 m4a wav ogg mp4 m4v mov avi mkv webm wmv dcm psd eps ps ai",
}
REFUSED: dict[str, str] = {ending: why for why, endings in _REFUSED.items() for ending in endings.split()}


def ending(name: str) -> str:
    """In small letters, without the dot; empty where the name has none that is known."""
    found = name.rpartition(".")[2].strip().lower() if "." in name else ""
    return found if found in TAKEN or found in REFUSED else ""


def check_ending(name: str) -> None:
    """Invalid for one that is never taken: it need not be uploaded to be refused."""
    if why := REFUSED.get(ending(name)):
        raise Invalid.field("name", why, WHY[why])


def named(name: str, media: str) -> str:
    """With an ending that fits the media type. Invalid for one that tells of another."""
    said, media = ending(name), media.partition(";")[0]
    if not said:
        return f"{name}.{next(each for each, taken in TAKEN.items() if taken == media)}"
    if TAKEN.get(said) != media:
        raise Invalid.field("name", "mismatch", WHY["mismatch"])
    return name
