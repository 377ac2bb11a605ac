"""The example of docs/policy/writing-a-clause.md, taken from the page and run as printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from denizen.policy import PolicyFaultsError, ask, load_community

PAGE = Path(__file__).resolve().parents[3] / "docs" / "policy" / "writing-a-clause.md"
PRINTED = re.compile(r"`springfield/(policy/[\w.]+)`\n\n```\w+\n(.*?)```", re.DOTALL)


@pytest.fixture
def printed():
    return {name: text.encode() for name, text in PRINTED.findall(PAGE.read_text(encoding="utf-8"))}


def test_the_page_prints_a_whole_folder(printed):
    assert set(printed) == {
        "policy/policy.toml",
        "policy/sources.toml",
        "policy/city.cedar",
        "policy/encounters.toml",
    }


def test_the_example_loads_and_its_encounters_hold(printed, every_folder):
    place = load_community("springfield", {**every_folder, "springfield": printed})
    assert len(place.encounters) == 6
    for golden in place.encounters:
        answer = ask(place, golden.question, at=golden.at)
        assert answer.ruling is golden.answer, golden.name
        assert {clause.id for clause in answer.clauses} >= set(golden.clauses), golden.name


def test_a_slip_of_the_pen_in_the_example_is_refused_with_its_line(printed, every_folder):
    printed["policy/city.cedar"] = printed["policy/city.cedar"].replace(b'"victim"', b'"victm"')
    with pytest.raises(PolicyFaultsError) as caught:
        load_community("springfield", {**every_folder, "springfield": printed})
    (fault,) = caught.value.faults
    assert fault.file == "springfield/policy/city.cedar"
    assert fault.clause == "SP-4-12"
