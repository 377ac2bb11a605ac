"""Sealed fields and the one spelling they compare."""

from __future__ import annotations

import hashlib
import hmac
import string
import unicodedata
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from denizen.credential import (
    CardNumber,
    CheckCode,
    SealedAnswer,
    SealedField,
    SealedFields,
    SealingKey,
)
from denizen.credential.canonical import (
    canonical,
    canonical_address,
    canonical_date,
    is_latin,
    plain_latin,
)
from denizen.credential.sealed import check, seal
from denizen.credential.unicode_14 import is_assigned
from denizen.errors import EncodingRefusedError, InputError

ISSUER = "https://new-haven.denizen.example"
NUMBER = CardNumber.parse("7K3M-9Q0A-BCD1")
CODE = CheckCode.parse("0123-4567-89AB")
KEY = SealingKey.derive(issuer=ISSUER, number=NUMBER, check_code=CODE)

assigned_text = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cn"]).filter(is_assigned), max_size=40
)


def sealed(values: Mapping[SealedField, str]) -> SealedFields:
    return seal(values, issuer=ISSUER, number=NUMBER, check_code=CODE)


def test_a_seal_is_what_the_specification_says_computed_by_hand() -> None:
    def part(data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + data

    salt = part(b"MRC-QR-1 sealed") + part(ISSUER.encode()) + part(b"7K3M9Q0ABCD1")
    key = hashlib.pbkdf2_hmac("sha256", b"0123456789AB", salt, 10_000)
    message = part(b"MRC-QR-1") + part(b"\x01") + part("maría peña".encode())
    expected = hmac.new(key, message, "sha256").digest()[:16]
    assert sealed({SealedField.NAME: "María  PEÑA"}).values == {1: expected}


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("María José Peña", SealedAnswer.MATCHES),
        ("  MARÍA   JOSÉ PEÑA ", SealedAnswer.MATCHES),
        (unicodedata.normalize("NFD", "María José Peña"), SealedAnswer.MATCHES),
        ("maria jose pena", SealedAnswer.MATCHES_WITHOUT_ACCENTS),
        ("Maria-José Pena", SealedAnswer.MATCHES_WITHOUT_ACCENTS),
        ("María José Pena", SealedAnswer.MATCHES_WITHOUT_ACCENTS),
        ("María José", SealedAnswer.DIFFERS),
        ("Maria Jose Pana", SealedAnswer.DIFFERS),
        ("", SealedAnswer.DIFFERS),
    ],
)
def test_a_typed_name_is_compared_with_and_without_accents(
    typed: str, answer: SealedAnswer
) -> None:
    fields = sealed(
        {SealedField.NAME: "María José Peña", SealedField.NAME_LATIN: "María José Peña"}
    )
    assert check(fields, SealedField.NAME, typed=typed, key=KEY) is answer


def test_a_name_in_another_script_matches_itself_and_its_latin_form() -> None:
    fields = sealed({SealedField.NAME: "محمد العلي", SealedField.NAME_LATIN: "Muḥammad al-ʿAlī"})
    assert check(fields, SealedField.NAME, typed="محمد العلي", key=KEY) is SealedAnswer.MATCHES
    typed = check(fields, SealedField.NAME, typed="Muhammad Al-Ali", key=KEY)
    assert typed is SealedAnswer.MATCHES_WITHOUT_ACCENTS


def test_without_a_latin_form_accents_must_be_typed() -> None:
    fields = sealed({SealedField.NAME: "María"})
    assert check(fields, SealedField.NAME, typed="maria", key=KEY) is SealedAnswer.DIFFERS


def test_dates_and_addresses_match_however_they_are_typed() -> None:
    fields = sealed({SealedField.BIRTH_DATE: "1980-02-29", SealedField.ADDRESS: "165 06510"})
    for typed in ("1980-02-29", "19800229", "1980 02 29", "1980/02/29"):
        assert check(fields, SealedField.BIRTH_DATE, typed=typed, key=KEY) is SealedAnswer.MATCHES
    for typed in ("165 06510", "165 Church Street, New Haven, CT 06510-1234", " 165   06510 "):
        assert check(fields, SealedField.ADDRESS, typed=typed, key=KEY) is SealedAnswer.MATCHES
    assert (
        check(fields, SealedField.BIRTH_DATE, typed="1980-02-28", key=KEY) is SealedAnswer.DIFFERS
    )
    assert check(fields, SealedField.NAME, typed="anyone", key=KEY) is SealedAnswer.NOT_BOUND


