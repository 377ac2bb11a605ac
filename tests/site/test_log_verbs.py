"""`denizen log` and `denizen ledger`: what holds, what does not, and what cannot be told, by words and exit codes."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from denizen_cli.main import main
from denizen_site.custody.queries import keys as known_keys
from denizen_site.ledger import actions
from denizen_site.ledger.models import ClosedDay, DayCount
from denizen_site.open_pages.models import LogEntry, LogHead

GOOD, REFUSED, CANNOT_TELL, USAGE = 0, 1, 2, 64
FIRST, LATER = "2026-11-22", "2026-11-25"
ROOT = ("--root", "home/root.pub")


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs a command in the folder where the operator stands; gives code, answer and remarks."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DENIZEN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def run(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def published(run):
    """Two days of a programme's log; the first day's head was kept."""
    init = ("keys", "init", "--charter", "new-haven", "--list-size", "8192")
    assert run(*init, "--at", FIRST)[0] == GOOD
    assert run("publish", "--out", "public", "--at", FIRST)[0] == GOOD
    shutil.copy("public/log-head.jws", "old.jws")
    assert run("publish", "--out", "public", "--at", LATER)[0] == GOOD
    return run


def test_a_log_is_good_and_goes_on_from_a_head_that_was_kept(published):
    words = ("log", "verify", "--public", "public", "--since", "old.jws", "--at", LATER)
    code, out, _ = published(*words)
    assert code == GOOD
    assert "nothing of it was changed or taken back" in out
    code, out, _ = published(*words, "--json")
    answer = json.loads(out)
    assert (code, answer["verdict"], answer["size"], answer["not_covered_yet"]) == (
        GOOD,
        "good",
        3,
        0,
    )
    assert answer["since"] == {"size": 2, "day": FIRST, "signature_checked": True}


def test_a_pinned_key_set_serves_instead_of_the_trust_list(published):
    shutil.copy("public/keys.json", "pinned.json")
    words = ("log", "verify", "--public", "public", "--keys")
    assert published(*words, "pinned.json")[0] == GOOD
    Path("pinned.json").write_text('{"keys": []}')
    assert published(*words, "pinned.json")[0] == CANNOT_TELL
    Path("pinned.json").write_text("no keys")
    assert published(*words, "pinned.json")[0] == USAGE


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        ("an entry", REFUSED, "log.changed"),
        ("an entry gone", REFUSED, "log.shortened"),
        ("the old head in place of the new", GOOD, "not signed yet"),
        ("no root", CANNOT_TELL, "trust.no_root"),
        ("no log", USAGE, "log.no_file"),
        ("another city's head", CANNOT_TELL, "log.unknown_signer"),
    ],
)
def test_each_trouble_has_its_words_and_its_exit_code(published, change, code, says):
    log, head = Path("public/log.jsonl"), Path("public/log-head.jws")
    root = ROOT
    if change == "an entry":
        log.write_bytes(log.read_bytes().replace(b'"base":5', b'"base":3'))
    elif change == "an entry gone":
        log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:2]))
    elif change == "the old head in place of the new":
        shutil.copy("old.jws", head)
    elif change == "no root":
        root = ("--root", "nowhere.pub")
    elif change == "no log":
        log.unlink()
    else:
        shutil.copy(other_citys_head(published), head)
    found, out, err = published("log", "verify", "--public", "public", *root, "--at", LATER)
    assert (found, says in out + err) == (code, True)


def other_citys_head(run) -> Path:
    words = ("--charter", "hartford", "--list-size", "8192", "--at", LATER)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DENIZEN_HOME", "other")
        assert run("keys", "init", *words)[0] == GOOD
        assert run("publish", "--out", "others", "--at", LATER)[0] == GOOD
    return Path("others/log-head.jws")


def test_a_log_that_was_rewritten_and_signed_again_is_betrayed_by_the_old_head(run):
    """The city itself, with its own keys, starts its log anew; one kept head is enough to see it."""
    init = ("keys", "init", "--charter", "new-haven", "--list-size", "8192", "--at", FIRST)
    assert run(*init)[0] == GOOD
    assert run("publish", "--out", "public", "--at", FIRST)[0] == GOOD
    shutil.copy("public/log-head.jws", "old.jws")
    last = LogEntry.objects.get(index=1)
    LogEntry.objects.filter(index=1).update(entry=bytes(last.entry).replace(b"11-21", b"11-20"))
    LogHead.objects.all().delete()
    assert run("publish", "--out", "public", "--at", LATER)[0] == GOOD
    assert run("log", "verify", "--public", "public", "--at", LATER)[0] == GOOD
    words = ("log", "verify", "--public", "public", "--since", "old.jws", "--at", LATER)
    code, _, err = run(*words)
    assert (code, "log.rewritten" in err) == (REFUSED, True)


def test_a_head_by_a_compromised_key_tells_nothing(published):
    status = next(key.key_id for key in known_keys() if key.purpose.name == "STATUS")
    shutil.copytree("public", "kept")
    assert published("keys", "rotate", "status", "--at", LATER)[0] == GOOD
    words = ("keys", "compromised", status, "--since", FIRST, "--at", LATER)
    assert published(*words)[0] == GOOD
    assert published("publish", "--out", "public", "--at", LATER)[0] == GOOD
    shutil.copy("kept/log-head.jws", "public/log-head.jws")
    code, _, err = published("log", "verify", "--public", "public", "--at", LATER)
    assert (code, "log.key_compromised" in err) == (CANNOT_TELL, True)
    assert published("publish", "--out", "public", "--at", LATER)[0] == GOOD
    code, out, _ = published(
        "log", "verify", "--public", "public", "--since", "old.jws", "--at", LATER
    )
    assert (code, "taken back" in out) == (GOOD, True)


def test_the_entries_are_listed_by_kind_and_no_control_character_reaches_a_terminal(published):
    Path("notice.txt").write_text("One demand came;\nnothing was held.\x1b[31m", encoding="utf-8")
    words = ("log", "notice", "--id", "demand-1", "--text-file", "notice.txt", "--at", LATER)
    assert published(*words)[0] == GOOD
    assert published(*words)[0] == REFUSED
    assert published("publish", "--out", "public", "--at", LATER)[0] == GOOD
    code, out, _ = published("log", "show", "--public", "public")
    assert (code, "\x1b" in out, "demand-1: One demand came; nothing" in out) == (GOOD, False, True)
    code, out, _ = published(
        "log", "show", "--public", "public", "--kind", "daily_totals", "--json"
    )
    assert [entry["body"]["of"] for entry in json.loads(out)] == [FIRST]


def test_the_ledgers_chain_holds_and_fits_its_published_links(published):
    code, out, _ = published("ledger", "check", "--public", "public", "--json")
    answer = json.loads(out)
    assert (code, answer["closed_days"], answer["compared_with_log"]) == (GOOD, 1, 1)
    assert "chain holds: 1 closed days" in published("ledger", "check")[1]


def test_a_ledger_that_was_changed_is_refused_with_its_day(published):
    DayCount.objects.filter(day=FIRST).update(count=99)
    code, _, err = published("ledger", "check")
    assert (code, "ledger.changed" in err, FIRST in err) == (REFUSED, True, True)


def test_a_ledger_that_was_rewritten_whole_is_betrayed_by_the_public_log(published):
    ClosedDay.objects.all().delete()
    DayCount.objects.filter(day=FIRST, act="key_made").delete()
    actions.close_days_before(date(2026, 11, 24))
    assert published("ledger", "check")[0] == GOOD
    code, _, err = published("ledger", "check", "--public", "public")
    assert (code, "ledger.changed" in err) == (REFUSED, True)
