"""Send FHIR bundles as a practice's system would: `python -m local.push --practice ID --patient ID BUNDLE.json…`.

Signs, sends (uploads what is too large for a message), follows the import, prints what was sent and stored by type.
Ends with 1 when anything was refused.
"""

import argparse
import json
import sys
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from standardwebhooks.webhooks import Webhook

from .place import Place

POLL_SECONDS = 0.5
PATIENCE_SECONDS = 600
#: Bytes; a message may have 6 MB.
LARGEST_MESSAGE = 5_000_000

Json = dict[str, Any]


class Refused(Exception):
    """The answer was no; the text is what to show, one line per reason."""


class UnknownPatient(Refused):
    """The practice has not told of this patient yet."""


@dataclass(frozen=True)
class Door:
    """A practice's webhook. `url` ends in `/webhook`; imports are told of beside it."""

    url: str
    secret: str
    client: httpx.Client

    def send(self, kind: str, data: str) -> Json:
        """Send a message; `data` is JSON, put in as it is, so that numbers stay as they were written."""
        at = datetime.now(UTC).isoformat()
        answer = self._call("POST", self.url, f'{{"type":"{kind}","timestamp":"{at}","data":{data}}}')
        return answer

    def import_report(self, import_id: str) -> Json:
        return self._call("GET", f"{self.url.removesuffix('/webhook')}/imports/{import_id}", "")

    def upload(self, bundle: bytes) -> str:
        """Put a bundle where it is checked in the background; what a message then calls it."""
        offered = self._call("POST", f"{self.url.removesuffix('/webhook')}/uploads", "")
        form: Json = offered["upload"]
        answer = self.client.post(form["url"], data=form["fields"], files={"file": bundle}, timeout=300)
        if answer.status_code >= 400:
            raise Refused(f"{answer.status_code} {answer.text[:200]}")
        return str(offered["bundle_url"])

    def _call(self, method: str, url: str, body: str) -> Json:
        webhook_id, at = f"msg_{uuid.uuid4().hex}", datetime.now(UTC)
        headers = {
            "webhook-id": webhook_id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Webhook(self.secret).sign(webhook_id, at, body),
            "content-type": "application/json",
        }
        answer = self.client.request(method, url, content=body.encode() or None, headers=headers)
        try:
            told: Json = answer.json()
        except ValueError:
            raise Refused(f"{answer.status_code} {answer.text[:200]}") from None
        if answer.status_code >= 400:
            unknown = ("data.patient_id", "unknown") in [(e["field"], e["code"]) for e in told.get("errors", [])]
            raise (UnknownPatient if unknown else Refused)(
                "\n".join([f"{answer.status_code} {told.get('detail', '')}", *_reasons(told)])
            )
        return told


def _reasons(problem: Json) -> list[str]:
    issues = [f"  {' '.join(i.get('expression', []))}: {i.get('diagnostics', '')}" for i in problem.get("issue", [])]
    return issues + [f"  {e['field']}: {e['detail']}" for e in problem.get("errors", [])]


def main() -> int:
    given = _arguments()
    try:
        url, secret = _practice(given.practice, given.url, given.secret)
        with httpx.Client(timeout=60) as client:
            door = Door(url, secret, client)
            return max([_push(door, given.patient, Path(name)) for name in given.bundles])
    except (Refused, httpx.HTTPError) as error:
        print(error or type(error).__name__, file=sys.stderr)
        return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m local.push", description=__doc__)
    parser.add_argument(
        "bundles", nargs="+", metavar="BUNDLE.json", help="FHIR R4 Bundle: transaction, batch, collection"
    )
    parser.add_argument("--practice", required=True, metavar="ID")
    parser.add_argument("--patient", required=True, metavar="ID", help="the practice's own id for the patient")
    parser.add_argument("--url", help="the practice's webhook address; without it the laptop cloud's")
    parser.add_argument("--secret", help="the practice's webhook secret (whsec_…); without it the laptop cloud's")
    return parser.parse_args()


