"""The seizure drill: after enrolments with no visit open, nothing that is taken names anybody.

Taken are the home with its databases and their logs of changes, what the doors wrote to their log, temporary
folders, and the memory of every live process of the doors.  The drill has teeth: a name that is written down, a
visit that is being served at this moment, and a photo in a spool are found.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from denizen_cli.drills import seizure
from denizen_cli.drills.honey_city import honey_person, opened
from denizen_cli.drills.report import Plant, report_page, write_report
from denizen_cli.main import main
from denizen_cli.seizing import needles

DAY = date(2026, 11, 23)
MANY = pytest.param(50, marks=pytest.mark.long)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """One city for all: each test looks for a person of its own."""
    with opened(tmp_path_factory.mktemp("city")) as found:
        yield found


@pytest.fixture
def person():
    return honey_person()


@pytest.mark.parametrize("visits", [4, MANY])
def test_a_seized_desk_names_nobody_when_no_visit_is_open(city, person, visits):
    seizure.enrol(city, person, visits=visits)
    assert city.places.seized(person.wanted()) == []


def test_the_drill_finds_a_name_that_somebody_wrote_down(city, person):
    with seizure.name_in_table(city, person.word):
        assert any("denizen.sqlite3" in found for found in city.places.written(person.wanted()))


def test_the_drill_finds_whoever_is_served_at_this_moment_and_nobody_afterwards(city, person):
    with seizure.name_being_sent(city, person.word):
        assert seizure.until(lambda: bool(city.places.remembered(needles("name", person.word))))
    assert seizure.left_in_memory(city, person.word) == []


def test_the_drill_finds_a_photo_in_a_spool(city, person):
    with seizure.photo_in_spool(person.photo):
        assert any("photo as sent" in found for found in city.places.written(person.wanted()))


@pytest.mark.long
def test_a_running_programme_is_seized_for_a_person_whom_staff_made_up(
    city, person, tmp_path, capsys, monkeypatch
):
    seizure.enrol(city, person, visits=1)
    answer = drill_running(
        city, person, "1911-10-23", folder=tmp_path, capsys=capsys, monkeypatch=monkeypatch
    )
    assert answer["found"] == []
    assert answer["holds"]
    assert "no card was waiting" in (tmp_path / "drill-seizure.md").read_text("utf-8")


def test_a_running_programme_that_wrote_the_person_down_is_caught(
    city, person, tmp_path, capsys, monkeypatch
):
    name = person.applicant(0).name
    with seizure.name_in_table(city, name):
        answer = drill_running(
            city, person, "1911-10-24", folder=tmp_path, capsys=capsys, monkeypatch=monkeypatch
        )
    assert not answer["holds"]
    assert all(each["found"] for each in answer["planted"])
    assert any("denizen.sqlite3" in found for found in answer["found"])
    assert person.word not in json.dumps(answer)
    assert person.word not in (tmp_path / "drill-seizure.md").read_text("utf-8")


def drill_running(city, person, born, *, folder, capsys, monkeypatch):
    """Play the drill by its command; gives what it printed.

    Each test has a birth date of its own: the one beside it searches temporary folders at the same time.
    """
    monkeypatch.setenv("DENIZEN_HOME", str(city.places.home))
    told = {"name": person.applicant(0).name, "address": {"mode": "none"}}
    told["birth_date"] = born
    file = folder / "person.json"
    file.write_text(json.dumps({**told, "card_language": "en"}), encoding="utf-8")
    words = ["drill", "seizure", "--running", str(city.places.pid), "--person", str(file)]
    assert main([*words, "--out", str(folder), "--json"]) in {0, 1}
    file.unlink()
    return json.loads(capsys.readouterr().out)


def test_a_drill_that_misses_a_planted_leak_does_not_hold(tmp_path):
    report = seizure.DrillReport(
        "seizure", "T", ("a",), (), (Plant("a leak", was_found=False),), ("b",)
    )
    assert not report.holds
    assert "proves nothing" in write_report(report, tmp_path, on=DAY).read_text("utf-8")
    assert not replace(report, planted=()).holds
    found = replace(report, found=("a name in a file",), planted=(Plant("a leak", was_found=True),))
    assert not found.holds
    assert "does not hold" in report_page(found, on=DAY)
    assert replace(found, found=()).holds


def test_a_process_that_does_not_live_is_no_quiet_success(tmp_path, capsys):
    file = tmp_path / "person.json"
    file.write_text("{}", encoding="utf-8")
    words = ["drill", "seizure", "--running", "999999999", "--person", str(file), "--json"]
    assert main([*words, "--out", str(tmp_path)]) == 64
    assert json.loads(capsys.readouterr().out)["error"] == "drill.no_memory"


def test_a_running_programme_without_a_person_to_look_for_is_no_quiet_success(tmp_path, capsys):
    assert main(["drill", "seizure", "--running", "1", "--out", str(tmp_path), "--json"]) == 64
    assert json.loads(capsys.readouterr().out)["error"] == "drill.no_person"
