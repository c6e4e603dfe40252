"""The file for people: a tagged PDF (PDF/UA-1) by typst. This needs the `pdf` layer."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst
from aws_lambda_powertools import Logger

from portal import clock
from portal.store.items import Credential, Export

from .gathering import Gathered
from .pages import Pages
from .values import Words

logger = Logger(service="kinchart")
Json = dict[str, Any]

LAYOUT = Path(__file__).with_name("layout.typ")
FONTS = (
    "fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "fontpkg_noto_sans_devanagari", "cvttf_NotoSansCJK_Regular",
)  # fmt: skip
#: Stands for a letter that no font has.
BOX = "\u25a1"
#: So many letters without a glyph are looked for one by one, the others by 256 that are beside each other in Unicode.
ONE_BY_ONE = 100
_REFUSED = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
#: What no page shows: controls, and marks that turn the direction of what follows.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
#: Wider than a column.
_LONG = re.compile(r"\S{36,}")
#: Typst's fonts have all of these.
_PLAIN = re.compile(r"[\t\n -~\u00a0-\u017f\u2010-\u2026\u25a1]*")


def write(
    path: Path, export: Export, gathered: Gathered, credential: Credential, at: datetime, done: Callable[[int], None]
) -> None:
    """The whole document is laid out at once, because its contents and page numbers name its end."""
    words = Words(credential.language, credential.time_zone)
    chart = gathered.sources[0].chart
    document = Pages(export, gathered, words, at).document(f"{chart.given} {chart.family}", done)
    document, lost = printable(document)
    if lost:
        document["about"].append(words.text("letters"))
    path.write_bytes(pdf(document, at))


def pdf(document: Json, at: datetime) -> bytes:
    """From what Pages says. Where something in it is not accessible, it is still tagged."""
    told = {"document": json.dumps(document, ensure_ascii=False)}
    try:
        return _compiled(LAYOUT.read_bytes(), told, at, ["ua-1"])
    except typst.TypstError as error:
        logger.error("not PDF/UA-1", error=type(error).__name__)
        return _compiled(LAYOUT.read_bytes(), told, at, [])


def printable(document: Json) -> tuple[Json, bool]:
    """With BOX for each letter that no font has, and whether there was one; and with places to break long words at."""
    letters = set(_CONTROLS.sub("", json.dumps(document, ensure_ascii=False)))
    unknown = _without_a_glyph({each for each in letters if not _PLAIN.fullmatch(each)})
    boxes = dict.fromkeys(map(ord, unknown), BOX)

    def clean(value: Any) -> Any:
        if isinstance(value, str):
            return _LONG.sub(_broken, _CONTROLS.sub("", value).translate(boxes))
        if isinstance(value, list):
            return [clean(each) for each in value]
        return {name: clean(each) for name, each in value.items()} if isinstance(value, dict) else value

    cleaned: Json = clean(document)
    return cleaned, bool(unknown)


def _broken(word: re.Match[str]) -> str:
    return re.sub(r"(.{12})", "\\1\u200b", word[0])


def _without_a_glyph(letters: set[str]) -> set[str]:
    """Typst itself says it: a page of these letters is refused for the first that it cannot show."""
    page = LAYOUT.read_text().partition("#set par")[0]
    blank = {"document": '{"labels":{},"title":"-","lang":"en"}'}
    unknown: set[str] = set()
    while left := sorted(letters - unknown):
        source = page + '#for each in sys.inputs.letters.split(" ") { par(each) }'
        try:
            _compiled(source.encode(), blank | {"letters": " ".join(left)}, clock.now(), ["ua-1"])
        except typst.TypstError as error:
            told = _REFUSED.search(error.message)
            said = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), told[1]) if told else ""
            if not letters & set(said):
                return letters
            found = letters & set(said)
            if len(unknown) >= ONE_BY_ONE:
                # A text in a script that no font has: each try takes longer than the one before.
                found |= {each for each in left if ord(each) >> 8 in {ord(known) >> 8 for known in found}}
            unknown |= found
        else:
            break
    return unknown


def _compiled(source: bytes, inputs: dict[str, str], at: datetime, standards: list[Any]) -> bytes:
    return typst.compile(
        source,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=standards,
        timestamp=int(at.timestamp()),
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(files(package)) for package in FONTS])
