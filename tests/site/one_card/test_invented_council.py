"""A sample city can be shown with the check on: its council is invented, and no city of anybody's own is touched."""

from __future__ import annotations

import json
import os

import pytest

from denizen.charter import load_charter
from denizen.errors import DenizenError, InputError
from denizen.trust import ProgrammeMode
from denizen_cli import invented_council
from denizen_cli.invented_council import charter_with_check, convene
from denizen_cli.main import main
from denizen_site.config.charter_folder import SHIPPED, open_charter, read_folder
from denizen_site.custody.models import Programme


@pytest.fixture(autouse=True)
def charters_of_before(monkeypatch):
    """Give the variable back that `convene` sets."""
    monkeypatch.setenv("DENIZEN_CHARTERS", "")


def test_the_copy_loads_and_says_that_nobody_decided_it(tmp_path, at):
    folder = charter_with_check(tmp_path, first=at.date().replace(day=1))
    found = load_charter(read_folder(folder)).one_card
    assert found.needed == 3
    assert "invented" in found.decision
    assert "no council decided it" in (folder / "SOURCES.md").read_text("utf-8")


def test_a_sample_city_reads_the_copy_in_its_home_and_keeps_it(programme, home):
    folder = convene("new-york", home=home)
    assert os.environ["DENIZEN_CHARTERS"] == str(folder) == str(home / "charters")
    assert [each.name for each in folder.iterdir()] == ["new-haven"]
    text = (folder / "new-haven" / "charter.toml").read_bytes()
    assert convene("new-haven", home=home) == folder
    assert (folder / "new-haven" / "charter.toml").read_bytes() == text
    assert open_charter("new-haven").one_card is not None


def test_before_there_is_a_city_the_one_that_is_named_is_copied(home):
    assert [each.name for each in convene("new-york", home=home).iterdir()] == ["new-york"]


def test_a_copy_that_was_broken_off_is_made_anew(home):
    half = home / "charters" / "new-haven.new"
    half.mkdir(parents=True)
    (half / "charter.toml").write_text("half")
    convene("new-haven", home=home)
    assert not half.exists()
    assert open_charter("new-haven").one_card is not None


def test_a_live_programme_is_refused_and_nothing_is_written(programme, home):
    Programme.objects.update(mode=ProgrammeMode.LIVE.value)
    with pytest.raises(DenizenError) as refusal:
        convene("new-haven", home=home)
    assert refusal.value.code == "one_card.embedded_in_live"
    assert not (home / "charters").exists()


def test_nobody_invents_over_a_council_that_has_decided(tmp_path, at):
    decided = charter_with_check(tmp_path / "first", first=at.date().replace(day=1))
    with pytest.raises(InputError) as refusal:
        charter_with_check(tmp_path / "second", first=at.date(), name=str(decided))
    assert refusal.value.code == "one_card.decided"
    assert not (tmp_path / "second").exists()


def test_the_shipped_charters_decide_nothing_so_that_each_can_be_shown():
    for folder in sorted(SHIPPED.iterdir()):
        if (folder / "charter.toml").is_file():
            invented_council.refuse_decided(folder)


def test_a_city_that_is_no_sample_gets_no_invented_council(home, capsys):
    assert main(["serve", "--one-card", "--json"]) == 64
    assert json.loads(capsys.readouterr().out)["error"] == "serve.one_card_without_sample"
