"""The runbook for a stolen key does what it says, command by command."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from denizen_cli.main import main
from denizen_site.custody.queries import keys as known_keys

PAGE = Path(__file__).resolve().parents[2] / "docs" / "operate" / "key-compromise.md"
GOOD, NOT_GOOD = 0, 1
PERSON = {"name": "Rosalía Ñáñez-Quispe Güemes", "birth_date": "1987-03-14"}


def commands_of(page: Path) -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("denizen ")]
    return [shlex.split(line, comments=True)[1:] for line in lines]


@pytest.fixture
def run(tmp_path, monkeypatch, capsys, photo):
    """Runs a command as the operator would, in the folder where the operator stands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DENIZEN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    Path("person.json").write_text(json.dumps(PERSON), encoding="utf-8")
    Path("photo.png").write_bytes(photo)

    def run(*words: str) -> tuple[int, str]:
        code = main(list(words))
        return code, capsys.readouterr().out

    return run


def issue(run):
    words = ("--person", "person.json", "--photo", "photo.png", "--out", "cards")
    code, out = run("issue", *words, "--json")
    assert code == GOOD
    return json.loads(out)


def ask_counter(run, card) -> int:
    pin = ("--root", "home/root.pub")
    return run("verify", "--text", card["qr_text"], "--public", "public", *pin)[0]


def test_every_command_of_the_runbook_works_in_its_order_and_the_stolen_keys_card_is_not_good(run):
    assert run("keys", "init", "--charter", "new-haven", "--list-size", "8192")[0] == GOOD
    old = issue(run)
    assert run("publish", "--out", "public")[0] == GOOD
    assert ask_counter(run, old) == GOOD
    card_key, status_key = (key.key_id for key in known_keys())
    names = {"CARDKEY": card_key, "STATUSKEY": status_key, "OLDNUMBER": old["card_number"]}
    commands = commands_of(PAGE)
    assert len(commands) >= 8
    for words in commands:
        code, out = run(*(names.get(word, word) for word in words))
        assert code == GOOD, (words, out)
    assert ask_counter(run, old) == NOT_GOOD
    new = issue(run)
    assert ask_counter(run, new) == GOOD
    assert {key.key_id for key in known_keys() if key.burned_on} == {card_key}


def test_every_command_in_the_operators_pages_exists(run, capsys):
    for page in sorted(PAGE.parent.glob("*.md")):
        for words in commands_of(page):
            verbs = [word for word in words if re.fullmatch(r"[a-z][a-z-]+", word)]
            depth = 2 if words[0] in {"keys", "card", "log", "ledger", "staff", "station"} else 1
            with pytest.raises(SystemExit) as ended:
                main([*verbs[:depth], "--help"])
            assert ended.value.code == GOOD
            known = capsys.readouterr().out
            assert all(word in known for word in words if word.startswith("--")), (page, words)
