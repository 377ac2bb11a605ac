"""The blind index on both databases: two desks at once, and on PostgreSQL what its files and its books would tell."""

from __future__ import annotations

import dataclasses
import secrets
import sys
import threading
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection, transaction

from denizen.charter import load_charter
from denizen.credential import CardNumber
from denizen_site.config import boot
from denizen_site.errors import OneCardError
from denizen_site.one_card import checking, custodians, keeping, nights, warming
from denizen_site.one_card.models import BlindRow, WaitingRow

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "site"))
from one_card_city import checking as checking_city

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = [
    (f"{given} {family}", date(1950, 1, 1) + timedelta(days=613 * number))
    for number, (given, family) in enumerate(
        zip(
            ("Abril", "Bruno", "Celia", "Dario", "Elsa", "Fabio", "Greta", "Hugo"),
            ("Quispe", "Warren", "Lozano", "Petit", "Oduya", "Klein", "Rivas", "Tanaka"),
            strict=True,
        )
    )
]


@pytest.fixture(scope="module")
def city():
    folder = ROOT / "charters" / "new-haven"
    paths = [*folder.glob("*.toml"), *folder.glob("text/*"), folder / "SOURCES.md"]
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths}
    return checking_city(load_charter(files))


@pytest.fixture
def at():
    return datetime(2026, 11, 22, 15, 40, 13, tzinfo=UTC)


def ready(place, city, initialise, at):
    """Make the place a programme with embedded custodians."""
    initialise()
    custodians.embed(city.one_card, city.one_card.current(at.date()))
    return place


def looked(city, person, at):
    """Check somebody."""
    return checking.check(city, name=person[0], born=person[1], at=at)


def enrol(city, person, at):
    """Check and note one person with a bare card; raises as `keep` does."""
    checked = looked(city, person, at)
    noted(checked, at)


def noted(checked, at):
    models = import_module("denizen_site.issuance.models")
    with transaction.atomic():
        number = CardNumber.new().value
        models.Card.objects.create(
            number=number,
            status_index=secrets.randbelow(2**30),
            lineage=secrets.token_bytes(16),
            first_day=at.date(),
            last_day=at.date() + timedelta(days=900),
            print_state="handed_over",
            revocation_code_hash=bytes(48),
        )
        keeping.keep(checked, number, known=())


def test_of_two_desks_that_enrol_one_person_at_once_only_one_issues(place, city, initialise, at):
    ready(place, city, initialise, at)
    both = [looked(city, PEOPLE[0], at) for _ in range(2)]
    outcomes, barrier = [], threading.Barrier(2)

    def desk(checked):
        try:
            barrier.wait()
            noted(checked, at)
            outcomes.append("issued")
        except OneCardError as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=desk, args=[checked]) for checked in both]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(outcomes) == ["issued", "one_card.somebody_came_first"]


def test_enrolments_during_the_night_lose_no_row(place, city, initialise, at):
    ready(place, city, initialise, at)
    enrol(city, PEOPLE[0], at)

    def night():
        for _ in range(5):
            nights.lay_down(at=at)
        connection.close()

    thread = threading.Thread(target=night)
    thread.start()
    for person in PEOPLE[1:]:
        enrol(city, person, at)
    thread.join()
    nights.lay_down(at=at)
    assert WaitingRow.objects.count() == 0
    assert all(looked(city, person, at).strongest.strong for person in PEOPLE)


def test_an_epochs_rows_are_a_part_of_their_own_and_are_dropped_whole(
    on_postgresql, city, initialise, at
):
    burning = import_module("denizen_site.one_card.burning")
    ready(on_postgresql, city, initialise, at)
    enrol(city, PEOPLE[0], at)
    nights.lay_down(at=at)
    assert BlindRow.objects.count() == nights.BATCH_ROWS
    assert one("SELECT count(*) FROM one_card_blindrow_0") == nights.BATCH_ROWS
    burning.burn(city.one_card, city.one_card.epoch(0), records=[], at=at)
    assert one("SELECT to_regclass('one_card_blindrow_0')") is None
    assert BlindRow.objects.count() == 0


def one(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def test_rows_lie_on_the_pages_in_the_order_of_their_keys_and_of_one_night(
    on_postgresql, city, initialise, at
):
    ready(on_postgresql, city, initialise, at)
    for person in PEOPLE:
        enrol(city, person, at)
    nights.lay_down(at=at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_key, xmin::text FROM one_card_blindrow_0 ORDER BY ctid")
        laid = cursor.fetchall()
    keys = [bytes(key) for key, _ in laid]
    assert keys == sorted(keys)
    assert len({transaction_ for _, transaction_ in laid}) == 1


def test_the_planners_statistics_sample_no_row(on_postgresql, city, initialise, at):
    ready(on_postgresql, city, initialise, at)
    enrol(city, PEOPLE[0], at)
    nights.lay_down(at=at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(
            "SELECT count(*) FROM pg_stats WHERE tablename LIKE 'one_card_blindrow%'"
            " AND attname IN ('row_key', 'value')"
        )
        assert cursor.fetchone()[0] == 0


def test_the_write_ahead_log_holds_index_rows_in_sorted_order_only(
    on_postgresql, city, initialise, at
):
    ready(on_postgresql, city, initialise, at)
    for person in PEOPLE:
        enrol(city, person, at)
    nights.lay_down(at=at)
    keys = [bytes(key) for key in BlindRow.objects.values_list("row_key", flat=True)]
    folder = Path(one("SHOW data_directory")) / "pg_wal"
    log = b"".join(p.read_bytes() for p in sorted(folder.glob("[0-9A-F]*")) if p.is_file())
    first = [(log.find(key), key) for key in keys]
    seen = [key for place_, key in sorted(first) if place_ >= 0]
    assert len(seen) > nights.BATCH_ROWS * 0.9
    assert seen == sorted(seen)


@pytest.mark.parametrize(
    "setting",
    [
        "log_statement=all",
        "log_statement=mod",
        "log_min_duration_statement=0",
        "log_min_duration_sample=0",
        "log_transaction_sample_rate=1",
        "log_parameter_max_length_on_error=-1",
    ],
)
def test_a_database_that_writes_statements_down_is_refused(on_postgresql, initialise, setting):
    initialise()
    warming.require_quiet_database()
    url = f"{on_postgresql.variables['DATABASE_URL']}&options=-c{setting.replace('=', '%3D')}"
    boot.start(on_postgresql.home, variables={"DATABASE_URL": url})
    with pytest.raises(OneCardError) as refusal:
        warming.require_quiet_database()
    assert refusal.value.code == "one_card.database_talks"
    assert setting.partition("=")[0] in refusal.value.summary


def test_a_desk_does_not_open_in_live_mode_with_embedded_custodians(
    on_sqlite, city, initialise, at, monkeypatch
):
    ready(on_sqlite, city, initialise, at)
    monkeypatch.setattr(warming, "bound_charter", lambda: city)
    warming.warm()
    import_module("denizen_site.custody.models").Programme.objects.update(mode="live")
    with pytest.raises(OneCardError) as refusal:
        warming.warm()
    assert refusal.value.code == "one_card.embedded_in_live"


def test_a_city_that_leaves_the_check_off_is_asked_nothing(
    on_sqlite, city, initialise, monkeypatch
):
    initialise()
    off = dataclasses.replace(city, one_card=None)
    monkeypatch.setattr(warming, "bound_charter", lambda: off)
    monkeypatch.setattr(warming, "require_quiet_database", lambda: 1 / 0)
    warming.warm()
