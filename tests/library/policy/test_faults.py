"""Rule files that must not load: every fault at once, each with its file, its line and its clause."""

from __future__ import annotations

import random
from datetime import date

import pytest

from denizen.policy import PolicyFaultsError

PIECES = (
    '"',
    "{",
    "}",
    "(",
    ";",
    "//",
    "@",
    "[",
    "[[x]]",
    "=",
    "\\",
    "if",
    "?principal",
    "\0",
    "is",
    "",
)
CITY, STATE = "policy/city.cedar", "policy/state.cedar"
HEADING = "policy/policy.toml"


@pytest.fixture
def faults_after(folders, faults_of):
    """Replace text in one file of a community, and give the faults of the city."""

    def change(community, file, old, new):
        text = folders[community][file]
        assert old in text
        folders[community][file] = text.replace(old, new, 1)
        return faults_of("city", folders)

    return change


@pytest.fixture
def faults_of_city_rules(folders, faults_of):
    """Give the city a rule text and load it."""

    def write(text):
        folders["city"][CITY] = text
        return faults_of("city", folders)

    return write


def codes(faults):
    return [fault.code.removeprefix("policy.") for fault in faults]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("context.part", "context.prat", "schema", 8),
        ('City::Part::"victim"', 'City::Part::"victum"', "schema", 8),
        ('City::Action::"ask_status"', 'City::Action::"ask_stats"', "schema", 7),
        ('@cite("cite of C-1")\n', "", "no_cite", 1),
        ('@id("C-1")\n', "", "no_id", 1),
        ('@reading("T")', "", "no_reading", 1),
        ('@reading("T")', '@reading("X")', "unknown_reading", 4),
        ('@source("law")', '@source("lore")', "unknown_source", 1),
        ('@source("law")', '@source("press")', "reading_too_strong", 1),
        ("@binds", "@bind", "unknown_annotation", 5),
        ('@id("C-1")', '@id("C 1")', "bad_id", 1),
        ('@id("C-2")', '@id("C-1")', "duplicate_id", 10),
        ('@id("C-1")', '@id("S-1")', "duplicate_id", 1),
        ('when { context.at >= datetime("2006-12-21")', 'when { context.at > datetime("2006-12-21")', "no_window", 1),
        ('datetime("2020-07-23")', 'datetime("2006-12-21")', "empty_window", 1),
        ('datetime("2006-12-21")', 'datetime("2006-12-21T08:00:00Z")', "no_window", 1),
        ("forbid (principal", "forbidd (principal", "syntax", 1),
        ("forbid (principal,", 'forbid (principal == City::Employee::"officer",', "scope", 1),
    ],
)  # fmt: skip
def test_a_fault_in_a_rule_file_is_named_with_its_line(faults_after, old, new, code, line):
    faults = faults_after("city", CITY, old, new)
    assert code in codes(faults)
    fault = faults[codes(faults).index(code)]
    assert (fault.file, fault.line) == ("city/policy/city.cedar", line)


def test_a_clause_without_a_window_is_refused(faults_of_city_rules, permits):
    text = permits("C-1", "ask_status").replace('context.at >= datetime("2000-01-01")', "true")
    assert codes(faults_of_city_rules(text)) == ["no_window"]


def test_the_day_may_stand_in_the_window_only(faults_of_city_rules, permits):
    later = permits("C-1", "ask_status", when='context.at >= datetime("2009-01-01")')
    assert "day_outside_window" in codes(faults_of_city_rules(later))


@pytest.mark.parametrize(
    "head", ["action", 'action in City::Action::"nothing"', "action is City::Action"]
)
def test_a_clause_about_every_action_is_refused(faults_of_city_rules, permits, head):
    text = permits("C-1", "ask_status").replace('action == City::Action::"ask_status"', head)
    assert faults_of_city_rules(text)


def test_a_duty_cannot_be_forbidden(faults_of_city_rules, forbids):
    assert codes(faults_of_city_rules(forbids("C-1", "must_ask_status"))) == ["forbidden_duty"]


def test_only_the_programme_speaks_of_the_software(faults_of_city_rules, permits):
    assert "programme_action" in codes(faults_of_city_rules(permits("C-1", "open_visit")))


