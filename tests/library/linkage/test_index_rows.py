"""Rows of the blind index open for whoever has the label's output, and are noise to everybody else."""

from __future__ import annotations

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.errors import LinkageError
from denizen.linkage.index_rows import (
    VALUE_BYTES,
    WAITING_BYTES,
    DayKey,
    IndexPlace,
    IndexRow,
    noise_row,
)

outputs = st.binary(min_size=64, max_size=64)
lineages = st.binary(min_size=16, max_size=16)


@given(outputs, lineages)
def test_a_lineage_comes_back_to_whoever_has_the_output(output, lineage):
    value = IndexPlace(output).seal(lineage)
    assert len(value) == VALUE_BYTES
    assert IndexPlace(output).open(value) == lineage


@given(outputs, outputs, lineages)
def test_another_output_opens_nothing(output, other, lineage):
    if output == other:
        return
    with pytest.raises(LinkageError) as refusal:
        IndexPlace(other).open(IndexPlace(output).seal(lineage))
    assert refusal.value.code == "linkage.stays_shut"


@given(outputs)
def test_the_rows_of_one_label_have_keys_without_anything_in_common(output):
    keys = {IndexPlace(output).row_key(slot) for slot in range(50)}
    assert len(keys) == 50
    assert all(len(key) == 16 for key in keys)


def test_two_seals_of_one_lineage_are_not_alike():
    place, lineage = IndexPlace(bytes(64)), bytes(16)
    assert place.seal(lineage) != place.seal(lineage)


def test_neither_key_nor_value_holds_the_lineage_or_the_output():
    output, lineage = secrets.token_bytes(64), secrets.token_bytes(16)
    place = IndexPlace(output)
    stored = place.row_key(0) + place.seal(lineage)
    assert lineage not in stored
    assert output[:16] not in stored
    assert output.hex() not in repr(place)


def test_a_waiting_row_comes_back_under_its_own_day_and_under_no_other():
    row, day = noise_row(3), DayKey.new()
    data = day.seal(row)
    assert len(data) == WAITING_BYTES
    assert day.open(data) == row
    with pytest.raises(LinkageError):
        DayKey.new().open(data)
    with pytest.raises(LinkageError):
        day.open(data[:-1])


def test_the_key_of_a_waiting_row_cannot_be_told_from_that_of_the_row():
    row, day = noise_row(1), DayKey.new()
    assert day.waiting_key(1, row.row_key) != row.row_key
    assert day.waiting_key(1, row.row_key) == day.waiting_key(1, row.row_key)
    assert day.waiting_key(1, row.row_key) != day.waiting_key(2, row.row_key)
    assert day.waiting_key(1, row.row_key) != DayKey.new().waiting_key(1, row.row_key)


def test_noise_has_the_form_of_a_true_row():
    true = IndexRow(1, IndexPlace(bytes(64)).row_key(0), IndexPlace(bytes(64)).seal(bytes(16)))
    noise = noise_row(1)
    assert (len(noise.row_key), len(noise.value)) == (len(true.row_key), len(true.value))


def test_no_secret_is_in_a_repr():
    day = DayKey(b"\x07" * 32)
    assert "x07" not in repr(day)
    assert "row_key" not in repr(noise_row(1))
