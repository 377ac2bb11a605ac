"""Issuing on the command line: what is read, what is refused, and that a refusal leaves nothing."""

from __future__ import annotations

import json

import pytest

from denizen_cli.main import main
from denizen_press.portraits import draw_portrait

PERSON = {"name": "Wulandari", "birth_date": "1999-12-31", "address": {"mode": "none"}}


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with a new programme, a person and a photograph."""
    monkeypatch.setenv("DENIZEN_HOME", str(tmp_path / "home"))
    (tmp_path / "person.json").write_text(json.dumps(PERSON))
    (tmp_path / "photo.png").write_bytes(draw_portrait("wulandari"))
    assert main(["keys", "init", "--charter", "new-haven", "--json"]) == 0
    return tmp_path


def issue(desk, *more):
    person, photo = str(desk / "person.json"), str(desk / "photo.png")
    out = str(desk / "cards")
    return main(["issue", "--person", person, "--photo", photo, "--out", out, "--json", *more])


def papers(desk, *documents):
    (desk / "papers.json").write_text(json.dumps([{"document": each} for each in documents]))
    return ("--papers", str(desk / "papers.json"))


def answer(capsys):
    printed = capsys.readouterr().out
    return json.loads(printed[printed.rindex("\n{") :] if "\n{" in printed else printed)


def test_a_card_is_issued_with_the_machine_form_of_the_design(desk, capsys):
    capsys.readouterr()
    assert issue(desk) == 0
    card = answer(capsys)
    assert {"card_number", "status_index", "check_code", "qr_text", "files"} <= set(card)
    assert {"pdf", "front_png", "back_png"} <= set(card["files"])


def test_papers_that_do_not_suffice_issue_nothing(desk, capsys):
    capsys.readouterr()
    assert issue(desk, *papers(desk, "passport")) == 1
    assert answer(capsys)["error"] == "papers.short"
    assert not (desk / "cards").exists()


def test_papers_that_suffice_issue_a_card(desk):
    assert issue(desk, *papers(desk, "passport", "lease")) == 0


def test_a_field_that_is_never_asked_for_is_refused_by_name(desk, capsys):
    (desk / "person.json").write_text(json.dumps({**PERSON, "nationality": "X"}))
    capsys.readouterr()
    assert issue(desk) == 64
    refused = answer(capsys)
    assert refused["error"] == "privacy.forbidden_field"
    assert "nationality" in refused["summary"]


def test_a_picture_that_is_none_is_refused_with_what_to_do(desk, capsys):
    (desk / "photo.png").write_bytes(b"this is a letter")
    capsys.readouterr()
    assert issue(desk) == 64
    refused = answer(capsys)
    assert refused["error"].startswith("press.")
    assert refused["mend"]


def test_a_missing_file_is_named(desk, capsys):
    (desk / "photo.png").unlink()
    capsys.readouterr()
    assert issue(desk) == 64
    assert "photo.png" in answer(capsys)["where"]


def test_a_person_file_with_a_key_twice_is_refused(desk, capsys):
    (desk / "person.json").write_text('{"name": "A", "name": "B", "birth_date": "1999-12-31"}')
    capsys.readouterr()
    assert issue(desk) == 64
    assert "person.json" in answer(capsys)["where"]
