"""The home folder and the database in it, as we insist on having them."""

from __future__ import annotations

import os
import stat
from datetime import date

import pytest
from django.db import OperationalError, connection

from denizen_site.__main__ import main as site_main
from denizen_site.config import boot
from denizen_site.config.database import check_durability, in_our_words
from denizen_site.custody.models import Programme
from denizen_site.errors import StateError
from denizen_site.ledger import actions, queries
from denizen_site.ledger.acts import Act

ROWLESS = ["issuance_card", "issuance_indexreservation", "ledger_daycount", "ledger_closedday"]


def test_the_home_and_its_database_are_closed_to_others(home):
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_an_own_home_left_open_is_closed(home):
    home.chmod(0o755)
    boot.start(home, variables={})
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_a_folder_that_others_share_is_refused_and_left_as_it_was(tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    (shared / "index.html").write_text("a web server's")
    with pytest.raises(StateError) as caught:
        boot.start(shared, variables={})
    assert caught.value.code == "state.home_shared"
    assert stat.S_IMODE(shared.stat().st_mode) == 0o755


def test_a_home_that_cannot_be_made_is_refused_with_its_place(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StateError) as caught:
        boot.start(tmp_path / "file" / "home", variables={})
    assert caught.value.code == "state.unwritable"


@pytest.mark.parametrize(
    "weaker", ["PRAGMA synchronous=NORMAL", "PRAGMA busy_timeout=5", "PRAGMA secure_delete=OFF"]
)
def test_a_database_that_could_lose_a_card_stops_the_start(home, weaker):
    check_durability()
    with connection.cursor() as cursor:
        cursor.execute(weaker)
    with pytest.raises(StateError) as caught:
        check_durability()
    assert caught.value.code == "state.unsafe_database"


@pytest.mark.parametrize("table", ROWLESS)
def test_tables_that_touch_a_person_keep_no_order_of_insertion(home, table):
    with connection.cursor() as cursor, pytest.raises(OperationalError):
        cursor.execute(f"SELECT rowid FROM {table}")


def test_whatever_a_database_says_leaves_without_its_words(home):
    @in_our_words
    def broken() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT secret_value FROM nowhere")

    with pytest.raises(StateError) as caught:
        broken()
    assert caught.value.code == "state.database_unavailable"
    assert "secret_value" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_process_can_move_to_another_home(home, tmp_path):
    actions.count(Act.ISSUED, day=date(2026, 11, 22))
    boot.start(tmp_path / "other", variables={})
    assert queries.days() == ()
    boot.start(home, variables={})
    assert [entry.counts for entry in queries.days()] == [{"issued": 1}]


def test_a_damaged_database_is_refused_in_our_words(tmp_path):
    place = tmp_path / "home"
    place.mkdir(mode=0o700)
    (place / "denizen.sqlite3").write_bytes(os.urandom(8192))
    with pytest.raises(StateError) as caught:
        boot.start(place, variables={})
    assert caught.value.code == "state.database_unavailable"


def set_tables_back():
    """Take the last room's table away, as if this software were newer than the database."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE lifecycle_publishedstatus")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'lifecycle'")


def test_a_demonstration_brings_its_tables_up_to_date_by_itself(home, programme):
    set_tables_back()
    boot.start(home, variables={})
    assert "lifecycle_publishedstatus" in connection.introspection.table_names()


def test_a_live_programmes_tables_wait_for_the_operator(home, programme, monkeypatch, capsys):
    Programme.objects.update(mode="live")
    set_tables_back()
    with pytest.raises(StateError, match=r"state\.tables_behind") as caught:
        boot.start(home, variables={})
    assert "python -m denizen_site migrate" in caught.value.mend
    monkeypatch.setenv("DENIZEN_HOME", str(home))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert site_main(["migrate"]) == 0
    assert "up to date" in capsys.readouterr().out
    boot.start(home, variables={})
    assert site_main(["something"]) == 64


def test_the_nightly_sweep_is_a_command(home, programme, monkeypatch, capsys):
    monkeypatch.setenv("DENIZEN_HOME", str(home))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert site_main(["sweep"]) == 0
    assert "Everything that was due is done." in capsys.readouterr().out
    monkeypatch.setenv("DENIZEN_HOME", str(home / "root.pub"))
    assert site_main(["sweep"]) == 70
    assert "state.unwritable" in capsys.readouterr().err
