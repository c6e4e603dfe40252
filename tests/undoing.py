"""What was stored against what was sent: equal, once the changes that docs/records.md lists are undone.

Written against that page, not against the intake: numbers are compared as they are written, files by their bytes.
"""

import base64
import hashlib
import json
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
_OURS = r"\.[a-z2-7]{26}"
_RESTFUL = re.compile(r"(?:(https?://\S+)/)?([A-Z]\w+)/([A-Za-z0-9\-.]{1,64})(?:/_history/.*)?")
_LAST = re.compile(r"(?:urn:(?:uuid|oid):|.*/)(.*)")


def exact(text: str | bytes) -> Any:
    """JSON with every number as the text that it was written as."""
    return json.loads(text, parse_float=str, parse_int=str)


@dataclass
class Kept:
    """What lies in the table below one key and in the files' bucket; `aws` gives a client of a service."""

    aws: Callable[[str], Any]
    table: str
    bucket: str

    def records(self, holder: str) -> dict[tuple[str, str], Json]:
        """(type, the sender's id) → the resource."""
        pages = (
            self.aws("dynamodb")
            .get_paginator("query")
            .paginate(
                TableName=self.table,
                KeyConditionExpression="pk = :p AND begins_with(sk, :s)",
                ExpressionAttributeValues={":p": {"S": holder}, ":s": {"S": "R#"}},
            )
        )
        rows = [row for page in pages for row in page["Items"]]
        return {(r["resourceType"], name): r for r in map(self._resource, rows) for name in _names(r)}

    def _resource(self, row: Json) -> Json:
        long = row.get("long", {}).get("S")
        body = self.object(long) if long else bytes(row["body"]["B"])
        head = f'{{"resourceType":"{row["type"]["S"]}","id":"{row["id"]["S"]}","meta":{{"versionId":"1"'
        resource: Json = exact(head + zlib.decompress(body).decode())
        return resource

    def file(self, chart: str, url: str) -> bytes:
        return self.object(f"records/{chart}/{url.removeprefix('Binary/')}")

    def object(self, key: str) -> bytes:
        content: bytes = self.aws("s3").get_object(Bucket=self.bucket, Key=key)["Body"].read()
        return content


def _names(resource: Json) -> Iterator[str]:
    """What senders called it."""
    for identifier in resource.get("identifier", []) if isinstance(resource.get("identifier"), list) else []:
        if str(identifier.get("system")).startswith("urn:kinchart:practice:"):
            yield identifier["value"]
    if str(resource["meta"].get("source")).startswith("urn:kinchart:practice:"):
        yield resource["meta"]["source"].split(":", 4)[4]


