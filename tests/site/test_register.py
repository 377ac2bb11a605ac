"""The register says all that is kept, sent and logged; no table keeps what it must not."""

from __future__ import annotations

import io

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.utils import translation

from denizen_site.config.doors import DoorName, door_settings
from denizen_site.config.environment import read_environment
from denizen_site.custody.announcing import refresh_trust_list
from denizen_site.lifecycle import actions as lifecycle
from denizen_site.open_pages.publishing import publish_log
from denizen_site.register import ENTRIES, Kind, Stage
from denizen_site.register.checking import (
    entries_of_nothing,
    of_kind,
    unregistered,
    unregistered_cache_keys,
    unregistered_columns,
    unregistered_files,
    unregistered_log_fields,
    unregistered_session_keys,
)
from denizen_site.register.resident_page import FOREVER, LIVES, NEVER, TITLES, resident_page

HABITS = ("created", "updated", "modified", "timestamp", "ip", "agent", "name", "birth", "address")
PUBLIC_NAMES = {("custody_programme", "name"), ("django_migrations", "name")}
FLOORS = [
    "ledger",
    "accounts",
    "custody",
    "holds",
    "refused_cards",
    "enrolment",
    "adjudication",
    "issuance",
    "lifecycle",
    "one_card",
    "demands",
    "desk",
    "open_pages",
]


def test_every_column_of_both_databases_is_in_the_register(home):
    assert not unregistered_columns(), "\n".join(unregistered_columns())


def test_the_register_names_no_column_that_is_not_there(home):
    assert not entries_of_nothing(), "\n".join(entries_of_nothing())


def test_a_new_column_is_told_in_a_sentence_that_says_what_to_do(home):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE issuance_note (id INTEGER PRIMARY KEY, birth_date TEXT)")
    found = unregistered_columns()
    assert found[0].startswith("The column issuance_note.birth_date is not in the data register.")
    assert len(found) == 2


def test_every_entry_says_why_and_until_when_and_stands_there_once():
    assert all(len(entry.purpose) >= len("the day") and entry.life for entry in ENTRIES)
    keys = [(entry.kind, entry.place, entry.name) for entry in ENTRIES]
    assert sorted(keys) == sorted(set(keys))


def test_no_column_is_kept_by_habit():
    for entry in of_kind(Kind.COLUMN):
        words = set(entry.column.split("_"))
        assert (entry.table, entry.column) in PUBLIC_NAMES or not words & set(HABITS), entry


def test_a_header_and_a_cookie_that_nobody_wrote_down_are_found():
    known, new = HttpResponse("text"), HttpResponse("text")
    new.headers["X-Clerk"] = "7"
    new.set_cookie("tracking", "1")
    assert unregistered([known]) == []
    found = unregistered([known, new])
    assert [sentence.split(" is not")[0] for sentence in found] == [
        "The cookie tracking",
        "The header X-Clerk",
    ]


@pytest.mark.parametrize("door", [None, *DoorName])
def test_the_log_has_no_field_that_is_not_in_the_register(door, tmp_path):
    environment = read_environment({}, home=tmp_path)
    logging = door_settings(environment, door)["LOGGING"] if door else settings.LOGGING
    assert unregistered_log_fields(logging) == []
    spoilt = {"formatters": {"full": {"format": "%(levelname)s %(message)s"}}}
    assert "log field message" in unregistered_log_fields(spoilt)[0]


def test_session_and_cache_keys_that_nobody_wrote_down_are_found():
    assert "session key last_card" in unregistered_session_keys(["last_card"])[0]
    assert "cache key seen:1" in unregistered_cache_keys(["seen:1"])[0]
    assert unregistered_session_keys([]) == unregistered_cache_keys([]) == []


def test_every_file_of_the_home_and_of_the_public_folder_is_in_the_register(
    programme, charter, at, home, tmp_path
):
    public = tmp_path / "public"
    refresh_trust_list(root_folder=None, at=at)
    lifecycle.publish(out=public, charter=charter, at=at)
    publish_log(out=public, at=at)
    for folder, place in (("home", home), ("public", public)):
        files = [path.relative_to(place) for path in place.rglob("*") if not path.is_dir()]
        found = unregistered_files(folder, map(str, files))
        assert not found, "\n".join(found)
    assert "file home/applicants.csv" in unregistered_files("home", ["applicants.csv"])[0]


def test_no_column_that_touches_a_card_or_a_count_holds_more_than_a_day(home):
    for model in apps.get_models():
        if model._meta.app_label in {"issuance", "ledger", "open_pages", "refused_cards"}:
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


def test_residents_are_told_of_each_time_and_of_what_never_is():
    groups = {group.stage: group for group in resident_page()}
    assert {Stage.WITH_A_CARD, Stage.STOPPED, Stage.COUNTED, Stage.NEVER} <= set(groups)
    assert Stage.PRINTING not in groups
    assert len(groups[Stage.NEVER].lines) == len(NEVER) + 1
    told = [line.sentence for group in groups.values() for line in group.lines]
    assert len(told) == len(set(told))
    assert groups[Stage.WITH_A_CARD].lines[0].until == "Until two days after your card’s last day."


def test_where_cards_are_printed_later_residents_are_told_of_the_waiting_card_and_of_when_it_ends():
    spot, later = (
        {group.stage: group for group in resident_page(prints_later=is_later)}
        for is_later in (False, True)
    )
    assert Stage.PRINTING in later
    assert Stage.PRINTING not in spot
    sentences = {line.sentence for line in later[Stage.NEVER].lines}
    assert any("once your card is printed" in sentence for sentence in sentences)
    assert not any("once you have left" in sentence for sentence in sentences)


def test_every_stage_has_a_title_and_every_life_has_words_for_residents():
    assert set(TITLES) == set(Stage)
    shown = [entry for entry in ENTRIES if entry.shown_to is not None]
    assert not [entry for entry in shown if entry.shown_to.stage is Stage.NEVER]
    without = {entry.life for entry in shown} - set(LIVES) - {FOREVER}
    assert not without, f"write words for these lives in resident_page.LIVES: {without}"


def test_every_table_that_touches_a_card_or_a_visit_is_told_to_residents():
    told = {entry.place for entry in ENTRIES if entry.shown_to is not None}
    assert {"issuance_card", "ledger_daycount"} <= told
    for entry in of_kind(Kind.COLUMN):
        if entry.place in {"issuance_card", "enrolment_sealedvisit", "enrolment_sharedvisit"}:
            assert entry.shown_to is not None, entry


def test_the_residents_page_is_made_in_the_language_that_is_asked_for():
    with translation.override("es"):
        assert len(resident_page()) == len(resident_page(prints_later=False))
