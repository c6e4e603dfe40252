"""Narratives: the XHTML that a resource carries for people. A script is refused; anything else unclean is cleaned.

http://hl7.org/fhir/R4/narrative.html: only formatting, links, images, lists and tables; well-formed; in a `div` of the
XHTML name space. A narrative that is all that stays exactly as it was sent.
"""

import re
from xml.etree import ElementTree

import nh3

_XHTML = "{http://www.w3.org/1999/xhtml}"
_SCRIPT = re.compile(r"<\s*(?:/\s*)?(?:[\w-]+:)?script\b", re.IGNORECASE)
_LINK = re.compile(r"(?:https?:|mailto:|tel:|#)", re.IGNORECASE)

_TAGS = {
    "a", "abbr", "acronym", "b", "big", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "dfn",
    "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "li", "ol", "p", "pre", "q", "samp",
    "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "ul", "var",
}  # fmt: skip
_EVERYWHERE = {"title", "class", "id", "lang", "dir"}
_ATTRIBUTES = {
    "a": {"href", "name"},
    "img": {"alt", "height", "width"},
    "col": {"span", "align"},
    "td": {"colspan", "rowspan", "align", "valign", "headers"},
    "th": {"colspan", "rowspan", "align", "valign", "scope"},
    "table": {"border", "cellpadding", "cellspacing", "summary", "width"},
}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_VOID = re.compile(r"<(br|hr|img|col)\b([^<>]*?)/?>")


def has_script(div: str) -> bool:
    """Whether there is a script element in it, in any case or name space."""
    return bool(_SCRIPT.search(div))


def cleaned(div: str) -> str:
    """The narrative itself when it is clean, or what nh3 leaves of it, as XHTML again."""
    if _is_clean(div):
        return div
    html = nh3.clean(
        div,
        tags=_TAGS,
        clean_content_tags={"script", "style", "iframe", "object", "template", "svg", "math"},
        attributes={"*": _EVERYWHERE} | _ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    inner = re.fullmatch(r"\s*<div[^>]*>(.*)</div>\s*", html, re.DOTALL)
    content = inner[1] if inner and "</div>" not in inner[1] else html
    content = _VOID.sub(r"<\1\2/>", content).replace("&nbsp;", "&#160;")
    return f'<div xmlns="http://www.w3.org/1999/xhtml">{content}</div>'


def _is_clean(div: str) -> bool:
    """Well-formed, no document type or processing instruction, only what the lists above allow."""
    if "<!" in div or "<?" in div:
        return False
    try:
        root = ElementTree.fromstring(div)  # noqa: S314  (no document type, so no entities of its own)
    except ElementTree.ParseError:
        return False
    return root.tag == f"{_XHTML}div" and all(_allowed(element) for element in root.iter())


def _allowed(element: "ElementTree.Element[str]") -> bool:
    tag = element.tag.removeprefix(_XHTML)
    names = _EVERYWHERE | _ATTRIBUTES.get(tag, set()) | {_XML_LANG}
    return tag in _TAGS and element.attrib.keys() <= names and bool(_LINK.match(element.get("href", "#")))