@dataclass
class Undoing:
    """Compares a bundle with what was kept of it. `changes` counts what was done to it, by kind."""

    bundle: Json
    kept: Kept
    practice_id: str
    chart: str
    me: set[str]
    """Ids by which the sender calls the patient."""
    changes: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._stored = self.kept.records(f"PRACTICE#{self.practice_id}") | self.kept.records(f"CHART#{self.chart}")
        self._address: dict[str, str] = {}
        self._bases: set[str] = set()
        for entry in self.bundle["entry"]:
            for name in self._called(entry):
                self._address.setdefault(name, self._where(entry))
            if (match := _RESTFUL.fullmatch(entry.get("fullUrl", ""))) and match[1]:
                self._bases.add(match[1])

    def pairs(self) -> Iterator[tuple[Json, Json | None]]:
        """Each resource sent, and what is kept of it."""
        for entry in self.bundle["entry"]:
            yield entry["resource"], self._stored.get((entry["resource"]["resourceType"], _source_id(entry)))

    def differences(self, sent: Json, kept: Json) -> list[str]:
        """Places where the two are not the same; none when all changes are among those listed."""
        sent, kept = dict(sent), dict(kept)
        meta, kept_meta = dict(sent.pop("meta", {})), dict(kept.pop("meta"))
        for name in ("versionId", "lastUpdated"):
            meta.pop(name, None)
            kept_meta.pop(name, None)
        if str(kept_meta.get("source")).startswith("urn:kinchart:") and "source" not in meta:
            del kept_meta["source"]
            self.changes["source added"] += 1
        if isinstance(kept.get("identifier"), list):
            added = [i for i in kept["identifier"] if str(i.get("system")).startswith("urn:kinchart:practice:")]
            kept["identifier"] = [i for i in kept["identifier"] if i not in added or i in sent.get("identifier", [])]
            self.changes["identifier added"] += len(added)
            if not kept["identifier"]:
                del kept["identifier"]
        sent.pop("id", None)
        kept.pop("id")
        return [*self._compare(meta, kept_meta, "meta"), *self._compare(sent, kept, "")]

    def _compare(self, sent: Any, kept: Any, path: str) -> Iterator[str]:
        if isinstance(sent, dict) and isinstance(kept, dict):
            sent, kept = dict(sent), dict(kept)
            if isinstance(sent.get("reference"), str):
                yield from self._reference(sent, kept, path)
            elif kept.get("reference") == f"Patient/{self.chart}" and "identifier" in sent:
                del kept["reference"]
                self.changes["patient told by identifier"] += 1
            if "data" in sent and "data" not in kept and "contentType" in sent:
                yield from self._file(sent, kept, path)
            if isinstance(sent.get("div"), str) and sent["div"] != kept.get("div"):
                self.changes["narrative cleaned"] += 1
                if _words(sent.pop("div")) != _words(kept.pop("div", "")):
                    yield f"{path}.div"
            yield from (f"{path}.{name}" for name in sent.keys() ^ kept.keys())
            for name in sent.keys() & kept.keys():
                yield from self._compare(sent[name], kept[name], f"{path}.{name}")
        elif isinstance(sent, list) and isinstance(kept, list) and len(sent) == len(kept):
            for number, (one, other) in enumerate(zip(sent, kept, strict=True)):
                yield from self._compare(one, other, f"{path}[{number}]")
        elif sent != kept:
            yield path

    def _reference(self, sent: Json, kept: Json, path: str) -> Iterator[str]:
        """Takes what may differ out of both."""
        name, ours = sent.pop("reference"), kept.pop("reference", None)
        if "display" not in sent and ours is not None and kept.pop("display", None):
            self.changes["display added"] += 1
        if ours == name:
            return
        self.changes["reference rewritten" if ours else "reference told by identifier or display"] += 1
        match = _RESTFUL.fullmatch(name)
        if name in self._address:
            right = ours == self._address[name]
        elif match and match[2] == "Patient":
            right = ours == f"Patient/{self.chart}" and match[3] in self.me
        elif match and (match[1] is None or match[1] in self._bases):
            known = self._address.get(f"{match[2]}/{match[3]}")
            derived = rf"{match[2]}/({self.chart}|{self.practice_id}){_OURS}"
            right = ours == known if known else bool(ours and re.fullmatch(derived, ours))
        elif "?identifier=" in name:
            type_name, _, token = name.partition("?identifier=")
            right = ours is None and kept.pop("type") == sent.pop("type", type_name)
            right = right and token.endswith(kept.pop("identifier")["value"])
            sent.pop("identifier", None)
        else:
            right = ours is None and name.startswith("urn:")
        if not right:
            yield f"{path}.reference"

    def _file(self, sent: Json, kept: Json, path: str) -> Iterator[str]:
        self.changes["attachment moved"] += 1
        content = base64.b64decode(sent.pop("data"))
        sha1 = base64.b64encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()
        told = (kept.pop("url"), kept.pop("size"), kept.pop("hash"))
        for name in ("url", "size", "hash"):
            sent.pop(name, None)
        if told[1:] != (str(len(content)), sha1) or self.kept.file(self.chart, told[0]) != content:
            yield f"{path}.data"

    def _called(self, entry: Json) -> Iterator[str]:
        resource = entry["resource"]
        yield f"{resource['resourceType']}/{_source_id(entry)}"
        if "fullUrl" in entry:
            yield entry["fullUrl"]
        for identifier in resource.get("identifier", []) if isinstance(resource.get("identifier"), list) else []:
            yield f"{resource['resourceType']}?identifier={identifier.get('system', '')}|{identifier.get('value')}"

    def _where(self, entry: Json) -> str:
        type_name = entry["resource"]["resourceType"]
        kept = self._stored.get((type_name, _source_id(entry)))
        return f"{type_name}/{self.chart if type_name == 'Patient' else kept['id'] if kept else '?'}"


def _source_id(entry: Json) -> str:
    resource = entry["resource"]
    return str(resource["id"]) if "id" in resource else str(_LAST.fullmatch(entry["fullUrl"])[1])  # type: ignore[index]


def _words(div: str) -> str:
    """What people read of a narrative."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]*>|&\w+;|&#\d+;", "", div))
