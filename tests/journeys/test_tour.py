"""The tour, as `make demo` plays it: real commands in real processes, and what they leave behind."""

from __future__ import annotations

import json

import pytest

from denizen_cli.main import main


@pytest.fixture(scope="module")
def toured(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tour") / "out"
    assert main(["tour", "--out", str(folder)]) == 0
    return folder


def test_the_tour_leaves_the_pictures_and_the_two_public_files(toured):
    names = {path.name for path in toured.rglob("*") if path.is_file()}
    assert {"card.pdf", "front.png", "back.png", "slip.pdf", "photographed.jpg"} <= names
    assert {"trust.cose", "status.cwt", "status.jwt", "keys.json"} <= names


def test_the_tours_home_holds_nothing_of_the_person(toured):
    person = json.loads((toured / "person.json").read_text(encoding="utf-8"))
    secrets = [person["name"], "Ñáñez", person["birth_date"], "Grand Avenue"]
    for path in (path for path in (toured / "home").rglob("*") if path.is_file()):
        data = path.read_bytes()
        assert not [text for text in secrets if text.encode() in data], path.name


def test_the_search_for_the_person_finds_a_leak_that_is_planted(toured):
    person = json.loads((toured / "person.json").read_text(encoding="utf-8"))
    assert person["name"].encode() in (toured / "person.json").read_bytes()


def test_the_forged_code_is_left_to_be_looked_at(toured):
    assert (toured / "forged.txt").read_text(encoding="ascii").strip()


def test_the_tour_refuses_a_folder_that_is_not_its_own(tmp_path, capsys):
    (tmp_path / "letter.txt").write_text("mine")
    assert main(["tour", "--out", str(tmp_path)]) == 64
    assert "tour.folder_in_use" in capsys.readouterr().err
    assert (tmp_path / "letter.txt").read_text() == "mine"
