"""Joining a video visit (E1): where to, and with what password, noted in the audit before it is told.

R4 has no place for either. Practices put them into the Appointment as R5 has them (VIRTUAL_SERVICE): `address[x]`, and
`sessionKey`, which people call a password.
"""

import json
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, Field

from portal import audit, store
from portal.access import Acting
from portal.errors import Conflict, NotFound
from portal.records import reading

VIRTUAL_SERVICE = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.virtualService"
#: Nobody waits behind the link of one in these states.
_OVER = frozenset({"cancelled", "noshow", "fulfilled", "entered-in-error"})
#: One may begin late, last longer, or lose its connection.
_LATE = timedelta(hours=2)
_ADDRESSES = ("address", "addressUrl", "address[x]")


class NotJoinable(Conflict):
    slug, title = "not-joinable", "This visit cannot be joined by video"


class Visit(BaseModel):
    url: str
    password: str | None = Field(description="what the visit's page asks for; null when none is set")


def join(acting: Acting, appointment_id: str) -> Visit:
    """NotFound for what is no appointment of this chart, or one that may not be read; NotJoinable without a link, and
    for a visit that is called off or over."""
    holder = f"CHART#{acting.access.chart_id}"
    record = store.get(store.keys.record(holder, "Appointment", appointment_id))
    if record is None or record.section not in acting.sections("read"):
        raise NotFound
    appointment = json.loads(reading.whole(record))
    visit = _visit(appointment)
    if visit is None:
        raise NotJoinable("There is no video link for this visit")
    if _is_over(appointment, acting.at):
        raise NotJoinable("This visit was called off, or is over")
    with store.all_or_nothing(else_raise=NotFound()) as write:
        write.check(acting.access.key(), when=store.where("granted").eq(acting.access.granted))
        practice = acting.access.practice_id
        for each in audit.on_chart(acting, "telehealth.joined", "record", practice, section="telehealth"):
            write.put(each)
    return visit


def _visit(appointment: dict[str, Any]) -> Visit | None:
    """The first virtual service that has an address which a browser can open."""
    for service in appointment.get("extension", []):
        if service.get("url") != VIRTUAL_SERVICE:
            continue
        parts = service.get("extension", [])
        key = next((part.get("valueString") for part in parts if part.get("url") == "sessionKey"), None)
        for part in parts:
            if part.get("url") in _ADDRESSES and (url := _address(part)):
                return Visit(url=url, password=(key or "").strip() or None)
    return None


def _address(part: dict[str, Any]) -> str | None:
    told = [part.get(name) for name in ("valueUrl", "valueUri", "valueString")]
    told.append(part.get("valueContactPoint", {}).get("value"))
    return next((each for each in told if each and urlsplit(each).scheme in ("https", "http")), None)


def _is_over(appointment: dict[str, Any], at: datetime) -> bool:
    """One that has no time yet is not; app-2 of FHIR: who has a start has an end."""
    if appointment.get("status") in _OVER:
        return True
    return "end" in appointment and datetime.fromisoformat(appointment["end"]) + _LATE < at