@pytest.mark.parametrize("typed", ["02/29/1980", "1980-02-30", "1980", "", "١٩٨٠٠٢٢٩", "198002291"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match=r"text\.date"):
        canonical_date(typed)


@pytest.mark.parametrize("typed", ["", "165", "06510", "Church Street 06510", "165 Church Street"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match=r"text\.address"):
        canonical_address(typed)


@pytest.mark.parametrize("change", ["issuer", "number", "code"])
def test_a_seal_fits_one_card_and_one_code_only(change: str) -> None:
    fields = sealed({SealedField.NAME: "Ana"})
    key = SealingKey.derive(
        issuer=ISSUER + "/x" if change == "issuer" else ISSUER,
        number=CardNumber.new() if change == "number" else NUMBER,
        check_code=CheckCode.new() if change == "code" else CODE,
    )
    assert check(fields, SealedField.NAME, typed="Ana", key=key) is SealedAnswer.DIFFERS


def test_one_field_never_matches_another() -> None:
    fields = sealed({SealedField.NAME_LATIN: "Ana"})
    moved = SealedFields({1: fields.values[2]})
    assert check(moved, SealedField.NAME, typed="Ana", key=KEY) is SealedAnswer.DIFFERS


@settings(max_examples=30, deadline=None)
@given(assigned_text)
def test_every_name_matches_itself(name: str) -> None:
    fields = SealedFields({1: KEY.seal_one(SealedField.NAME, canonical(name))})
    assert check(fields, SealedField.NAME, typed=name, key=KEY) is SealedAnswer.MATCHES


def test_nothing_secret_shows() -> None:
    fields = sealed({SealedField.NAME: "Ana"})
    shown = repr(fields) + repr(KEY)
    assert fields.values[1].hex() not in shown
    assert repr(KEY.secret)[2:-1] not in shown


@pytest.mark.parametrize(
    "values",
    [
        {},
        {1: b"short"},
        {1: b"x" * 17},
        {1: "x" * 16},
        {"1": b"x" * 16},
        {True: b"x" * 16},
        dict.fromkeys(range(17), b"x" * 16),
    ],
)
def test_what_is_no_seal_is_refused(values: Any) -> None:
    with pytest.raises(EncodingRefusedError, match=r"sealed\."):
        SealedFields(values)


@given(assigned_text)
def test_the_canonical_form_is_its_own_and_ignores_how_letters_are_composed(text: str) -> None:
    form = canonical(text)
    assert canonical(form) == form
    assert canonical(unicodedata.normalize("NFD", text)) == form
    assert canonical(f"  {text}\u00a0") == form


@given(assigned_text)
def test_the_plain_form_is_its_own(text: str) -> None:
    form = plain_latin(text)
    assert plain_latin(form) == form


@given(
    st.text(
        alphabet=st.characters(min_codepoint=0xC0, max_codepoint=0x24F, categories=["Lu", "Ll"]),
        max_size=20,
    )
)
def test_the_plain_form_of_european_letters_can_be_typed_on_any_keyboard(text: str) -> None:
    rare = {char for char in plain_latin(text) if char not in string.ascii_lowercase + " "}
    assert not rare & set("àâäåæçèéêëìîïñòôöøœùûüýÿßłđðþħıŋ")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Þórður Æðelstan", "thordur aedelstan"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Nguyễn Thị Ánh", "nguyen thi anh"),
        ("O’Connor-D'Árcy", "oconnor darcy"),
        ("Straße İstanbul", "strasse istanbul"),
        ("Ọláńrewájú", "olanrewaju"),
        ("李小龍", "李小龍"),
        ("Ольга", "ольга"),
    ],
)
def test_names_have_the_expected_plain_forms(text: str, plain: str) -> None:
    assert plain_latin(text) == plain


def test_latin_is_recognised_by_letters_alone() -> None:
    assert is_latin("O’Neil-Łukasz 3rd ʻOkina")
    assert not is_latin("María Ольга")
    assert not is_latin("李")


def test_unicode_is_pinned_to_version_14() -> None:
    if unicodedata.unidata_version == "14.0.0":
        for code in range(0x110000):
            char = chr(code)
            assert is_assigned(char) == (unicodedata.category(char) != "Cn")
    for char, assigned in [
        ("a", True),
        ("\U0001e030", False),
        ("\u0378", False),
        ("\U0010ffff", False),
    ]:
        assert is_assigned(char) is assigned  # U+1E030 came with Unicode 15.0


def test_a_character_of_a_later_unicode_is_refused() -> None:
    with pytest.raises(InputError, match=r"text\.unassigned"):
        canonical("a\U0001e030")


def test_letters_that_fold_to_several_do_not_count_against_the_limit() -> None:
    assert plain_latin("ß" * 200) == "ss" * 200
    assert canonical("ﬃ" * 200) == "ffi" * 200


def test_a_text_over_the_limit_is_refused() -> None:
    with pytest.raises(InputError, match=r"text\.too_long"):
        canonical("a" * 201)