def test_every_fault_of_every_file_is_told_at_once(folders, faults_of):
    for community, file, old, new in [
        ("city", CITY, "context.part", "context.prat"),
        ("city", CITY, '@cite("cite of C-2")\n', ""),
        ("state", STATE, '"ice_detainer"', '"detainer"'),
        ("pattern", "policy/programme.cedar", "context.station", "context.staton"),
        ("city", HEADING, 'name = "The city"', 'nam = "The city"'),
    ]:
        assert old in folders[community][file]
        folders[community][file] = folders[community][file].replace(old, new, 1)
    faults = faults_of("city", folders)
    assert {fault.clause for fault in faults} >= {"C-1", "C-2", "S-1", "G-1"}
    assert {fault.file.split("/")[0] for fault in faults} == {"city", "state", "pattern"}


@pytest.mark.parametrize(
    ("community", "old", "new", "code"),
    [
        ("city", 'above = "state"', 'above = "stat"', "unknown_community"),
        ("city", 'above = "state"', 'above = "pattern"', "not_above"),
        ("city", 'programme = "pattern"', 'programme = "patern"', "unknown_community"),
        ("city", 'programme = "pattern"', 'programme = "state"', "no_programme"),
        ("state", 'above = "nation"', 'above = "city"', "cyclic_above"),
        ("city", 'layer = "city"', 'layer = "town"', "unknown_word"),
        ("city", 'id = "city"', 'id = "ville"', "value"),
        ("city", "schema = 1", "schema = 2", "value"),
        ("city", 'ruling = "must_not"', 'ruling = "silent"', "value"),
        ("city", "review_by = 2027-06-30", 'review_by = "soon"', "value"),
        ("city", "[community]", "[community", "syntax"),
        ("nation", 'layer = "federal"', 'layer = "state"', "foreign_layer"),
    ],
)
def test_a_fault_in_a_heading_is_named_with_its_line(faults_after, community, old, new, code):
    faults = faults_after(community, HEADING, old, new)
    assert code in codes(faults)
    assert faults[codes(faults).index(code)].file.endswith((HEADING, ".cedar"))
    assert all(fault.line for fault in faults if fault.file.endswith(HEADING))


def test_a_layer_above_that_is_missing_is_no_silence(folders, faults_of):
    del folders["state"]
    (fault,) = faults_of("city", folders)
    assert (fault.code, fault.line) == ("policy.unknown_community", 6)


def test_a_community_that_does_not_exist_is_named(folders, faults_of):
    (fault,) = faults_of("citty", folders)
    assert fault.code == "policy.unknown_community"
    assert "city" in fault.mend


def test_a_rule_file_without_a_clause_is_refused(faults_of_city_rules):
    assert codes(faults_of_city_rules("// nothing yet\n")) == ["empty_file"]


def test_a_community_that_no_clause_governs_is_refused(folders, faults_of):
    del folders["nation"]["policy/federal.cedar"]
    assert codes(faults_of("nation", folders)) == ["empty"]


def test_a_misspelt_rule_file_is_not_skipped(folders, faults_of):
    folders["city"]["policy/departement.cedar"] = folders["city"].pop("policy/department.cedar")
    (fault,) = faults_of("city", folders)
    assert fault.code == "policy.unknown_file"
    assert "department.cedar" in fault.mend


@pytest.mark.parametrize(
    ("notes", "code"),
    [
        ('@preempts("must_nto")\n', "unknown_preemption"),
        ("@preempts\n", "unknown_preemption"),
        ('@preempts("may")\n', "cyclic_preemption"),
        ('@contested("a court")\n', "contested_without_preempts"),
    ],
)
def test_a_claim_that_means_nothing_is_refused(faults_of_city_rules, permits, notes, code):
    assert code in codes(faults_of_city_rules(permits("C-1", "ask_status", notes=notes)))


def test_two_clauses_that_void_each_other_are_refused(faults_of_city_rules, permits, forbids):
    faults = faults_of_city_rules(
        permits("C-1", "ask_status", notes='@preempts("must_not")\n')
        + forbids("C-2", "ask_status", notes='@preempts("may")\n')
    )
    assert codes(faults) == ["cyclic_preemption"]


