"""The subpoena drill: what the programme can hand over is a golden file, so that any growth shows in review."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

GOLDEN = Path(__file__).with_name("subpoena.md")
CREATE = "--create-golden"


def drill(folder: Path, *words: str) -> tuple[dict[str, object], str]:
    """Play it in a process of its own on a fresh home; gives what it printed, and the report."""
    command = [sys.executable, "-m", "denizen_cli", "drill", "subpoena", *words]
    told = {**os.environ, "DENIZEN_HOME": str(folder / "home")}
    told.pop("DATABASE_URL", None)
    ended = subprocess.run(
        [*command, "--json", "--out", str(folder), "--at", "2026-11-23"],
        env=told, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout), (folder / "drill-subpoena.md").read_text("utf-8")


@pytest.fixture(scope="module")
def about_all(tmp_path_factory):
    return drill(tmp_path_factory.mktemp("all"))


def test_what_the_programme_holds_about_anybody_is_what_was_reviewed(about_all):
    assert about_all[1] == GOLDEN.read_text("utf-8"), (
        "What can be handed over has changed. If it must, review it and write the report to"
        " tests/drills/subpoena.md: DENIZEN_HOME=$(mktemp -d)/home denizen drill subpoena --at 2026-11-23."
    )


def test_nothing_outside_the_register_is_there_and_a_table_of_names_would_be_noticed(about_all):
    answer, _ = about_all
    assert answer["found"] == []
    assert [each["found"] for each in answer["planted"]] == [True]


def test_the_answer_is_the_same_whoever_is_named(about_all, tmp_path):
    _, named = drill(tmp_path, "--named")
    assert named == about_all[1].replace(
        "holds about cardholders", "holds about the person who is named"
    )


def test_no_column_is_for_a_name_a_birth_date_or_an_address_of_a_resident(about_all):
    columns = [line.split("`")[1] for line in about_all[1].splitlines() if line.startswith("- `")]
    assert "number" in columns
    assert not {"name", "birth_date", "address", "photo", "document", "country"} & set(columns)
