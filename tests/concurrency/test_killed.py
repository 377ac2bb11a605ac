"""SIGKILL at each named step of an issuance: afterwards there is a complete card or none, and no index twice.

Real processes, real databases, a real press.  The steps are told to an observer that the process under test
brings itself; the product has no switch for being killed.
"""

from __future__ import annotations

import json
import secrets
import signal
import time

import pytest

from denizen_site.issuance.commit import Step

FILES = ["back.png", "card.pdf", "front.png", "slip.pdf"]
COMMITTED = [Step.REVEAL]
RESERVED = [Step.SIGN, Step.PRESS, Step.WRITE, Step.COMMIT]


def kill_at(place, out, step, *more):
    """Run an issuance up to a step and kill it there."""
    process = place.run("issue_one.py", out, step, *more)
    line = process.stdout.readline()
    assert line == f"at {step}\n", process.stderr.read()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def finish(place, out, *more):
    """Run an issuance to its end."""
    answer, errors = place.run("issue_one.py", out, "never", *more).communicate(timeout=60)
    assert answer, errors
    return json.loads(answer)


def look(place, out):
    """Let a fresh process recover and tell what is there."""
    answer, errors = place.run("look.py", out).communicate(timeout=60)
    assert answer, errors
    return json.loads(answer)


def require_whole(found):
    """Whatever was killed: every card has its complete folder, every folder its card, every index one owner."""
    assert set(found["folders"]) == set(found["cards"])
    assert all(files == FILES for files in found["folders"].values())
    owned = found["card_indexes"] + found["reserved"]
    assert len(set(owned)) == len(owned) == found["taken"]


def kill_and_look(place, tmp_path, step):
    """Kill at a step, and hold what a fresh process finds against the promise."""
    out = tmp_path / "cards"
    kill_at(place, out, step)
    found = look(place, out)
    require_whole(found)
    assert len(found["cards"]) == (step in COMMITTED)
    assert found["revealed"] == (step in COMMITTED)
    assert found["removed"] == (step in {Step.WRITE, Step.COMMIT})
    assert len(found["reserved"]) == (step in RESERVED)
    assert [day.get("issued", 0) for day in found["counts"]] == [int(step in COMMITTED)]
    return found


@pytest.mark.parametrize("step", list(Step))
def test_killed_at_a_step_issuance_leaves_a_complete_card_or_none(
    on_sqlite, initialise, tmp_path, step
):
    initialise()
    kill_and_look(on_sqlite, tmp_path, step)


@pytest.mark.parametrize("step", [Step.COMMIT, Step.REVEAL])
def test_killed_at_a_step_that_postgresql_sees_issuance_leaves_a_complete_card_or_none(
    on_postgresql, initialise, tmp_path, step
):
    initialise()
    kill_and_look(on_postgresql, tmp_path, step)


def test_after_a_kill_the_next_issuance_takes_another_index_and_tidies_up(
    on_sqlite, initialise, tmp_path
):
    initialise()
    out = tmp_path / "cards"
    kill_at(on_sqlite, out, Step.REVEAL)
    kill_at(on_sqlite, out, Step.COMMIT)
    finish(on_sqlite, out)
    found = look(on_sqlite, out)
    require_whole(found)
    assert (len(found["cards"]), len(found["reserved"])) == (2, 1)
    assert (found["revealed"], found["removed"]) == (0, 0)


@pytest.mark.parametrize(
    ("database", "step"),
    [
        ("on_sqlite", Step.COMMIT),
        ("on_sqlite", Step.REVEAL),
        pytest.param("on_postgresql", Step.COMMIT, marks=pytest.mark.long),
        pytest.param("on_postgresql", Step.REVEAL, marks=pytest.mark.long),
    ],
)
def test_a_killed_replacement_stops_the_old_card_if_and_only_if_there_is_a_new_one(
    request, initialise, tmp_path, database, step
):
    place, out = request.getfixturevalue(database), tmp_path / "cards"
    initialise()
    old = finish(place, out)["number"]
    kill_at(place, out, step, old)
    found = look(place, out)
    require_whole(found)
    if step is Step.COMMIT:
        assert found["cards"] == {old: "active"}
    else:
        assert found["cards"].pop(old) == "revoked"
        assert list(found["cards"].values()) == ["active"]


def test_a_living_process_is_not_swept_away_by_another_in_the_same_folder(
    on_sqlite, initialise, tmp_path
):
    place, out = on_sqlite, tmp_path / "cards"
    initialise()
    writing = place.run("issue_one.py", out, Step.WRITE)
    assert writing.stdout.readline() == "at write\n"
    finish(place, out)
    found = look(place, out)
    assert found["removed"] == 0
    assert sum(name.startswith(".partial-") for name in found["folders"]) == 1
    writing.kill()
    writing.communicate()
    after = look(place, out)
    assert after["removed"] == 1
    require_whole(after)


@pytest.mark.parametrize(
    "database", ["on_postgresql", pytest.param("on_sqlite", marks=pytest.mark.long)]
)
def test_processes_that_issue_at_once_into_one_folder_each_leave_a_whole_card(
    request, initialise, tmp_path, database
):
    place = request.getfixturevalue(database)
    initialise()
    out = tmp_path / "cards"
    processes = [place.run("issue_one.py", out, "never") for _ in range(2)]
    for process in processes:
        answer, errors = process.communicate(timeout=120)
        assert answer, errors
    found = look(place, out)
    require_whole(found)
    assert (len(found["cards"]), found["reserved"]) == (2, [])


@pytest.mark.long
def test_killed_at_any_moment(place, initialise, tmp_path):
    initialise()
    out = tmp_path / "cards"
    for _ in range(25):
        process = place.run("issue_one.py", out, "never")
        time.sleep(0.3 + secrets.randbelow(1500) / 1000)
        process.kill()
        process.communicate()
    require_whole(look(place, out))
