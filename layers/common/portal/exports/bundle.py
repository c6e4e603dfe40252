"""The file for programs: one FHIR R4 Bundle (type collection) that stands alone, written record by record.

It also holds whom and what the records refer to of what a practice shares, and the attached files, which in the portal
lie beside the records: an attachment's `data` is there again, in place of its `url`. What is missing is told in an
OperationOutcome at the end.
"""

import base64
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from portal import clock
from portal.records import fhir_json, files
from portal.settings import settings
from portal.store.items import Record

from .gathering import Gathered, Source, referred, shared

#: Bytes of attached files in one Bundle, before base64. What does not fit is left out, and that is told.
MOST_FILES = 150_000_000
WHY = {
    "access-ended": "may not be read by this account any more",
    "unreadable": "could not be read when this file was made",
    "records": "some records could not be read when this file was made",
    "files": "some attached files are not in it, because they are too large together",
}
Done = Callable[[int], None]


class Writer:
    def __init__(self, path: Path, gathered: Gathered, at: datetime, done: Done) -> None:
        self._path, self._gathered, self._at, self._done = path, gathered, at, done
        self._count = self._bytes = 0

    def write(self) -> None:
        head = {"resourceType": "Bundle", "type": "collection", "timestamp": clock.text(self._at)}
        # A Bundle without entries has no `entry`, but there is always the Patient.
        with self._path.open("w", encoding="utf-8") as self._out:
            self._out.write(fhir_json.dump(head)[:-1] + ',"entry":[')
            for source in self._gathered.sources:
                self._chart(source)
            if self._gathered.left_out:
                self._entry(None, _outcome(self._gathered.left_out))
            self._out.write("]}")

    def _chart(self, source: Source) -> None:
        wanted: set[str] = set()
        for record in source.records:
            wanted |= self._record(source, record)
            self._done(1)
        known: set[str] = set()
        # A role refers to a person and an organization.
        while found := shared({source.access.practice_id}, wanted, known):
            wanted = set().union(*(self._record(source, record) for record in found))

    def _record(self, source: Source, record: Record) -> set[str]:
        """What the record refers to of what the practice shares."""
        text = self._gathered.whole(source, record)
        if text is None:
            return set()
        if record.files:
            text = self._with_files(source, text)
        self._entry(f"{settings().portal_url}/fhir/{record.type}/{record.id}", text)
        return referred(text)

    def _entry(self, url: str | None, resource: str) -> None:
        comma = "," if self._count else ""
        address = f'"fullUrl":"{url}",' if url else ""
        self._out.write(f'{comma}{{{address}"resource":{resource}}}\n')
        self._count += 1

    def _with_files(self, source: Source, text: str) -> str:
        resource = fhir_json.parse(text)
        for node in attachments(resource):
            size = int(node.get("size", 0))
            if self._bytes + size > MOST_FILES:
                self._gathered.leave_out(source.practice, "files")
                continue
            try:
                content = files.content(source.chart.id, node["url"].removeprefix("Binary/"))
            except Exception:
                self._gathered.leave_out(source.practice, "records")
                continue
            self._bytes += len(content)
            node["data"] = base64.b64encode(content).decode()
            del node["url"]
        return fhir_json.dump(resource)


def attachments(node: Any) -> list[dict[str, Any]]:
    """Those of a resource whose content lies beside it."""
    if isinstance(node, list):
        return [found for part in node for found in attachments(part)]
    if not isinstance(node, dict):
        return []
    mine = [node] if str(node.get("url", "")).startswith("Binary/") and "contentType" in node else []
    return mine + [found for part in node.values() for found in attachments(part)]


def _outcome(left_out: list[dict[str, str]]) -> str:
    issues = [
        {"severity": "warning", "code": "incomplete", "diagnostics": f"{each['practice']}: {WHY[each['why']]}"}
        for each in left_out
    ]
    return fhir_json.dump({"resourceType": "OperationOutcome", "issue": issues})
