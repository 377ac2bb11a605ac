"""`denizen policy`: ask, compare, grid, check; and what `denizen charter` says of communities with rules only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from denizen_cli.main import main

CHARTERS = Path(__file__).resolve().parents[2] / "charters"
RULES_ONLY = {"connecticut", "danbury", "model", "prince-william", "united-states"}
ASKED = ("ask", "--place", "prince-william", "--action", "ask_status", "--stage", "traffic_stop")
DRIVER = (*ASKED, "--part", "driver", "--fact", "probable_cause=true")


@pytest.fixture
def denizen(capsys):
    def run(*words):
        code = main([*words])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return run


@pytest.fixture
def denizen_json(denizen):
    def run(*words):
        code, text = denizen(*words, "--json")
        return code, json.loads(text)

    return run


@pytest.fixture
def town(tmp_path):
    """A town under the federal layer with one clause of its own, and a way to change it."""

    def write(old="", new=""):
        folder = tmp_path / "town" / "policy"
        folder.mkdir(parents=True, exist_ok=True)
        texts = {
            "policy.toml": 'schema = 1\n[community]\nid = "town"\nname = "A town"\nlayer = "city"\n'
            'above = "united-states"\nprogramme = ""\ncompleteness_note = "made up"\n',
            "sources.toml": '[[source]]\nid = "book"\ntitle = "A book"\n'
            'url = "https://example.org/book"\nreading = "T"\n',
            "city.cedar": '@id("TOWN-1")\n@cite("The town book, page 1")\n@source("book")\n'
            '@reading("T")\n@binds("all staff")\n@says("Nobody asks.")\n'
            'forbid (principal, action == City::Action::"ask_status", resource)\n'
            'when { context.at >= datetime("2020-01-01") };\n',
            "encounters.toml": '[[encounter]]\nname = "a caller"\naction = "ask_status"\n'
            'role = "call_taker"\nstage = "call"\npart = "caller"\nat = 2021-01-01\n'
            'answer = "must_not"\nclauses = ["TOWN-1"]\n',
        }
        for name, text in texts.items():
            (folder / name).write_text(text.replace(old, new) if old else text, encoding="utf-8")
        return str(folder.parent)

    return write


def test_an_answer_names_its_clauses_and_the_day_changes_it(denizen_json):
    code, answer = denizen_json("policy", *DRIVER, "--at", "2008-03-15")
    assert (code, answer["answer"]) == (0, "must")
    assert {"id", "cite", "reading", "layer"} <= set(answer["clauses"][0])
    _, later = denizen_json("policy", *DRIVER, "--at", "2008-05-15")
    assert later["answer"] != "must"


def test_a_prohibition_leaves_with_one_and_silence_with_two(denizen, town):
    asked = ("policy", "ask", "--place", town(), "--stage", "call", "--part", "caller")
    forbidden, text = denizen(*asked, "--action", "ask_status", "--at", "2021-01-01")
    assert (forbidden, "MUST NOT" in text, "The town book, page 1 [cited]" in text) == (
        1,
        True,
        True,
    )
    silent, text = denizen(*asked, "--action", "provide_service", "--at", "2021-01-01")
    assert (silent, "SILENT" in text) == (2, True)


def test_a_day_before_every_rule_says_so(denizen, town):
    asked = ("policy", "ask", "--place", town(), "--stage", "call", "--part", "caller")
    code, text = denizen(*asked, "--action", "ask_status", "--at", "1950-01-01")
    assert (code, "begins later" in text) == (2, True)


def test_every_answer_says_that_it_is_no_advice(denizen, denizen_json):
    assert "not legal advice" in denizen("policy", *DRIVER)[1]
    assert "not legal advice" in denizen_json("policy", *DRIVER)[1]["note"]


@pytest.mark.parametrize(
    "words",
    [
        ("policy", *ASKED, "--part", "drivr"),
        ("policy", *ASKED),
        ("policy", *DRIVER, "--fact", "undocumented"),
        ("policy", *DRIVER, "--fact", "probable_cause=perhaps"),
        ("policy", *DRIVER, "--at", "yesterday"),
        ("policy", "ask", "--place", "atlantis", "--action", "ask_status", "--role", "officer"),
        ("policy", "ask", "--place", "danbury", "--action", "purge"),
    ],
)
def test_a_question_that_cannot_be_asked_is_wrong_usage(denizen, words):
    assert denizen(*words)[0] == 64


def test_two_communities_are_compared_without_advocacy(denizen, denizen_json):
    words = ("policy", "compare", "new-haven", "prince-william", "--at", "2008-08-01")
    _, answer = denizen_json(*words)
    assert answer["disputed"] > 0
    assert answer["changes"][0]["closes"] > 0
    text = denizen(*words)[1]
    assert "not recommended" in text
    assert "however rare" in text


def test_the_grid_counts_possible_encounters(denizen_json):
    _, answer = denizen_json("policy", "grid", "prince-william", "--at", "2008-03-15")
    asked = [row for row in answer["rows"] if row["action"] == "ask_status"]
    assert len(asked) == 9
    assert sum(row["answers"].get("must", 0) for row in asked) > 0


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("context.at >=", "context.att >=", "policy.schema"),
        ('@cite("The town book, page 1")\n', "", "policy.no_cite"),
        ('above = "united-states"', 'above = "atlantis"', "policy.unknown_community"),
        ('"call"', '"phone"', "policy.encounter"),
    ],
)
def test_check_refuses_faulty_rules_with_the_place(denizen_json, town, old, new, code):
    left, (answer,) = denizen_json("policy", "check", town(old, new))
    assert left == 1
    assert answer["faults"][0]["code"] == code
    assert answer["faults"][0]["file"].startswith("town/policy/")
    assert answer["faults"][0]["line"]


def test_check_tells_which_golden_encounter_came_out_otherwise(denizen, town):
    code, text = denizen("policy", "check", town('"must_not"', '"may"'))
    assert code == 1
    assert "a caller: answer: expected may; found must_not" in text


def test_charter_list_and_show_know_communities_with_rules_only(denizen, denizen_json):
    _, rows = denizen_json("charter", "list")
    assert {row["id"] for row in rows} >= RULES_ONLY
    code, text = denizen("charter", "show", "danbury")
    assert code == 0
    assert "not rules, and counted nowhere as law" in text


def test_charter_check_tries_the_rules_of_a_city_too(denizen_json):
    code, answer = denizen_json("charter", "check", "new-haven")
    assert (code, answer["rules"]["holds"]) == (0, True)
    assert answer["rules"]["encounters"] >= 20


def test_charter_check_refuses_rules_that_would_weaken_the_promise(denizen, town):
    keeps = 'forbid (principal, action == City::Action::"ask_status", resource)'
    copies = 'permit (principal, action == City::Action::"keep_copy", resource)'
    code, text = denizen("charter", "check", town(keeps, copies))
    assert (code, "policy.weakens_promise" in text) == (1, True)


def test_a_state_law_may_weaken_the_promise_and_is_listed(denizen_json, town):
    keeps = (
        '@says("Nobody asks.")\nforbid (principal, action == City::Action::"ask_status", resource)'
    )
    copies = (
        '@says("Papers are copied.")\n@law("State Code 1-2-3")\n'
        'permit (principal, action == City::Action::"keep_copy", resource)'
    )
    folder = town(keeps, copies)
    (Path(folder) / "policy" / "encounters.toml").unlink()
    code, answer = denizen_json("charter", "check", folder)
    assert (code, answer["weakened"]) == (0, ["TOWN-1"])
    assert any("State Code 1-2-3" in remark for remark in answer["remarks"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--stage", "moon"), "no such stage"),
        (("--stage", "call", "--at", "1800-01-01"), "from 1900 on"),
    ],
)
def test_a_stage_or_a_day_that_cannot_be_is_named_as_what_is_wrong(denizen, words, told):
    asked = ("policy", "ask", "--place", "hartford", "--action", "ask_status", "--part", "caller")
    code, text = denizen(*asked, *words)
    assert code == 64
    assert told in text
