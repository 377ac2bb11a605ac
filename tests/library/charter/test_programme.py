"""How long a card lasts and what it costs, at the edges of age and calendar."""

from __future__ import annotations

from datetime import date

import pytest

from denizen.charter import Act, Attribution, Reading
from denizen.charter.programme import Validity, ValidityBand
from denizen.documents.papers import Bounds
from denizen.errors import InputError

MARK = Attribution("s", Reading.PRIMARY)


def validity(*bands):
    return Validity(tuple(ValidityBand(*band, MARK) for band in bands))


SAN_FRANCISCO = validity((Bounds(None, 13), 2, 14, False), (Bounds(14), 2, None, False))
CHICAGO = validity((Bounds(None, 64), 5, None, False), (Bounds(65), 20, None, True))


def test_a_card_ends_the_day_before_its_anniversary():
    assert SAN_FRANCISCO.last_day(date(1990, 1, 1), date(2026, 11, 20)) == date(2028, 11, 19)


def test_a_childs_card_ends_before_the_fourteenth_birthday():
    assert SAN_FRANCISCO.last_day(date(2013, 6, 1), date(2026, 11, 20)) == date(2027, 5, 31)
    assert SAN_FRANCISCO.last_day(date(2018, 6, 1), date(2026, 11, 20)) == date(2028, 11, 19)


def test_the_day_of_the_birthday_belongs_to_the_older_band():
    assert SAN_FRANCISCO.last_day(date(2012, 11, 20), date(2026, 11, 20)) == date(2028, 11, 19)


def test_a_card_from_29_february_lasts_to_28_february():
    assert SAN_FRANCISCO.last_day(date(1990, 1, 1), date(2024, 2, 29)) == date(2026, 2, 28)


def test_a_card_that_never_expires_prints_no_day_and_is_signed_for_twenty_years():
    old, first = date(1950, 1, 1), date(2026, 11, 20)
    assert CHICAGO.printed_last_day(old, first) is None
    assert CHICAGO.last_day(old, first) == date(2046, 11, 19)
    assert CHICAGO.printed_last_day(date(1990, 1, 1), first) == date(2031, 11, 19)


def test_new_yorks_fees_and_waiver(new_york):
    fees, at = new_york.fees, date(2026, 11, 20)
    assert fees.cents(Act.NEW, birth_date=date(1990, 1, 1), at=at) == 0
    assert fees.cents(Act.REPLACEMENT, birth_date=None, at=at) == 1000
    assert fees.cents(Act.REPLACEMENT, birth_date=None, at=at, waiver="hardship") == 0
    with pytest.raises(InputError):
        fees.cents(Act.NEW, birth_date=None, at=at, waiver="hardship")


def test_before_the_first_rule_set_there_is_no_answer(new_york):
    with pytest.raises(InputError, match="no rule set in force"):
        new_york.rule_set_at(date(2018, 6, 30))


def test_an_unknown_service_or_language_is_refused_with_what_exists(new_york):
    with pytest.raises(InputError, match="library"):
        new_york.service("opera")
    with pytest.raises(InputError, match="bn"):
        new_york.text("fr")


@pytest.mark.parametrize("birth_date", [date(1900, 1, 1), date(2026, 11, 21)])
def test_every_age_has_a_fee_and_a_validity(new_york, birth_date):
    at = date(2026, 11, 20)
    assert new_york.fees.cents(Act.NEW, birth_date=birth_date, at=at) == 0
    assert new_york.validity.last_day(birth_date, at) > at
