"""Person files."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.credential import SealedField
from denizen.credential.holder import (
    AddressMode,
    EmergencyContact,
    PrintedAddress,
    SignatureKind,
    parse_holder,
)
from denizen.errors import InputError

SMALLEST = {"name": "Ana", "birth_date": "1980-02-29"}
HOME = {
    "mode": "home",
    "lines": ["165 Church Street", "Apt 2B"],
    "city": "New Haven",
    "state": "CT",
    "zip": "06510-1234",
}
FULL = SMALLEST | {
    "name_latin": "Ana",
    "preferred_name": "Anita",
    "address": HOME,
    "height_cm": 163,
    "eye_color": "brown",
    "gender": "X",
    "emergency_contact": {"name": "Luz", "phone": "+1 (203) 555-0100"},
    "languages": ["es", "zh-Hant"],
    "signature": "Ana",
    "card_language": "es",
}


def refusal(person: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        parse_holder(person, where="person.json")
    return caught.value


def test_the_smallest_file_leaves_everything_else_absent() -> None:
    holder = parse_holder(SMALLEST, where="person.json")
    assert (holder.name, holder.birth_date) == ("Ana", date(1980, 2, 29))
    assert holder.address == PrintedAddress()
    assert holder.signature.kind is SignatureKind.NONE
    assert holder.preferred_name is holder.gender is holder.emergency_contact is None


def test_a_full_file_is_read_whole() -> None:
    holder = parse_holder(FULL, where="person.json")
    assert holder.address.printed_lines == (
        "165 Church Street",
        "Apt 2B",
        "New Haven, CT 06510-1234",
    )
    assert holder.emergency_contact == EmergencyContact("Luz", "+1 (203) 555-0100")
    assert (holder.height_cm, holder.languages) == (163, ("es", "zh-Hant"))
    assert (holder.signature.kind, holder.signature.text) == (SignatureKind.WRITTEN, "Ana")


def test_null_counts_as_absent() -> None:
    assert parse_holder(FULL | {"gender": None, "address": None}, where="f").gender is None


@pytest.mark.parametrize(
    "name",
    [
        "Suharto",
        "María del Carmen Peña Álvarez Gutiérrez de la Fuente",
        "محمد بن عبد الله العلي",
        "উৎপল কুমার",
        "সূর্য‍",
        "李小龍",
        "Ольга Кузнецова",
        "יעל כהן",
        "Nguyễn Thị Ánh",
        "O’Connor-D'Árcy, Jr.",
        "ʻOkina Kealoha",
        "നിഖില്‍",
        "𞤀𞤁𞤂𞤢𞤥",
    ],
)
def test_names_of_any_script_and_number_of_parts_are_read(name: str) -> None:
    assert parse_holder(SMALLEST | {"name": name}, where="f").name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "text.empty"),
        ("   ", "text.empty"),
        ("a" * 201, "text.too_long"),
        ("a\nb", "text.control"),
        ("a\x00b", "text.control"),
        ("a\u2028b", "text.control"),
        ("a\u202eb", "text.bidi_control"),
        ("a\u2066b", "text.bidi_control"),
        ("a\u200fb", "text.bidi_control"),
        ("a\u200bb", "text.invisible"),
        ("a\ufeffb", "text.invisible"),
        ("a\ud800b", "text.surrogate"),
        ("a\ue000b", "text.private_use"),
        ("a\U0001e030b", "text.unassigned"),
        ("a😀b", "text.emoji"),
        ("a🇪🇸b", "text.emoji"),
        ("1\ufe0f\u20e3", "text.emoji"),
        ("a€b", "text.symbol"),
        ("a<b", "text.symbol"),
        (5, "person.type"),
        (["Ana"], "person.type"),
    ],
)
def test_each_fault_of_a_name_has_its_own_code_and_place(name: Any, code: str) -> None:
    error = refusal(SMALLEST | {"name": name})
    assert (error.code, error.where) == (code, "person.json: $.name")
    assert error.mend


@pytest.mark.parametrize(
    "field",
    [
        "nationality",
        "status",
        "Immigration-Status",
        "birthplace",
        "country",
        "passport_number",
        "ssn",
        "SSN",
        "document number",
        "religion",
        "phone",
    ],
)
def test_what_must_never_be_asked_for_is_refused_by_its_own_code(field: str) -> None:
    for person in (SMALLEST | {field: "secret"}, SMALLEST | {"address": HOME | {field: "secret"}}):
        error = refusal(person)
        assert error.code == "privacy.forbidden_field"
        assert "secret" not in str(error)


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"nmae": "x"}, "person.unknown_field", "$"),
        ({5: "x"}, "person.unknown_field", "$"),
        ({"name": None}, "person.missing", "$"),
        ({"birth_date": "02/29/1980"}, "person.value", "$.birth_date"),
        ({"birth_date": "1981-02-29"}, "person.value", "$.birth_date"),
        ({"birth_date": "1800-01-01"}, "person.value", "$.birth_date"),
        ({"birth_date": 19800229}, "person.type", "$.birth_date"),
        ({"height_cm": "163"}, "person.value", "$.height_cm"),
        ({"height_cm": True}, "person.value", "$.height_cm"),
        ({"height_cm": 5}, "person.value", "$.height_cm"),
        ({"eye_color": "b" * 41}, "text.too_long", "$.eye_color"),
        ({"name_latin": "Ольга"}, "person.value", "$.name_latin"),
        ({"languages": "es"}, "person.type", "$.languages"),
        ({"languages": ["es", "Spanish!"]}, "person.value", "$.languages[1]"),
        ({"languages": ["es"] * 7}, "person.type", "$.languages"),
        ({"emergency_contact": {"name": "Luz"}}, "person.missing", "$.emergency_contact"),
        ({"emergency_contact": {"name": "Luz", "phone": "call me"}}, "person.value", "$.emergency_contact.phone"),
        ({"emergency_contact": "Luz"}, "person.type", "$.emergency_contact"),
        ({"signature": {"mark": False}}, "person.value", "$.signature.mark"),
        ({"signature": {}}, "person.missing", "$.signature"),
        ({"signature": {"image": "file.png"}}, "person.value", "$.signature.image"),
        ({"address": {"lines": ["x"]}}, "person.missing", "$.address"),
        ({"address": {"mode": "hidden"}}, "person.value", "$.address.mode"),
        ({"address": {"mode": ["home"]}}, "person.value", "$.address.mode"),
        ({"address": {"mode": "home"}}, "person.missing", "$.address"),
        ({"address": {"mode": "care_of", "lines": ["1 A"]}}, "person.missing", "$.address"),
        ({"address": HOME | {"care_of": "Shelter"}}, "person.address", "$.address"),
        ({"address": {"mode": "none", "city": "New Haven"}}, "person.address", "$.address"),
        ({"address": HOME | {"zip": "1234"}}, "person.value", "$.address.zip"),
        ({"address": HOME | {"state": "Conn."}}, "person.value", "$.address.state"),
        ({"address": HOME | {"lines": ["a", "b", "c", "d", "e"]}}, "person.type", "$.address.lines"),
        ({"address": HOME | {"lines": ["a", "b\u202e"]}}, "text.bidi_control", "$.address.lines[1]"),
        ({"address": " , "}, "person.value", "$.address"),
    ],
)  # fmt: skip
def test_each_fault_of_a_file_has_its_own_code_and_place(change: Any, code: str, path: str) -> None:
    error = refusal(SMALLEST | change)
    assert (error.code, error.where) == (code, f"person.json: {path}")
    assert error.mend


@pytest.mark.parametrize("person", [None, [], "Ana", 5])
def test_what_is_no_object_is_refused(person: Any) -> None:
    assert refusal(person).code == "person.type"


def test_an_address_in_one_text_is_a_home() -> None:
    text = "165 Church Street\nApt 2B, New Haven, CT 06510"
    address = parse_holder(SMALLEST | {"address": text}, where="f").address
    assert address.mode is AddressMode.HOME
    assert address.printed_lines == ("165 Church Street", "Apt 2B", "New Haven, CT 06510")
    assert address.sealable == "165 06510"
    assert (
        parse_holder(SMALLEST | {"address": "Behind the mill"}, where="f").address.sealable is None
    )


def test_a_shelter_is_care_of_and_a_survivors_address_is_a_substitute_never_sealed() -> None:
    care_of = {
        "mode": "care_of",
        "care_of": "Columbus House",
        "lines": ["586 Ella Grasso Blvd"],
        "city": "New Haven",
        "state": "CT",
        "zip": "06519",
    }
    address = parse_holder(SMALLEST | {"address": care_of}, where="f").address
    assert address.printed_lines[0] == "c/o Columbus House"
    assert address.sealable == "586 06519"
    confidential = {"mode": "confidentiality_programme", "lines": ["100 PO Box"], "zip": "06101"}
    assert parse_holder(SMALLEST | {"address": confidential}, where="f").address.sealable is None


def test_a_mark_or_a_picture_signs_too() -> None:
    mark = parse_holder(SMALLEST | {"signature": {"mark": True}}, where="f").signature
    assert mark.kind is SignatureKind.MARK
    picture = parse_holder(SMALLEST | {"signature": {"image": b"\x89PNG"}}, where="f").signature
    assert (picture.kind, picture.picture) == (SignatureKind.PICTURE, b"\x89PNG")


def test_what_can_be_sealed_is_what_is_printed() -> None:
    values = parse_holder(FULL | {"name": "Ána"}, where="f").sealable_values()
    assert values == {
        SealedField.NAME: "Ána",
        SealedField.NAME_LATIN: "ana",
        SealedField.BIRTH_DATE: "1980-02-29",
        SealedField.ADDRESS: "165 06510-1234",
    }
    foreign = parse_holder(SMALLEST | {"name": "Ольга"}, where="f").sealable_values()
    assert SealedField.NAME_LATIN not in foreign


def test_nothing_personal_shows() -> None:
    shown = repr(parse_holder(FULL, where="f")) + repr(parse_holder(FULL, where="f").address)
    for value in ("Ana", "1980", "Church", "06510", "brown", "163", "Luz", "203", "zh-Hant"):
        assert value not in shown


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*FULL, *HOME, "mark", "phone", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*FULL, "x"]), json_values, max_size=6))
def test_only_our_errors_escape_from_arbitrary_files(person: dict[str, Any]) -> None:
    with suppress(InputError):
        parse_holder(SMALLEST | person, where="f")
