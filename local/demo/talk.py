"""What the demo people write to their practice, and the files that Rosa and Ana keep."""

from collections.abc import Iterator
from dataclasses import dataclass

from .chart import text

#: Rosa's folders, and the files in each.
FOLDERS = {
    "Insurance": ("Insurance card.pdf",),
    "For my visits": ("Blood pressure at home.csv", "Questions for my visit.txt"),
}
SHARED, NOTE = "Blood pressure at home.csv", "My numbers of the last week, as you asked."
_TEXTS = {"Blood pressure at home.csv": "blood-pressure.csv", "Questions for my visit.txt": "questions.txt"}
_CARD = ("INSURANCE CARD", "Rosa Alvarez", "Golden Plains Health Plan", "Member 5550-1182-04")


@dataclass(frozen=True)
class Talk:
    """A conversation: who begins it, with which team or role of Riverside, what is written by turns.

    `files` go with the first message. `closed`: staff have closed it.
    """

    by: str
    to: str
    subject: str
    said: tuple[str, ...]
    files: tuple[str, ...] = ()
    closed: bool = False


TALKS = (
    Talk(
        "rosa", "team:front-desk", "Which bus stops at the practice?",
        ("I cannot drive this month. Which bus stops near you?", "Bus 12, every 20 minutes.", "Thank you!"),
        closed=True,
    ),
    Talk(
        "rosa", "team:clinician", "Blood pressure pills in the morning or evening?",
        (
            "I take lisinopril with my breakfast. A friend takes hers in the evening. Does it matter?",
            "Both are fine. Take it at the same time every day. If you get up at night, the morning is better.",
        ),
    ),
    Talk(
        "ana", "team:clinician", "My mother is dizzy when she gets up",
        ("Since Monday my mother is dizzy when she gets up. It passes after a minute. Should she come earlier?",),
    ),
    Talk(
        "rosa", "team:front-desk", "My new insurance card",
        ("Here is my new insurance card. Do you need the old one, too?",),
        files=("Insurance card.pdf",),
    ),
)  # fmt: skip
"""In the order in which they are written."""


def content(name: str) -> bytes:
    """Of one of the files."""
    return text(_TEXTS[name]).encode() if name in _TEXTS else _pdf(*_CARD)


def _pdf(*lines: str) -> bytes:
    """One page with a few lines."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    drawing = f"BT /F1 18 Tf 28 TL 40 180 Td {shown} ET"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 240] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawing)} >>\nstream\n{drawing}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    written, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\n"
    return f"{written}{end}startxref\n{len(written)}\n%%EOF\n".encode()


def every_file() -> Iterator[tuple[str, str]]:
    """Each with its folder."""
    return ((folder, name) for folder, names in FOLDERS.items() for name in names)