def test_clauses_of_different_times_do_not_void_each_other(city_with, permits, forbids):
    city = city_with(
        city=permits(
            "C-1",
            "ask_status",
            window=("2000-01-01", "2005-01-01"),
            notes='@preempts("must_not")\n',
        )
        + forbids("C-2", "ask_status", window=("2005-01-01", None), notes='@preempts("may")\n')
    )
    assert len(city.own_clauses) == 2


@pytest.mark.parametrize(
    "action", ["keep_copy", "copy_document", "search_by_name", "must_keep_copy"]
)
@pytest.mark.parametrize("layer", ["city", "programme"])
def test_the_promise_cannot_be_weakened_by_a_citys_own_rule(
    folders, faults_of, permits, action, layer
):
    home = {"city": "city", "programme": "pattern"}[layer]
    folders[home][f"policy/{layer}.cedar"] = permits("X-1", action)
    assert "weakens_promise" in codes(faults_of("city", folders))


def test_a_law_that_was_not_read_does_not_weaken_the_promise(faults_of_city_rules, permits):
    notes = '@law("State Code 1-2-3")\n'
    text = permits("C-1", "keep_copy", notes=notes, reading="N", source="press")
    assert codes(faults_of_city_rules(text)) == ["weakens_promise"]


def test_a_law_that_was_read_weakens_the_promise_and_is_listed(city_with, permits):
    city = city_with(city=permits("C-1", "keep_copy", notes='@law("State Code 1-2-3")\n'))
    assert [clause.id for clause in city.weakened_on(date(2026, 1, 1))] == ["C-1"]
    assert city.weakened_on(date(1990, 1, 1)) == ()


def test_an_overdue_review_and_an_unknown_action_are_warnings(folders, load_texts):
    heading = folders["city"][HEADING]
    folders["city"][HEADING] = heading + heading[heading.index("[[instruction]]") :].replace(
        "share_status", "share_stats"
    )
    city = load_texts("city", folders)
    assert [one.code for one in city.warnings(date(2026, 11, 23))] == ["policy.instruction_unknown"]
    assert "policy.instruction_due" in [one.code for one in city.warnings(date(2027, 7, 1))]


@pytest.mark.parametrize(
    "when", ["context has part", '"a" like "b"', "[1, 2].contains(1)", "1 < 2"]
)
def test_what_the_grid_cannot_follow_is_refused(faults_of_city_rules, permits, when):
    assert "expression" in codes(faults_of_city_rules(permits("C-1", "ask_status", when=when)))


def test_a_semicolon_in_a_text_or_a_comment_ends_no_statement(city_with, permits):
    text = permits("C-1", "ask_status").replace("What C-1 says.", 'First; then \\"that\\"; // so')
    city = city_with(city='// a comment; with "quotes"\n' + text)
    assert [clause.line for clause in city.own_clauses] == [2]


@pytest.mark.parametrize(
    "when",
    [
        "(" * 30_000 + "true" + ")" * 30_000,
        " || ".join(["true"] * 30_000),
        " || ".join(["true"] * 1_000),
        "if true then " * 500 + "true" + " else false" * 500,
    ],
)
def test_a_statement_without_bottom_is_refused_before_cedar_falls_in(
    faults_of_city_rules, permits, when
):
    assert codes(faults_of_city_rules(permits("C-1", "ask_status", when=when))) == ["too_deep"]


def test_a_long_list_of_alternatives_is_still_a_clause(city_with, permits):
    when = " || ".join(["context.prolongs_stop", "context.terror_match"] * 20)
    assert len(city_with(city=permits("C-1", "ask_status", when=when)).own_clauses) == 1


@pytest.mark.parametrize("seed", range(4))
def test_whatever_stands_in_the_files_nothing_but_faults_comes_of_it(folders, load_texts, seed):
    dice = random.Random(seed)
    seen = []
    for _ in range(40):
        changed = {name: dict(files) for name, files in folders.items()}
        files = changed[dice.choice(sorted(changed))]
        name = dice.choice(sorted(files))
        at = dice.randrange(len(files[name]))
        cut = at + dice.choice([0, 0, 1, 10, 60])
        files[name] = files[name][:at] + dice.choice(PIECES) + files[name][cut:]
        try:
            load_texts("city", changed)
        except PolicyFaultsError as error:
            seen += error.faults
    assert len(seen) > 20
    assert all(fault.code.startswith("policy.") and fault.file for fault in seen)
