"""The register and the tables say the same; no table keeps what it must not."""

from __future__ import annotations

import io

from django.apps import apps
from django.core.management import call_command
from django.db import connection

from denizen_site.register import ENTRIES

HABITS = ("created", "updated", "modified", "timestamp", "ip", "agent", "name", "birth", "address")
PUBLIC_NAMES = {("custody_programme", "name"), ("django_migrations", "name")}
FLOORS = [
    "ledger",
    "accounts",
    "custody",
    "enrolment",
    "adjudication",
    "issuance",
    "lifecycle",
    "open_pages",
]


def columns_in_database() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return {
            (table, column.name)
            for table in tables
            for column in connection.introspection.get_table_description(cursor, table)
        }


def test_every_column_is_in_the_register_and_nothing_else_is(home):
    assert {(entry.table, entry.column) for entry in ENTRIES} == columns_in_database()


def test_every_entry_says_why_and_until_when():
    assert all(len(entry.purpose) >= len("the day") and entry.life for entry in ENTRIES)
    assert len({(entry.table, entry.column) for entry in ENTRIES}) == len(ENTRIES)


def test_no_column_is_kept_by_habit():
    for entry in ENTRIES:
        words = set(entry.column.split("_"))
        assert (entry.table, entry.column) in PUBLIC_NAMES or not words & set(HABITS), entry


def test_no_column_that_touches_a_card_or_a_count_holds_more_than_a_day(home):
    for model in apps.get_models():
        if model._meta.app_label in {"issuance", "ledger"}:
            kinds = {field.get_internal_type() for field in model._meta.get_fields()}
            assert not kinds & {"DateTimeField", "TimeField", "AutoField", "BigAutoField"}, model


def test_keys_between_rooms_point_down_and_leave_no_trace_above(home):
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.is_relation:
                own, other = model._meta.app_label, field.related_model._meta.app_label
                assert FLOORS.index(other) <= FLOORS.index(own)
                assert field.remote_field.related_name == "+"


def test_the_migrations_are_those_of_the_models(home):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0, stdout=io.StringIO())
