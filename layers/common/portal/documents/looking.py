"""What a file is, by its bytes: the name is only believed where it tells the same (G5)."""

import re
import zipfile
import zlib
from io import BytesIO
from xml.etree import ElementTree

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
_MACROS = re.compile(r"vbaproject\.bin$|/macrosheets/|/activex/|/embeddings/.*\.bin$|^basic/|^scripts/", re.IGNORECASE)
#: What is fetched when a file is opened, and from where. A template on one's own disk, which many files name, is none.
_FETCHED = ("attachedTemplate", "oleObject", "frame", "subDocument")
_ELSEWHERE = re.compile(r"(?:https?|ftp|mhtml):|ms-|(?:file:)?(?:///)?\\\\|(?:file:)?//[^/]", re.IGNORECASE)
#: Objects are opened by other programs, templates fetched from elsewhere, and DDE starts a program.
_LIVE_RTF = re.compile(
    rb"\\obj(?:data|ocx|upd|autlink)|\\template\b.{0,9}?(?:https?:|\\\\\\\\)|\\fldinst.{0,60}?\bdde(?:auto)?\b",
    re.IGNORECASE | re.DOTALL,
)
#: A cell that a sheet program takes for a formula, with DDE in it: =cmd|'/c calc'!A0.
_LIVE_CSV = re.compile(rb"""(?:^|[\n\r,;\t"])[ ']{0,9}[=+@-][^\n\r,;|]{0,80}\|[^\n\r]{0,200}!""")
_CONTENT_TYPES = "[Content_Types].xml"
_LONGEST_LIST = 1_000_000
_LONGEST_LISTS = 10_000_000
#: Of its list of contents alone a packed file of 50 MB could fill the memory.
_ENTRY, _MOST_ENTRIES = b"PK\x01\x02", 10_000
_BROKEN = (
    zipfile.BadZipFile, zlib.error, ElementTree.ParseError, NotImplementedError, RuntimeError, ValueError, OSError,
    EOFError,
)  # fmt: skip
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
        if _LIVE_CSV.search(content.replace(b"\0", b"")):
            raise Refused("macros")
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
        return _alone(content, "application/rtf")
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
    if content.count(_ENTRY) > _MOST_ENTRIES:
        raise Refused("archive")
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            names, types = packed.namelist(), _read(packed, _CONTENT_TYPES)
            found = next((ending for name, ending in _OFFICE.items() if name in names and types), None)
            if _read(packed, "mimetype").strip() == kinds.TAKEN["odt"].encode():
                found = "odt"
            if found is None:
                raise Refused("archive")
            if re.search(rb"macroenabled|vbaproject", types, re.IGNORECASE) or any(map(_MACROS.search, names)):
                raise Refused("macros")
            _check_links(packed)
    except _BROKEN:
        raise Refused("damaged") from None
    return kinds.TAKEN[found]


def _check_links(packed: zipfile.ZipFile) -> None:
    """Refused where parts are fetched from elsewhere, or another program is started."""
    left = _LONGEST_LISTS
    for name in packed.namelist():
        if not name.endswith(".rels") and "/externalLinks/" not in name:
            continue
        text = _read(packed, name, left)
        left -= len(text)
        for each in ElementTree.fromstring(text).iter():  # noqa: S314 (expat itself bounds what entities become)
            kind, fetched = each.get("Type", "").rpartition("/")[2], _ELSEWHERE.match(each.get("Target", ""))
            if each.tag.endswith("ddeLink") or (kind in _FETCHED and fetched):
                raise Refused("macros")


def _read(packed: zipfile.ZipFile, name: str, most: int = _LONGEST_LIST) -> bytes:
    """A short list of contents; nothing else is ever unpacked."""
    if name not in packed.NameToInfo:
        return b""
    with packed.open(name) as opened:
        return opened.read(most)


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
