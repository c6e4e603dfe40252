"""Mails and texts: what each says, in each language. No health data, and no code in a mail's subject."""

from html import escape
from string import Template

from portal.mail import english, spanish
from portal.store.items.account import Language

MAILS = {"en": english.MAILS, "es": spanish.MAILS}
TEXTS = {"en": english.TEXTS, "es": spanish.TEXTS}


def render(template: str, language: Language, words: dict[str, str]) -> tuple[str, str, str]:
    """Subject, text, HTML; KeyError for a missing word. A paragraph that is only `$link` or `$code` stands out."""
    subject, *paragraphs = MAILS[language][template]
    text = "\n\n".join(Template(p).substitute(words) for p in paragraphs)
    html = "\n".join(_paragraph(p, words) for p in paragraphs)
    page = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(subject)}</title></head>'
        f'<body style="font:18px/1.5 sans-serif;color:#14212b;max-width:36em">{html}</body></html>'
    )
    return Template(subject).substitute(words), text + "\n", page


def render_text(template: str, language: Language, words: dict[str, str]) -> str:
    """What an SMS says."""
    return Template(TEXTS[language][template]).substitute(words)


def _paragraph(text: str, words: dict[str, str]) -> str:
    safe = {name: escape(value) for name, value in words.items()}
    if text == "$link":
        return f'<p><a href="{safe["link"]}" style="color:#0b5c5c;font-weight:bold">{safe["link"]}</a></p>'
    if text == "$code":
        return f'<p style="font-size:32px;letter-spacing:4px;font-weight:bold">{safe["code"]}</p>'
    return f"<p>{Template(escape(text)).substitute(safe)}</p>"
