"""What a file is, by its bytes: the name is only believed where it tells the same (G5)."""

import re
import zipfile
import zlib
from io import BytesIO

from portal.records import files

from . import kinds

MOST_BYTES = 50_000_000
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xfe\xed\xfa")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|svg|iframe|object|\?xml|!--)", re.IGNORECASE)
#: What can be run when somebody takes a picture for a page; the ends are where it is hidden.
_IN_PICTURE = re.compile(rb"<(?:!doctype\s+html|html|script|svg|iframe)", re.IGNORECASE)
_ENDS = 65_536
_OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_MACROS = re.compile(r"vbaproject\.bin$|/macrosheets/|/activex/|^basic/|^scripts/", re.IGNORECASE)
#: Objects are opened by other programs, templates fetched from elsewhere, and DDE starts a program.
_LIVE_RTF = re.compile(
    rb"\\obj(?:data|ocx|upd|autlink)|\\template\b.{0,9}?(?:https?:|\\\\\\\\)|\\fldinst.{0,60}?\bdde(?:auto)?\b",
    re.IGNORECASE | re.DOTALL,
)
_CONTENT_TYPES = "[Content_Types].xml"
_LONGEST_LIST = 1_000_000
#: Telephones call the same format by several names; what else is in such a box is a film.
_HEIC = re.compile(rb"....ftyp(?:hei[cxms]|hev[cxms]|(?:mif1|msf1).{4}.{0,24}?hei[cx])", re.DOTALL)
_OTHER_NAMES = {"image/heif": "image/heic", "image/x-ms-bmp": "image/bmp", "image/x-bmp": "image/bmp"}


class Refused(Exception):
    """`why` is a word of kinds.WHY; `same_as` is the document that has the same content."""

    def __init__(self, why: str, same_as: str | None = None) -> None:
        self.why, self.same_as = why, same_as
        super().__init__(why)


def look(name: str, content: bytes) -> str:
    """The media type, with the character set of a text. Refused for what is not taken, or not what its name says."""
    if not content:
        raise Refused("empty")
    if len(content) > MOST_BYTES:
        raise Refused("too-large")
    said, media = kinds.ending(name), _media(content)
    if said in kinds.REFUSED:
        raise Refused(kinds.REFUSED[said])
    if said == "csv" and media == "text/plain":
        media = "text/csv"
    if said and kinds.TAKEN[said] != media:
        raise Refused("mismatch")
    return files.media_of(media, content)


def _media(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return _alone(content, "application/pdf")
    if content.startswith(b"{\\rtf"):
        if _LIVE_RTF.search(content):
            raise Refused("macros")
        return "application/rtf"
    if (start := _text(content)) is not None:
        return _plain(start)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(content)
    if content.startswith(_PROGRAMS):
        raise Refused("program")
    return _picture(content)


def _text(content: bytes) -> bytes | None:
    """How a text begins, in UTF-8; None for what is no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        charsets: tuple[str, ...] = ("utf-16",)
    else:
        charsets = ("utf-8-sig", "cp1252")
    for charset in charsets:
        try:
            text = content.decode(charset)
        except UnicodeDecodeError:
            continue
        return None if _CONTROL.search(text) else text.lstrip()[:1024].encode()
    return None


def _plain(start: bytes) -> str:
    if _MARKUP.match(start):
        raise Refused("active")
    if start.startswith(b"#!"):
        raise Refused("program")
    return "text/plain"


def _packed(content: bytes) -> str:
    """Word, Excel, PowerPoint and OpenDocument files are packed ones with a certain list of contents."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            names = packed.namelist()
            listed = _read(packed, _CONTENT_TYPES), _read(packed, "mimetype")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        raise Refused("damaged") from None
    found = next((ending for name, ending in _OFFICE.items() if name in names and listed[0]), None)
    if listed[1].strip() == kinds.TAKEN["odt"].encode():
        found = "odt"
    if found is None:
        raise Refused("archive")
    if re.search(rb"macroenabled|vbaproject", listed[0], re.IGNORECASE) or any(_MACROS.search(name) for name in names):
        raise Refused("macros")
    return kinds.TAKEN[found]


def _read(packed: zipfile.ZipFile, name: str) -> bytes:
    """A short list of contents; nothing else is ever unpacked."""
    if name not in packed.namelist():
        return b""
    with packed.open(name) as opened:
        return opened.read(_LONGEST_LIST)


def _picture(content: bytes) -> str:
    """By its first and last bytes; the likeliest counts."""
    import puremagic

    if _HEIC.match(content):
        return _alone(content, "image/heic")
    found = puremagic.magic_string(content)
    if not found:
        raise Refused("type")
    media = _OTHER_NAMES.get(found[0].mime_type, found[0].mime_type)
    if media not in kinds.TAKEN.values() or not media.startswith("image/"):
        raise Refused(kinds.REFUSED.get(found[0].extension.rpartition(".")[2].lower(), "type"))
    if _IN_PICTURE.search(content[:_ENDS]) or _IN_PICTURE.search(content[-_ENDS:]):
        raise Refused("active")
    return _alone(content, media)


def _alone(content: bytes, media: str) -> str:
    """Refused where a packed file hangs at its end: some programs open that instead."""
    if zipfile.is_zipfile(BytesIO(content)):
        raise Refused("archive")
    return media
