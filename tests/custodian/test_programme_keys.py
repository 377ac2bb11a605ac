"""A programme learns its custodians' keys, lists its epochs, and notes a burn on their signed word."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from custodian_table import EPOCH, command, today

ROOT = Path(__file__).resolve().parents[2]
ON = """
[one_card]
check = "on"
decision = "Order 14 of 2026"
custodians = ["Clerk", "Library", "Community", "Legal aid"]
needed = 3
first_epoch = 2026-07-01
epoch_months = 12
keep_months = 12
source = "council"
reading = "T"
"""
AT = "2026-11-23"


@pytest.fixture
def denizen(tmp_path):
    """Run commands in a home of a city whose council turned the check on: `denizen(*words)`."""
    city = tmp_path / "charters" / "new-haven"
    shutil.copytree(ROOT / "charters" / "new-haven", city)
    with (city / "charter.toml").open("a") as file:
        file.write(ON)
    with (city / "SOURCES.md").open("a") as file:
        file.write("\n## council The council's decision\n\nRead in full.\n")
    told = {
        **os.environ,
        "DENIZEN_HOME": str(tmp_path / "home"),
        "DENIZEN_CHARTERS": str(city.parent),
    }
    told.pop("DATABASE_URL", None)

    def run(*words, expect=0, out=False):
        ended = subprocess.run(
            [sys.executable, "-m", "denizen_cli", *map(str, words)],
            env=told, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ended.returncode == expect, ended.stderr + ended.stdout
        return ended.stdout if expect == 0 or out else ended.stderr

    run("keys", "init", "--charter", "new-haven", "--list-size", 2**13, "--at", AT)
    return run


@pytest.fixture
def described(folders, tmp_path, capsys):
    """What each custodian tells the programme."""
    files = []
    for number, folder in enumerate(folders, start=1):
        assert command("custodian", "public", "--folder", folder.path) == 0
        files.append(tmp_path / f"custodian-{number}.json")
        files[-1].write_text(capsys.readouterr().out)
    return files


def listed(denizen):
    return json.loads(denizen("keys", "custodians", "--json", "--at", AT))["epochs"]


def test_before_the_ceremony_the_epoch_has_no_key(denizen):
    epoch, _ = listed(denizen)
    assert (epoch["epoch"], epoch["has_key"]) == (EPOCH, False)
    assert "no key yet" in denizen("keys", "custodians", "--at", AT)


def test_the_programme_learns_a_key_from_all_custodians(denizen, described):
    denizen("keys", "custodians", "--add", *described, "--at", AT)
    epoch, _ = listed(denizen)
    assert (epoch["has_key"], epoch["embedded"], epoch["burn_on"]) == (True, False, "2028-07-01")


def test_the_next_epoch_is_listed_before_it_begins(denizen):
    told = denizen("keys", "custodians", "--at", AT)
    assert "2027-07  begins on 2027-07-01, no key yet" in told


@pytest.fixture
def at_the_station(denizen, described, station, running, tmp_path):
    """Give the home what a station needs to ask the four daemons that run."""
    denizen("keys", "custodians", "--add", *described, "--at", AT)
    place = tmp_path / "home" / "custodians"
    for path in station.iterdir():
        shutil.copy(path, place)
    lines = [
        f'[[custodian]]\nindex = {index}\nhost = "127.0.0.1"\nport = {each.port}\n'
        for index, each in enumerate(running, start=1)
    ]
    (place / "custodians.toml").write_text("\n".join(lines))
    return running


def noon():
    """Give an hour at which the custodians' day, in UTC, is the city's day too."""
    return f"{today()}T16:00:00Z"


def test_custodians_are_asked_about_nobody_before_the_desk_depends_on_them(denizen, at_the_station):
    told = denizen("keys", "custodians", "--ask", "--at", noon())
    assert "2026-07: 4 of 4 answer; 3 are needed." in told
    assert told.count("answers, and the proof holds") == 4
    at_the_station[3].stop()
    assert "3 of 4 answer" in denizen("keys", "custodians", "--ask", "--at", noon())
    at_the_station[0].stop()
    told = denizen("keys", "custodians", "--ask", "--at", noon(), "--json", expect=1, out=True)
    (epoch,) = json.loads(told)["epochs"]
    assert [row["code"] for row in epoch["custodians"]] == [
        "custodian.away", None, None, "custodian.away"
    ]  # fmt: skip


def test_without_a_key_nobody_is_asked(denizen):
    assert "hold the ceremony" in denizen(
        "keys", "custodians", "--ask", "--at", AT, expect=1, out=True
    )


def test_what_custodians_tell_holds_no_secret(described, folders):
    for path, folder in zip(described, folders, strict=True):
        share = json.loads(folder.share.read_bytes())["share"]
        assert share not in path.read_text()
        assert folder.signing_key().private_bytes_raw().hex() not in path.read_text()


def test_a_missing_and_a_foreign_description_are_refused(denizen, described):
    told = denizen("keys", "custodians", "--add", *described[:3], "--at", AT, expect=64)
    assert "one_card.custodians_missing" in told
    body = json.loads(described[0].read_text())
    body["commitments"][0] = body["commitments"][1]
    described[0].write_text(json.dumps(body))
    told = denizen("keys", "custodians", "--add", *described, "--at", AT, expect=64)
    assert "one_card.custodians_disagree" in told
    described[0].write_text("{}")
    told = denizen("keys", "custodians", "--add", *described, "--at", AT, expect=64)
    assert "one_card.description" in told


def test_two_signed_records_burn_the_epoch_and_it_is_published(
    denizen, described, folders, tmp_path
):
    denizen("keys", "custodians", "--add", *described, "--at", AT)
    for folder in folders[:2]:
        assert command("custodian", "burn", "--folder", folder.path) == 0
    first, second = (folder.burn_record for folder in folders[:2])
    told = denizen("keys", "burn", EPOCH, "--record", first, "--at", AT, expect=1)
    assert "one_card.too_few_burned" in told
    denizen("keys", "burn", EPOCH, "--record", first, "--record", second, "--at", AT)
    epoch, _ = listed(denizen)
    assert epoch["burned"]
    (published,) = json.loads((tmp_path / "home" / "public" / "burned-epochs.json").read_text())
    assert published["epoch"] == EPOCH
    assert len(published["records"]) == 2
    told = denizen(
        "keys", "burn", EPOCH, "--record", first, "--record", second, "--at", AT, expect=1
    )
    assert "one_card.burned_before" in told


@pytest.mark.parametrize(
    "verb", [("issue",), ("card", "replace", "NH2J-7Q4K"), ("card", "renew", "NH2J-7Q4K")]
)
def test_no_card_is_issued_past_the_desk(denizen, tmp_path, verb):
    person = {
        "name": "Layla Nadie", "birth_date": "1990-01-02", "address": {"mode": "none"},
        "signature": "L", "card_language": "en",
    }  # fmt: skip
    (tmp_path / "person.json").write_text(json.dumps(person))
    (tmp_path / "photo.png").write_bytes(b"not looked at")
    words = ["--person", tmp_path / "person.json", "--photo", tmp_path / "photo.png"]
    told = denizen(*verb, *words, "--out", tmp_path / "cards", "--at", AT, expect=64)
    assert "issue.at_the_desk_only" in told


def test_an_epoch_that_the_calendar_has_not_is_told(denizen):
    assert "one_card.no_epoch" in denizen("keys", "burn", "2026-08", "--at", AT, expect=64)


def test_a_demonstration_may_embed_and_says_that_it_protects_nothing(denizen):
    assert "protects nothing" in denizen("keys", "custodians", "--embedded", "--at", AT)
    denizen("keys", "burn", EPOCH, "--at", AT)
    assert listed(denizen)[0]["burned"]


def test_a_city_that_leaves_the_check_off_has_no_epochs(denizen, tmp_path):
    path = tmp_path / "charters" / "new-haven" / "charter.toml"
    path.write_text(path.read_text().replace(ON, ""))
    sources = tmp_path / "charters" / "new-haven" / "SOURCES.md"
    sources.write_text(sources.read_text().partition("\n## council")[0] + "\n")
    assert "one_card.off" in denizen("keys", "custodians", "--at", AT, expect=64)
