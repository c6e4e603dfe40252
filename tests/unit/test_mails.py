"""Every mail and text is there in both languages, with the same words, and safe to be seen by others."""

import re
from string import Template

import pytest

from portal.mail import MAILS, TEXTS, render, render_text

NOTICES = {
    "password-changed", "factor-changed", "recovery-used", "recovery-created", "address-added", "address-primary",
    "address-removed", "phone-changed", "username-changed", "new-device", "access-changed",
}  # fmt: skip
EVERY = sorted(MAILS["en"])
# GSM 03.38: what an SMS part of 160 characters can hold.
GSM = set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà") | set(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)


def words(template: str) -> set[str]:
    return set(Template(template).get_identifiers())


@pytest.mark.feature("A17+", "X4")
def test_both_languages_have_the_same_mails_with_the_same_words():
    assert MAILS["es"].keys() == MAILS["en"].keys() > NOTICES
    for name in EVERY:
        english, spanish = ({word for part in MAILS[tongue][name] for word in words(part)} for tongue in ("en", "es"))
        assert english == spanish, name
        if not name.startswith("invite"):
            assert not set(MAILS["en"][name][1:]) & (set(MAILS["es"][name]) - {"$link", "$code"}), name


@pytest.mark.feature("X6")
def test_no_subject_tells_more_than_the_practices_name():
    for mails in MAILS.values():
        assert {word for subject, *_ in mails.values() for word in words(subject)} <= {"practice"}


@pytest.mark.feature("A17+")
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", sorted(NOTICES))
def test_a_notice_about_security_says_what_to_do_if_it_was_not_you(name: str, language: str):
    filled = {"link": "https://portal.example", "address": "r***@e***", "left": "3", "username": "rosa"}
    filled |= {"device": "Chrome on Windows", "when": "today", "name": "Ana Diaz", "practice": "Riverside"}
    subject, text, html = render(name, language, filled)  # type: ignore[arg-type]
    assert "https://portal.example\n" in text
    assert '<a href="https://portal.example"' in html
    assert re.search(r"If it was not you|Si no fue usted", text)
    assert re.search(r"Forgot your password|Olvidó su contraseña", text)
    assert "$" not in subject + text + html


@pytest.mark.feature("A7")
def test_the_mail_with_a_reset_code_names_the_username_and_says_to_look_in_spam():
    for language in ("en", "es"):
        subject, text, _ = render("reset", language, {"code": "123456", "username": "rosa.alvarez"})
        assert "123456" not in subject
        assert all(word in text for word in ("rosa.alvarez", "spam", "\n123456\n"))


def test_a_text_fits_into_one_sms():
    assert TEXTS["en"].keys() == TEXTS["es"].keys()
    for language in ("en", "es"):
        said = render_text("code", language, {"code": "123456"})
        assert "123456" in said
        assert len(said) <= (160 if set(said) <= GSM else 70)
