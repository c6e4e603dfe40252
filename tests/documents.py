"""Documents of the tests' own, and uploading them as a browser does: a form, S3, the check."""

import io
import os
import zipfile
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.circle import ask, chart_of, told
from tests.cloud import client
from tests.people import Patient
from tests.staffing import Colleague

Json = dict[str, Any]
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(40) + b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01" + bytes(60) + b"\xff\xd9"
GIF = b"GIF89a" + bytes(40) + b"\x00;"
WEBP = b"RIFF\x40\x00\x00\x00WEBPVP8 " + bytes(60)
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(60)
TIFF = b"II*\x00\x08\x00\x00\x00" + bytes(60)
RTF = b"{\\rtf1\\ansi Hello}"
OFFICE = "application/vnd.openxmlformats-officedocument."


def packed(**files: str) -> bytes:
    """A ZIP file; names have `__` for a slash and `_` for a dot."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as into:
        for name, text in files.items():
            into.writestr(name.replace("__", "/").replace("_", "."), text)
    return made.getvalue()


def office(main: str = "word__document_xml", types: str = "<Types/>", **more: str) -> bytes:
    """A Word file, or another by its main part."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as into:
        into.writestr("[Content_Types].xml", types)
        for name, text in {main: "<x/>", **more}.items():
            into.writestr(name.replace("__", "/").replace("_", "."), text)
    return made.getvalue()


def path_of(patient: Patient, document: Json | None = None) -> str:
    return f"/api/charts/{chart_of(patient)}/documents" + (f"/{document['id']}" if document else "")


def begun(whom: Patient, name: str, content: bytes = PDF, patient: Patient | None = None, **more: Any) -> Json:
    """The document, and the form to upload it by. Header names have underscores."""
    headers = {name: more.pop(name) for name in ("idempotency_key",) if name in more}
    wanted = {"name": name, "size": len(content), **more}
    answer = ask(whom, "POST", path_of(patient or whom), wanted, **headers)
    assert answer.status == 201, answer.body
    made: Json = answer.json()
    return made


def put(upload: Json, content: bytes) -> None:
    """Where the form would put it; the form itself is tried on the laptop cloud."""
    fields = upload["upload"]["fields"]
    client("s3").put_object(Bucket=os.environ["DOCUMENTS_BUCKET"], Key=fields["key"], Body=content)


def uploaded(
    whom: Patient, name: str = "Letter.pdf", content: bytes = PDF, patient: Patient | None = None, **more: Any
) -> Json:
    """As it is after the check."""
    upload = begun(whom, name, content, patient, **more)
    put(upload, content)
    whom.cloud.settle()
    return document_of(whom, upload["document"], patient)


def document_of(whom: Patient, document: Json, patient: Patient | None = None) -> Json:
    return told(ask(whom, "GET", path_of(patient or whom, document)))


def documents_of(whom: Patient, query: str = "", patient: Patient | None = None) -> list[Json]:
    found: list[Json] = told(ask(whom, "GET", f"{path_of(patient or whom)}{query}"))["documents"]
    return found


def folders_of(whom: Patient, patient: Patient | None = None) -> Json:
    return told(ask(whom, "GET", f"/api/charts/{chart_of(patient or whom)}/folders"))


def a_folder(whom: Patient, name: str = "Letters", patient: Patient | None = None) -> str:
    answer = ask(whom, "POST", f"/api/charts/{chart_of(patient or whom)}/folders", {"name": name})
    assert answer.status == 201, answer.body
    return str(answer.json()["id"])


def enclosing(staff: Colleague, name: str, content: bytes = PDF, **headers: str) -> Json:
    """A file of staff's, to go with a message, and the form to upload it by."""
    answer = staff.ask("POST", "/enclosures", {"name": name, "size": len(content)}, **headers)
    assert answer.status == 201, answer.body
    made: Json = answer.json()
    return made


def enclosure_of(staff: Colleague, name: str = "Plan.pdf", content: bytes = PDF) -> Json:
    """As it is after the check."""
    upload = enclosing(staff, name, content)
    put(upload, content)
    staff.cloud.settle()
    return told(staff.ask("GET", f"/enclosures/{upload['document']['id']}"))


def bytes_at(url: str) -> bytes | None:
    """What S3 has at a signed address; None when nothing is there."""
    parts, bucket = urlsplit(url), os.environ["DOCUMENTS_BUCKET"]
    path = unquote(parts.path).lstrip("/")
    key = path if parts.netloc.startswith(f"{bucket}.") else path.removeprefix(f"{bucket}/")
    try:
        return client("s3").get_object(Bucket=bucket, Key=key)["Body"].read()
    except client("s3").exceptions.NoSuchKey:
        return None
