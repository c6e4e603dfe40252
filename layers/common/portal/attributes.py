"""Cognito's user attributes, which are the addresses, the phone and the profile by other names."""

from dataclasses import dataclass
from typing import Literal, cast

from portal import addresses, phone, profile, store
from portal.access import Caller
from portal.errors import Invalid
from portal.identity import names
from portal.store.items.account import Attribute, Language


@dataclass(frozen=True)
class Delivery:
    """Where a code went: Cognito's CodeDeliveryDetails."""

    Destination: str
    DeliveryMedium: Literal["EMAIL", "SMS"]
    AttributeName: Attribute


_PLAIN = {"given_name": "given", "family_name": "family", "zoneinfo": "time_zone", "preferred_username": "username"}
_SENSITIVE = {"email", "phone_number", "preferred_username"}


def update(caller: Caller, wanted: dict[str, str]) -> list[Delivery]:
    """UpdateUserAttributes: all of them or none. A new address or number counts when its code came back.

    The address then becomes the primary one, because Cognito's users have one.
    """
    unknown = [name for name in wanted if name not in {*_PLAIN, "locale", "email", "phone_number"}]
    if unknown:
        raise Invalid.field(f"UserAttributes.{unknown[0]}", "unknown", "This attribute cannot be changed")
    if _SENSITIVE & wanted.keys():
        caller.require_just_proved()
    changes = {_PLAIN[name]: value for name, value in wanted.items() if name in _PLAIN}
    if "locale" in wanted:
        changes["language"] = _language(wanted["locale"])
    sent = []
    with store.all_or_nothing() as write:
        profile.change(write, caller, cast(profile.Changes, changes))
        if "email" in wanted and names.normal(wanted["email"]) != names.normal(caller.credential.email):
            asked = addresses.ask(write, caller, wanted["email"], field="UserAttributes.email", make_primary=True)
            sent.append(_by_mail(asked))
        if "phone_number" in wanted and wanted["phone_number"] != caller.credential.phone:
            sent.append(_by_text(phone.ask(write, caller, wanted["phone_number"], field="UserAttributes.phone_number")))
    return sent


def send_code(caller: Caller, attribute: Attribute) -> Delivery:
    """GetUserAttributeVerificationCode: another code for what waits; the one before is dead."""
    return _by_mail(addresses.ask_again(caller)) if attribute == "email" else _by_text(phone.ask_again(caller))


def verify(caller: Caller, attribute: Attribute, code: str) -> None:
    """VerifyUserAttribute."""
    if attribute == "email":
        addresses.verify(caller, code)
    else:
        phone.verify(caller, code)


def _language(locale: str) -> Language:
    """`es`, `es-US` and `es_US` are Spanish."""
    language = locale.replace("_", "-").partition("-")[0].lower()
    if language not in ("en", "es"):
        raise Invalid.field("UserAttributes.locale", "unknown", "The language is en or es")
    return cast(Language, language)


def _by_mail(asked: addresses.Pending) -> Delivery:
    return Delivery(names.masked(asked.address), "EMAIL", "email")


def _by_text(asked: phone.Pending) -> Delivery:
    return Delivery(asked.number, "SMS", "phone_number")
