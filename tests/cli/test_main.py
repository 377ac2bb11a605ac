"""The command line's frame: every verb explains itself, refusals have their exit codes, parts load late."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from denizen_cli.main import VERBS, main

HEAVY = ("django", "typst", "PIL", "zxingcpp", "numpy", "fontTools")


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_explains_itself(verb, capsys):
    with pytest.raises(SystemExit) as left:
        main([verb, "--help"])
    assert left.value.code == 0
    assert "Exit codes: 0 good, 1 refused, 2 cannot tell" in capsys.readouterr().out


def test_wrong_usage_ends_with_64(capsys):
    with pytest.raises(SystemExit) as left:
        main(["verify", "--no-such-option"])
    assert left.value.code == 64
    assert "usage: denizen verify" in capsys.readouterr().err


def test_an_unknown_verb_ends_with_64(capsys):
    with pytest.raises(SystemExit) as left:
        main(["register"])
    assert left.value.code == 64
    assert "invalid choice" in capsys.readouterr().err


def test_a_refusal_names_the_place_and_the_mend(capsys):
    assert main(["assess", "--charter", "new-havem", "--papers", "/nonexistent.json"]) == 64
    said = capsys.readouterr().err
    assert "charter.not_found" in said
    assert "new-haven" in said


def test_a_refusal_is_json_when_json_was_asked_for(capsys):
    assert main(["assess", "--charter", "nowhere", "--papers", "/x.json", "--json"]) == 64
    assert json.loads(capsys.readouterr().out)["error"] == "charter.not_found"


@pytest.mark.parametrize("verb", ["verify", "assess", "charter"])
def test_a_counter_or_a_clerk_needs_neither_the_site_nor_the_press_to_start(verb):
    look = (
        f"import sys, denizen_cli.main, denizen_cli.verbs.{verb}\n"
        f"print([part for part in {HEAVY!r} if part in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_fault_of_ours_shows_no_value_and_ends_with_70(monkeypatch, capsys):
    def fail(*_: object) -> None:
        raise RuntimeError("Rosalía Ñáñez")

    monkeypatch.setattr("denizen_cli.verbs.charter.run", fail)
    assert main(["charter", "list"]) == 70
    said = capsys.readouterr()
    assert "internal.fault" in said.err
    assert "Rosal" not in said.err + said.out
