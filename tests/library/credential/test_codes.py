"""Card numbers, check codes and validity."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.credential import CardNumber, CheckCode, RevocationCode, ValidityPeriod, crockford
from denizen.errors import EncodingRefusedError, InputError

number_texts = st.text(alphabet=crockford.ALPHABET, min_size=11, max_size=11).map(
    lambda code: code + crockford.check_character(code)
)


@given(number_texts)
def test_a_number_is_read_in_any_case_with_marks_and_look_alikes(text: str) -> None:
    number = CardNumber.parse(text)
    sloppy = number.display.lower().replace("0", "o").replace("1", "l").replace("-", " - ")
    assert CardNumber.parse(sloppy) == number
    assert CardNumber.parse(number.display.replace("1", "I")) == number


@given(number_texts, st.integers(0, 11), st.sampled_from(crockford.ALPHABET))
def test_any_one_wrong_character_is_noticed(text: str, place: int, char: str) -> None:
    wrong = text[:place] + char + text[place + 1 :]
    if wrong == text:
        CardNumber(wrong)
        return
    with pytest.raises(InputError, match=r"card_number\.check"):
        CardNumber(wrong)


@given(number_texts, st.integers(0, 10), st.integers(2, 11))
def test_any_two_characters_exchanged_are_noticed(text: str, first: int, distance: int) -> None:
    for second in (first + 1, (first + distance) % 12):
        chars = list(text)
        chars[first], chars[second] = chars[second], chars[first]
        wrong = "".join(chars)
        if wrong != text:
            with pytest.raises(InputError, match=r"card_number\.check"):
                CardNumber(wrong)


@pytest.mark.parametrize(
    "text", ["", "0" * 11, "0" * 13, "U" * 12, "00000000000*", "é" * 12, "0" * 5000]
)
def test_what_has_another_shape_is_no_number_and_no_code(text: str) -> None:
    with pytest.raises(InputError, match=r"card_number\.shape"):
        CardNumber.parse(text)
    for kind in (CheckCode, RevocationCode):
        with pytest.raises(InputError, match=r"code\.shape"):
            kind.parse(text)


def test_a_known_number_has_a_known_check_character() -> None:
    assert crockford.check_character("0" * 11) == "0"
    assert crockford.check_character("7K3M9Q0ABCD") == "1"


def test_new_numbers_and_codes_differ_and_are_well_formed() -> None:
    numbers = {CardNumber.new().value for _ in range(300)}
    codes = {CheckCode.new().value for _ in range(300)}
    assert len(numbers) == len(codes) == 300
    assert all(CardNumber.parse(value).value == value for value in numbers)


def test_a_code_does_not_show() -> None:
    for code in (CheckCode.new(), RevocationCode.new()):
        assert code.value not in repr(code)
        assert len(code.display) == 14


def test_codes_of_two_kinds_are_never_equal() -> None:
    assert CheckCode("0" * 12) != RevocationCode("0" * 12)


days = st.dates(date(1970, 1, 1), date(9999, 12, 30))


@given(days, days)
def test_validity_survives_its_instants(one: date, other: date) -> None:
    period = ValidityPeriod(min(one, other), max(one, other))
    assert ValidityPeriod.from_epoch(period.not_before, period.expires) == period
    assert period.not_before % 86_400 == 0
    assert period.expires % 86_400 == 43_200


def test_a_card_is_good_from_its_first_morning_to_its_last_midnight_everywhere() -> None:
    period = ValidityPeriod(date(2026, 11, 22), date(2027, 11, 21))
    kiritimati, baker_island = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))
    assert period.contains(datetime(2026, 11, 22, 0, 0, tzinfo=kiritimati))
    assert not period.contains(datetime(2026, 11, 21, 23, 59, 59, tzinfo=kiritimati))
    assert period.contains(datetime(2027, 11, 21, 23, 59, 59, tzinfo=baker_island))
    assert not period.contains(datetime(2027, 11, 22, 0, 0, tzinfo=baker_island))
    assert period.has_begun(datetime(2030, 1, 1, tzinfo=UTC))
    assert not period.has_ended(datetime(1970, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2027, 1, 2), date(2027, 1, 1), "validity.order"),
        (date(1969, 12, 31), date(2027, 1, 1), "validity.range"),
        (date(2027, 1, 1), date(9999, 12, 31), "validity.range"),
    ],
)
def test_days_out_of_order_or_range_are_refused(first: date, last: date, code: str) -> None:
    with pytest.raises(EncodingRefusedError) as caught:
        ValidityPeriod(first, last)
    assert caught.value.code == code


@given(st.integers(-(2**64), 2**64), st.integers(-(2**64), 2**64))
def test_only_our_errors_escape_from_arbitrary_instants(not_before: int, expires: int) -> None:
    try:
        period = ValidityPeriod.from_epoch(not_before, expires)
    except EncodingRefusedError:
        return
    assert (period.not_before, period.expires) == (not_before, expires)
