"""The drills of the one-card check, small: they hold, they have teeth, and embedded custodians make them fail."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from denizen.charter import load_charter
from denizen_cli.drills.custodian_city import folders_with_shares
from denizen_cli.invented_council import charter_with_check
from denizen_site.config.charter_folder import read_folder

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def drill(folder, *words):
    """Play one in a process of its own; gives how it ended, what it printed, and its report."""
    command = [sys.executable, "-m", "denizen_cli", "drill", *words, "--json", "--out", str(folder)]
    told = {**os.environ, "DENIZEN_HOME": str(folder / "home")}
    told.pop("DATABASE_URL", None)
    ended = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
    assert ended.stdout.strip(), ended.stderr
    report = (folder / f"drill-{words[0]}.md").read_text("utf-8")
    return ended.returncode, json.loads(ended.stdout), report


def test_the_drills_custodians_keep_the_citys_day_and_not_the_machines(tmp_path):
    folder = charter_with_check(tmp_path, first=AT.date().replace(day=1))
    charter = load_charter(read_folder(folder))
    rules = [each.rules() for each in folders_with_shares(tmp_path, charter, at=AT)]
    assert [each.time_zone for each in rules] == [charter.time_zone] * 4


def test_a_taken_index_tells_nobody_who_is_in_it(tmp_path):
    code, said, report = drill(tmp_path, "relink", "--people", "20", "--candidates", "200")
    assert (code, said["found"]) == (0, [])
    assert [each["found"] for each in said["planted"]] == [True, True]
    assert "chance is 0.500" in report


def test_enough_keys_open_it_one_fewer_do_not_and_a_burn_ends_it(tmp_path):
    code, said, report = drill(tmp_path, "custodians", "--people", "10")
    assert (code, said["found"]) == (0, [])
    assert said["planted"] == [{"what": "With 3 keys the same attack", "found": True}]
    assert "2 of 2 cards verify after the burn" in report


@pytest.mark.parametrize("name", ["relink", "custodians"])
def test_with_embedded_custodians_nothing_holds(tmp_path, name):
    size = ["--people", "10", *(["--candidates", "40"] if name == "relink" else [])]
    code, said, report = drill(tmp_path, name, *size, "--embedded")
    assert code == 1
    assert said["holds"] is False
    assert "Does not hold: embedded" in report


def test_no_tradition_of_names_is_treated_worse_than_its_limits(tmp_path):
    code, said, report = drill(tmp_path, "fairness", "--people", "3000", "--questions", "600")
    assert (code, said["found"]) == (0, [])
    assert [each["found"] for each in said["planted"]] == [True]
    assert "Found again, names of two words" in report


@pytest.mark.parametrize(
    "words",
    [
        ("relink", "--people", "5"),
        ("relink", "--people", "20", "--candidates", "30"),
        ("fairness", "--people", "50", "--questions", "200"),
    ],
)
def test_numbers_that_would_show_nothing_are_refused(tmp_path, words):
    command = [sys.executable, "-m", "denizen_cli", "drill", *words, "--out", str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 64
    assert "drill.size" in ended.stderr
