"""A fault names its file, key, line and what was expected; several come at once."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from denizen.charter import CharterFaultsError, load_charter
from denizen.errors import CharterError


def line_with(files, file, text):
    return files[file].decode().splitlines().index(text) + 1


def test_an_unknown_key_is_refused_with_the_nearest_one(faults_after, new_york_files):
    (fault,) = faults_after("documents.toml", "commonness = 4", "comonness = 4\ncommonness = 4")
    assert fault.code == "charter.unknown_key"
    assert fault.file == "documents.toml"
    assert fault.key == "document[1].comonness"
    assert fault.line == line_with(new_york_files, "documents.toml", "commonness = 4")
    assert "'commonness'" in fault.expected


def test_a_missing_key_is_put_on_its_table(faults_after, new_york_files):
    (fault,) = faults_after("charter.toml", 'state = "NY"\n', "")
    assert (fault.code, fault.key) == ("charter.missing", "place.state")
    assert fault.line == line_with(new_york_files, "charter.toml", "[place]")


def test_several_faults_come_at_once(new_york_files):
    spoilt = {
        **new_york_files,
        "charter.toml": new_york_files["charter.toml"]
        .replace(b'geoid = "3651000"', b"geoid = 3651000")
        .replace(b'motif = "harbour"', b'motif = "Harbour!"'),
        "services.toml": new_york_files["services.toml"].replace(
            b'"card_number"', b'"nationality"', 1
        ),
    }
    with pytest.raises(CharterFaultsError) as caught:
        load_charter(spoilt)
    keys = {fault.key for fault in (caught.value, *caught.value.others)}
    assert keys == {"place.geoid", "art.motif", "service[1].may_see"}


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "words"),
    [
        ("charter.toml", "schema = 1", "schema = 2", "schema", "schema.md"),
        ("charter.toml", 'reading = "T"', 'reading = "X"', "validity[1].reading", "T, O, N, M"),
        ("charter.toml", "max_age = 13", "max_age = 12", "validity[2]", "for 13 none does"),
        ("charter.toml", "max_age = 13", "max_age = 14", "validity[2]", "for 14 2 do"),
        ("charter.toml", 'for = "renewal"', 'for = "new"', "fee[2]", "exactly one fee for new"),
        ("charter.toml", "life_hours = 24", "life_hours = 6", "lists.life_hours", "longest gap"),
        (
            "charter.toml",
            "fresh_hours = 12",
            "fresh_hours = 25",
            "lists.fresh_hours",
            "at most life_hours",
        ),
        ("charter.toml", '"#173f6b"', '"#a0b0c0"', "art.primary", "4.5 : 1"),
        ("charter.toml", '"care_of", ', "", "face.address_modes", "care_of"),
        ("charter.toml", '"emergency_contact", ', "", "face.fields", "emergency_contact"),
        ("charter.toml", 'mode = "on_the_spot"', 'mode = "later"', "issue.max_days", "mode later"),
        (
            "charter.toml",
            "visit_hours = 4",
            "visit_hours = 5",
            "retention.visit_hours",
            "from 1 to 4",
        ),
        (
            "charter.toml",
            'source = "conmigra"',
            'source = "conmigre"',
            "validity[2].source",
            "conmigre",
        ),
        (
            "documents.toml",
            "counts = {identity = 3}",
            "counts = {identiy = 3}",
            "document[1].counts",
            "identity",
        ),
        (
            "documents.toml",
            "counts = {identity = 3}",
            "counts = {identity = -3}",
            "document[1].counts.identity",
            "from 1",
        ),
        (
            "documents.toml",
            '"1095 days"',
            '"three years"',
            "document[1].expired[1].up_to",
            "60 days",
        ),
        (
            "documents.toml",
            'attests = ["same_number"]',
            'attests = ["same"]',
            "document[40].attests",
            "same",
        ),
        (
            "documents.toml",
            'id = "us_passport_exp3y"',
            'id = "us_passport"',
            "document[2].id",
            "no other document",
        ),
        (
            "documents.toml",
            "from = 2018-07-01",
            'from = "2018-07-01"',
            "rule_set[1].from",
            "without quotes",
        ),
        (
            "documents.toml",
            "needs = {identity = 3",
            "needs = {idenity = 3",
            "rule_set[1].path[1].needs",
            "residency",
        ),
        (
            "documents.toml",
            'waives = ["photo"]',
            'waives = ["picture"]',
            "rule_set[1].allowance[1].waives",
            "photo",
        ),
        (
            "scenarios.toml",
            'document = "utility_bill"',
            'document = "utilty_bill"',
            "scenario[1].papers[2].document",
            "utilty",
        ),
        (
            "scenarios.toml",
            'outcome = "accepted"',
            'outcome = "fine"',
            "scenario[1].expect.outcome",
            "needs_supervisor",
        ),
        ("text/en.toml", "nothing_kept", "nothing_keept", "nothing_kept", "missing"),
        (
            "services.toml",
            'needs = ["name"]',
            'needs = ["birth_date"]',
            "service[1].needs",
            "may_see",
        ),
    ],
)
def test_a_wrong_value_is_named_with_what_was_expected(faults_after, file, old, new, key, words):
    faults = faults_after(file, old, new)
    fitting = [one for one in faults if one.key == key and words in one.expected]
    assert fitting, [str(one) for one in faults]
    assert fitting[0].file == file
    assert fitting[0].line is not None or file.startswith("text/")


def test_broken_toml_is_named_by_its_line(faults_after):
    (fault,) = faults_after("services.toml", 'id = "police"', 'id = "police')
    assert (fault.code, fault.file) == ("charter.syntax", "services.toml")
    assert fault.line is not None


def test_a_missing_file_is_named(new_york_files):
    del new_york_files["services.toml"], new_york_files["text/es.toml"]
    with pytest.raises(CharterFaultsError) as caught:
        load_charter(new_york_files)
    assert "services.toml" in {fault.file for fault in (caught.value, *caught.value.others)}


def test_a_file_that_nobody_reads_is_refused(new_york_files):
    with pytest.raises(CharterFaultsError, match="unknown_file"):
        load_charter({**new_york_files, "document.toml": b""})


def test_a_text_in_a_language_the_charter_lacks_is_refused(new_york_files):
    with pytest.raises(CharterFaultsError, match=r"text/fr\.toml"):
        load_charter({**new_york_files, "text/fr.toml": b""})


def test_papers_of_a_group_must_be_comparable(faults_after):
    faults = faults_after(
        "documents.toml",
        "counts = {residency = 1}\nwindow",
        'counts = {residency = 1}\ngroup = "us_passport"\nwindow',
    )
    assert {fault.key.rpartition(".")[2] for fault in faults} == {"group"}


def test_overlapping_rule_sets_are_refused(faults_after):
    second = (
        '[[rule_set]]\nid = "next"\nfrom = 2020-01-01\ncolumns = {identity = "I", residency = "R"}\n'
        'source = "rules-2018"\nreading = "T"\n[[rule_set.path]]\nid = "p"\nlabel = "p"\nneeds = {identity = 1}\n\n'
    )
    (fault,) = faults_after("documents.toml", "[[rule_set]]\n", second + "[[rule_set]]\n")
    assert fault.key == "rule_set[1].from"
    assert "new-york-2018-07" in fault.expected


def test_rule_sets_follow_one_another_and_papers_may_belong_to_one(new_york_files):
    text = new_york_files["documents.toml"].decode()
    later = (
        '[[rule_set]]\nid = "later"\nfrom = 2027-01-01\ncolumns = {identity = "I", residency = "R"}\n'
        'source = "rules-2018"\nreading = "T"\n'
        '[[rule_set.path]]\nid = "p"\nlabel = "p"\nneeds = {identity = 3}\n\n'
    )
    text = text.replace("from = 2018-07-01", "from = 2018-07-01\nuntil = 2026-12-31")
    text = text.replace('id = "ssn_card"', 'id = "ssn_card"\nrule_sets = ["new-york-2018-07"]')
    charter = load_charter({**new_york_files, "documents.toml": (later + text).encode()})
    assert [rules.id for rules in charter.rule_sets] == ["new-york-2018-07", "later"]
    old, new = charter.rule_set_at(date(2026, 12, 31)), charter.rule_set_at(date(2027, 1, 1))
    assert "ssn_card" in old.documents
    assert "ssn_card" not in new.documents
    assert len(new.documents) == 94


def test_a_change_between_rule_sets_is_two_entries_of_one_id(new_york_files):
    text = new_york_files["documents.toml"].decode()
    again = text.replace('id = "lease"', 'id = "utility_bill"')
    with pytest.raises(CharterFaultsError, match="no other document of the same rule set"):
        load_charter({**new_york_files, "documents.toml": again.encode()})


def test_an_unused_source_is_refused_unless_it_says_why(new_york_files):
    extra = new_york_files["SOURCES.md"] + b"\n## spare   A page\n\nRead.\n"
    with pytest.raises(CharterFaultsError, match="spare"):
        load_charter({**new_york_files, "SOURCES.md": extra})
    load_charter({**new_york_files, "SOURCES.md": extra + b"\nUnused: kept for later.\n"})


def test_values_still_to_be_decided_are_listed_with_their_lines(new_york_files):
    text = new_york_files["charter.toml"].replace(
        b'name = "New York City"', b'name = "TODO: the name"'
    )
    charter = load_charter({**new_york_files, "charter.toml": text})
    assert [spot.split(": ")[1] for spot in charter.unfinished] == ["place.name"]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_arbitrary_bytes_raise_only_our_error(data):
    names = [
        "charter.toml",
        "documents.toml",
        "services.toml",
        "scenarios.toml",
        "SOURCES.md",
        "text/en.toml",
    ]
    files = {name: data.draw(st.binary(max_size=60)) for name in names}
    with pytest.raises(CharterError):
        load_charter(files)


@pytest.mark.parametrize(
    "data", [b"a = " + b"[" * 10_000, b"\xff\xfe", b"x" * 2_000_000, b"a" * 900_000 + b"=1"]
)
def test_hostile_files_are_refused(new_york_files, data):
    with pytest.raises(CharterError):
        load_charter({**new_york_files, "charter.toml": data})


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4000), st.sampled_from([b"", b"x", b"[", b'"', b"\n", b"= 7\n"]))
def test_a_charter_damaged_anywhere_loads_or_raises_our_error(at, insert):
    files = damaged("charter.toml", at, insert)
    with suppress(CharterError):
        load_charter(files)


def damaged(name, at, insert):
    folder = Path(__file__).resolve().parents[3] / "charters" / "new-haven"
    paths = [*folder.glob("*.toml"), *folder.glob("text/*.toml"), folder / "SOURCES.md"]
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    files[name] = files[name][:at] + insert + files[name][at + 1 :]
    return files
