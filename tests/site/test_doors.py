"""Each door is told only what it needs, and serves nothing that is another's."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

from denizen_cli.door_process import PUBLIC_VARIABLES, variables_for
from denizen_site.config.doors import DoorName, door_settings
from denizen_site.config.environment import read_environment
from denizen_site.config.routing import database_of

SECRET = {"DENIZEN_DESK_SECRET": base64.b64encode(bytes(32)).decode()}
DESK_ROOMS = {
    "accounts", "custody", "enrolment", "issuance", "lifecycle", "ledger", "adjudication", "refused_cards",
}  # fmt: skip
# The public door may know the words of these rooms, and no table of theirs.
WORDS_ONLY = {"ledger": "ledger.models", "refused_cards": "refused_cards.models"}


def settings_of(door: DoorName, **variables: str):
    return door_settings(read_environment({**SECRET, **variables}, home=Path("/nowhere")), door)


def test_the_public_door_has_the_published_database_and_no_other():
    chosen = settings_of(DoorName.PUBLIC, DATABASE_URL="postgresql://u@h/desk")
    assert set(chosen["DATABASES"]) == {"default"}
    assert chosen["DATABASES"]["default"]["NAME"] == Path("/nowhere/published.sqlite3")


def test_the_public_door_knows_none_of_the_desks_rooms_and_no_session():
    chosen = settings_of(DoorName.PUBLIC)
    rooms = {name.rpartition(".")[2] for name in chosen["INSTALLED_APPS"]}
    assert not rooms & DESK_ROOMS
    assert not any("accounts" in name or "csrf" in name.lower() for name in chosen["MIDDLEWARE"])


def test_the_public_doors_process_is_told_no_database_no_key_and_no_secret(monkeypatch):
    for name in (
        "DATABASE_URL",
        "DENIZEN_KEY_PASSPHRASE",
        "DENIZEN_ROOT_PASSPHRASE",
        "DENIZEN_DESK_SECRET",
        "DENIZEN_PKCS11_PIN",
        "SOMETHING_ELSE",
    ):
        monkeypatch.setenv(name, "secret")
    told = variables_for("public")
    assert "secret" not in told.values()
    assert set(told) <= PUBLIC_VARIABLES
    assert variables_for("desk")["DATABASE_URL"] == "secret"


def test_only_what_is_published_goes_into_the_published_database():
    assert database_of("open_pages") == "published"
    assert {database_of(room) for room in DESK_ROOMS} == {"default"}


@pytest.mark.parametrize("door", [DoorName.DESK, DoorName.PUBLIC])
def test_uploads_touch_no_disk_and_pages_allow_nothing_inline(door):
    chosen = settings_of(door)
    assert chosen["FILE_UPLOAD_HANDLERS"] == [
        "django.core.files.uploadhandler.MemoryFileUploadHandler"
    ]
    assert "denizen_site.ui.headers.SecurityHeaders" in chosen["MIDDLEWARE"]


def test_a_door_on_a_name_of_its_own_insists_on_tls():
    near, far = (
        settings_of(DoorName.DESK),
        settings_of(DoorName.DESK, DENIZEN_DESK_HOSTS="desk.example.gov"),
    )
    assert near["SECURE_HSTS_SECONDS"] == 0
    assert far["SECURE_HSTS_SECONDS"] > 0
    assert far["ALLOWED_HOSTS"] == ["desk.example.gov"]


def test_the_public_doors_code_runs_without_loading_a_room_of_the_desk(tmp_path):
    script = (
        "import sys; from pathlib import Path; from denizen_site.config import boot;"
        "from denizen_site.config.doors import DoorName;"
        "boot.start_door(Path(sys.argv[1]), DoorName.PUBLIC, variables={'DENIZEN_CHARTER': 'new-haven'});"
        "import denizen_site.config.public_urls;"
        "print([name for name in sys.modules if name.startswith('denizen_site.')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"]},
        check=True,
    )
    rooms = DESK_ROOMS - set(WORDS_ONLY)
    assert not any(f"'denizen_site.{room}." in done.stdout for room in rooms), done.stdout
    assert not any(f"'denizen_site.{table}'" in done.stdout for table in WORDS_ONLY.values())
