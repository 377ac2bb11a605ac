"""What differs on PostgreSQL: the order of rows, and a server that goes away."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from denizen.trust import KeyPurpose
from denizen_site.config import boot
from denizen_site.config.database import forget_deleted
from denizen_site.custody import actions as custody
from denizen_site.custody.announcing import refresh_trust_list
from denizen_site.custody.queries import keys as known_keys
from denizen_site.errors import StateError
from denizen_site.issuance.models import Card
from denizen_site.lifecycle.actions import sweep


def add_cards(day, count):
    for number in range(count):
        Card.objects.create(
            number=f"{(number * 7919) % 1000:012d}",
            status_index=number,
            lineage=bytes(16),
            first_day=day,
            last_day=day + timedelta(days=9),
            print_state="handed_over",
            revocation_code_hash=bytes(48),
        )


def test_at_the_close_of_a_day_no_order_of_issue_is_left_in_the_table(on_postgresql):
    assert connection.vendor == "postgresql"
    add_cards(date(2026, 11, 22), 40)
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM issuance_card ORDER BY ctid")
        as_issued = [row[0] for row in cursor.fetchall()]
        assert as_issued != sorted(as_issued)
        forget_deleted("issuance_card")
        cursor.execute("SELECT number, xmin::text FROM issuance_card ORDER BY ctid")
        laid_down = cursor.fetchall()
    assert [number for number, _ in laid_down] == sorted(as_issued)
    assert len({transaction for _, transaction in laid_down}) == 1


def test_a_database_that_cannot_be_reached_is_said_so_without_its_address(tmp_path):
    url = "postgresql://someone:hunter2@127.0.0.1:1/city"
    with pytest.raises(StateError) as caught:
        boot.start(tmp_path / "home", variables={"DATABASE_URL": url})
    assert caught.value.code == "state.database_unavailable"
    assert "hunter2" not in str(caught.value)
    assert "127.0.0.1" not in str(caught.value)


def test_a_postgresql_that_confirms_too_early_stops_the_start(on_postgresql):
    url = on_postgresql.variables["DATABASE_URL"] + "&options=-csynchronous_commit%3Doff"
    with pytest.raises(StateError, match=r"state\.unsafe_database"):
        boot.start(on_postgresql.home, variables={"DATABASE_URL": url})


def test_keys_are_rotated_announced_burned_and_forgotten_here_too(on_postgresql, initialise):
    made, at = initialise(), datetime(2026, 11, 22, 15, 40, tzinfo=UTC)
    old = made.keys[0].key_id
    custody.rotate(KeyPurpose.CARD, at=at)
    assert refresh_trust_list(root_folder=None, at=at).version == 1
    custody.burn(old, at=at)
    add_cards(at.date(), 5)
    assert sweep(at=at + timedelta(days=30)).cards == 5
    assert not Card.objects.exists()
    assert {key.key_id for key in known_keys() if key.burned_on} == {old}
