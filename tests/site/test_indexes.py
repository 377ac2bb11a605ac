"""Status indexes are random, taken once, and every one of a list can be taken."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction

from denizen_site.errors import IssuanceError
from denizen_site.issuance.commit import give_up_reservations_before, nobody_watches, reserve
from denizen_site.issuance.indexes import SEGMENT_BYTES, SEGMENT_ENTRIES, take_index
from denizen_site.issuance.models import IndexReservation, UsedIndexes
from denizen_site.issuance.queries import indexes_no_longer_good


def take(size, day):
    return reserve(size, day=day, observer=nobody_watches)


def test_every_index_of_a_small_list_is_taken_once_and_then_the_list_is_full(home, at):
    day = at.date()
    with transaction.atomic():
        taken = [take_index(96, day=day) for _ in range(96)]
    assert sorted(taken) == list(range(96))
    assert taken != sorted(taken)
    with pytest.raises(IssuanceError, match=r"issuance\.status_list_full"):
        take(96, day)


def test_the_last_free_index_of_a_large_list_is_found(home, at):
    size = 16 * SEGMENT_ENTRIES
    full = b"\xff" * SEGMENT_BYTES
    UsedIndexes.objects.bulk_create(UsedIndexes(segment=n, bits=full) for n in range(16))
    almost = bytearray(full)
    almost[500] &= ~(1 << 3) & 0xFF
    UsedIndexes.objects.filter(segment=11).update(bits=bytes(almost))
    assert take(size, at.date()) == 11 * SEGMENT_ENTRIES + 500 * 8 + 3
    with pytest.raises(IssuanceError):
        take(size, at.date())


def test_indexes_are_spread_over_the_whole_list(home, at):
    with transaction.atomic():
        taken = [take_index(8 * SEGMENT_ENTRIES, day=at.date()) for _ in range(400)]
    counts = Counter(index // SEGMENT_ENTRIES for index in taken)
    assert set(counts) == set(range(8))
    assert max(counts.values()) < 100


def test_a_transaction_that_fails_takes_nothing(home, at):
    def broken(step):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        reserve(96, day=at.date(), observer=broken)
    assert not IndexReservation.objects.exists()
    assert not any(bytes(row.bits).strip(b"\0") for row in UsedIndexes.objects.all())


def test_a_reservation_left_over_is_given_up_the_next_day_and_never_earlier(home, at):
    index = take(96, at.date())
    give_up_reservations_before(at.date())
    assert indexes_no_longer_good() == ()
    give_up_reservations_before(at.date() + timedelta(days=1))
    assert indexes_no_longer_good() == (index,)
