"""The first director is made by one command, once; the rest of `staff` helps when nobody can sign in."""

from __future__ import annotations

import json
import re
from importlib import import_module

import pytest

from denizen_cli.main import main

CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){4}")
FIRST = ("staff", "first-director", "--username", "dora", "--name", "Dora Nash")


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DENIZEN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert main(["keys", "init", "--list-size", "8192", "--charter", "new-haven"]) == 0


@pytest.fixture
def first(home, capsys):
    capsys.readouterr()
    assert main([*FIRST, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_first_director_gets_a_code_that_is_shown_once(home, capsys):
    capsys.readouterr()
    assert main(list(FIRST)) == 0
    said = capsys.readouterr().out
    code = CODE.search(said)[0]
    assert "/join/" in said
    assert main(["staff", "list"]) == 0
    said = capsys.readouterr().out
    assert code not in said
    assert re.search(r"dora +director +Dora Nash +not joined yet", said)


def test_a_second_first_director_is_refused_with_what_to_do(first, capsys):
    assert main(["staff", "first-director", "--username", "dan", "--name", "Dan"]) == 1
    said = capsys.readouterr().err
    assert "accounts.director_exists" in said
    assert "denizen staff invite" in said
    assert main(["staff", "list", "--json"]) == 0
    assert [one["username"] for one in json.loads(capsys.readouterr().out)] == ["dora"]


def test_an_invitation_can_be_made_anew(first, capsys):
    assert main(["staff", "invite", "dora", "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert CODE.fullmatch(again["code"])
    assert again["code"] != first["code"]


def test_an_account_is_unlocked(first, capsys):
    # Models can be imported only once the command has started the site.
    accounts = import_module("denizen_site.accounts.models").Staff.objects
    accounts.update(failures=5, locked_until="2099-01-01T00:00:00Z")
    assert main(["staff", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["locked"] is True
    assert main(["staff", "unlock", "dora"]) == 0
    assert (accounts.get().failures, accounts.get().locked_until) == (0, None)


@pytest.mark.parametrize("act", ["invite", "unlock"])
def test_an_unknown_name_is_refused(first, capsys, act):
    assert main(["staff", act, "nobody"]) == 1
    assert "accounts.no_such_account" in capsys.readouterr().err


def test_a_name_that_will_not_do_is_refused(home, capsys):
    assert main(["staff", "first-director", "--username", "Dora Nash", "--name", "Dora"]) == 1
    said = capsys.readouterr().err
    assert "accounts.username" in said
    assert "Dora Nash" not in said