def _practice(practice_id: str, url: str | None, secret: str | None) -> tuple[str, str]:
    if url and secret:
        return url, secret
    try:
        cloud = json.loads(Place().cloud_json.read_text())
    except FileNotFoundError:
        raise Refused("No cloud runs on this laptop: start it with `make run`, or give --url and --secret") from None
    for practice in cloud["practices"]:
        if practice["id"] == practice_id:
            return url or practice["webhook_url"], secret or practice["webhook_secret"]
    known = ", ".join(f"{p['id']} ({p['name']})" for p in cloud["practices"])
    raise Refused(f"There is no practice {practice_id}; there are: {known}")


def _push(door: Door, patient_id: str, file: Path) -> int:
    """0 when all of it is stored, 1 when it was refused or not finished."""
    try:
        text = file.read_text()
        print(f"{file.name}: {len(text.encode()) / 1e6:.1f} MB")
        started = time.monotonic()
        if len(text.encode()) > LARGEST_MESSAGE:
            bundle = f'"bundle_url":{json.dumps(door.upload(text.encode()))}'
        else:
            bundle = f'"bundle":{text}'
        answer = _send(door, patient_id, text, bundle)
        checked = time.monotonic() - started
        report = _follow(door, answer["import"])
    except Refused as refusal:
        print(f"refused: {refusal}", file=sys.stderr)
        return 1
    except (OSError, ValueError) as error:
        print(f"{file} cannot be read: {error}", file=sys.stderr)
        return 1
    took = time.monotonic() - started
    if report["issues"]:
        print("\n".join(["refused:", *_reasons({"issue": report["issues"]})]), file=sys.stderr)
        return 1
    _print_table(report)
    told = f"{report['state']}: {report['written']} written, {report['unchanged']} unchanged"
    print(f"{told}, checked in {checked:.1f} s, stored after {took:.1f} s\n")
    return 0 if report["state"] == "complete" and report["sent"] == report["stored"] else 1


def _send(door: Door, patient_id: str, text: str, bundle: str) -> Json:
    """Send the bundle. Of a patient who is not known yet, first tell what the bundle's Patient says."""
    data = f'{{"patient_id":{json.dumps(patient_id)},{bundle}}}'
    try:
        return door.send("records.upserted", data)
    except UnknownPatient:
        print(f"{patient_id} is new: telling of the patient first")
        door.send("patient.upserted", json.dumps({"patient": _demographics(json.loads(text), patient_id)}))
        return door.send("records.upserted", data)


def _follow(door: Door, import_id: str) -> Json:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        report = door.import_report(import_id)
        sent, stored = sum(report["sent"].values()), sum(report["stored"].values())
        if sys.stdout.isatty():
            print(f"\r{report['state']}: {stored} of {sent} ", end="", flush=True)
        if report["state"] in ("complete", "refused", "failed") or time.monotonic() > until:
            if sys.stdout.isatty():
                print("\r", end="")
            return report
        time.sleep(POLL_SECONDS)


def _print_table(report: Json) -> None:
    print(f"{'type':<28}{'sent':>7}{'stored':>8}")
    for name, sent in sorted(report["sent"].items()):
        print(f"{name:<28}{sent:>7}{report['stored'].get(name, 0):>8}")
    print(f"{'all':<28}{sum(report['sent'].values()):>7}{sum(report['stored'].values()):>8}")


def _demographics(bundle: Json, patient_id: str) -> Json:
    """What patient.upserted tells, from the bundle's Patient."""
    entries = bundle.get("entry", [])
    patient = next((e["resource"] for e in entries if e.get("resource", {}).get("resourceType") == "Patient"), None)
    if patient is None:
        raise Refused("There is no Patient in the bundle to tell of")
    name = patient.get("name", [{}])[0]
    told = {
        "id": patient_id,
        "given": " ".join(name.get("given", [])) or "Unknown",
        "family": name.get("family", "Unknown"),
        "birth_date": patient.get("birthDate", ""),
        "sex": patient.get("gender"),
    }
    for system in ("email", "phone"):
        told[system] = next((t["value"] for t in patient.get("telecom", []) if t.get("system") == system), None)
    return told


if __name__ == "__main__":
    sys.exit(main())
