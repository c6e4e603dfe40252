"""Of practices, their charts and records."""

from typing import TYPE_CHECKING

from portal.store.item import Key
from portal.store.reading import Listing

if TYPE_CHECKING:
    from portal.store import items


def practice(practice_id: str) -> "Key[items.Practice]":
    """PRACTICE#p5r3… / PRACTICE"""
    return Key(f"PRACTICE#{practice_id}", "PRACTICE")


def staff(practice_id: str, account_id: str) -> "Key[items.Staff]":
    """PRACTICE#p5r3… / STAFF#6f1c…"""
    return Key(f"PRACTICE#{practice_id}", f"STAFF#{account_id}")


def all_staff(practice_id: str) -> "Listing[items.Staff]":
    return Listing(f"PRACTICE#{practice_id}", begins="STAFF#")


def chart(chart_id: str) -> "Key[items.Chart]":
    """CHART#q7a2… / CHART"""
    return Key(f"CHART#{chart_id}", "CHART")


def finder(practice_id: str, word: str, name: str, chart_id: str) -> "Key[items.Finder]":
    """PRACTICE#p5r3… / FIND#alvarez#alvarez rosa#q7a2…: a patient under one of their words, or under * or !"""
    return Key(f"PRACTICE#{practice_id}", f"FIND#{word}#{name}#{chart_id}")


def finders(practice_id: str, beginning: str) -> "Listing[items.Finder]":
    """By the beginning of a word, or `*#`, `!#`."""
    return Listing(f"PRACTICE#{practice_id}", begins=f"FIND#{beginning}")


def delivery(practice_id: str, delivery_id: str) -> "Key[items.Delivery]":
    """PRACTICE#p5r3… / DELIVERY#019aa9f3c5bk3v7…, in the order of time"""
    return Key(f"PRACTICE#{practice_id}", f"DELIVERY#{delivery_id}")


def deliveries(practice_id: str) -> "Listing[items.Delivery]":
    return Listing(f"PRACTICE#{practice_id}", begins="DELIVERY#")


def record(holder: str, type_name: str, record_id: str) -> "Key[items.Record]":
    """CHART#q7a2… / R#Observation#q7a2….m3x5…, or PRACTICE#p5r3… / R#Practitioner#p5r3….m3x5…"""
    return Key(holder, f"R#{type_name}#{record_id}")


def records(chart_id: str) -> "Listing[items.Record]":
    """All of a chart: CHART#q7a2… / R#…"""
    return Listing(f"CHART#{chart_id}", begins="R#")


def records_by_date(chart_id: str, type_name: str, first: str, last: str) -> "Listing[items.Record]":
    """CHART#q7a2… / Observation#2026-03-02T13:30:00.000Z#q7a2….m3x5…, between two dates, or dates and ids."""
    return Listing(f"CHART#{chart_id}", index="byDate", between=(f"{type_name}#{first}", f"{type_name}#{last}"))


def form(chart_id: str, form_id: str) -> "Key[items.Form]":
    """CHART#q7a2… / FORM#019aa9f3c5bk3v7….m3x5…, in the order of time"""
    return Key(f"CHART#{chart_id}", f"FORM#{form_id}")


def forms(chart_id: str) -> "Listing[items.Form]":
    return Listing(f"CHART#{chart_id}", begins="FORM#")


def forms_of_practice(practice_id: str, state: str) -> "Listing[items.Form]":
    """GSI1 PRACTICE#p5r3… / FORM#REQUESTED#2026-11-22T05:50:00.123Z#q7a2…, also SUBMITTED and WITHDRAWN: as it was a
    moment ago."""
    return Listing(f"PRACTICE#{practice_id}", begins=f"FORM#{state}#", index="GSI1")


def draft(chart_id: str, form_id: str) -> "Key[items.Draft]":
    """CHART#q7a2… / DRAFT#019aa9f3c5bk3v7….m3x5…"""
    return Key(f"CHART#{chart_id}", f"DRAFT#{form_id}")


def questionnaire(practice_id: str, questionnaire_id: str) -> "Key[items.Questionnaire]":
    """PRACTICE#p5r3… / QUESTIONNAIRE#m3x5…"""
    return Key(f"PRACTICE#{practice_id}", f"QUESTIONNAIRE#{questionnaire_id}")


def questionnaires(practice_id: str) -> "Listing[items.Questionnaire]":
    return Listing(f"PRACTICE#{practice_id}", begins="QUESTIONNAIRE#")


def file(chart_id: str, file_id: str) -> "Key[items.File]":
    """CHART#q7a2… / FILE#q7a2….m3x5…"""
    return Key(f"CHART#{chart_id}", f"FILE#{file_id}")


def bundle_import(practice_id: str, import_id: str) -> "Key[items.Import]":
    """PRACTICE#p5r3… / IMPORT#k3v7…"""
    return Key(f"PRACTICE#{practice_id}", f"IMPORT#{import_id}")
