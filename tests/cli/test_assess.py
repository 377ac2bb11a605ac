"""`denizen assess`: outcomes, exit codes, machine form, and what a clerk reads."""

from __future__ import annotations

import json

import pytest

from denizen_cli.main import main

AT = "2026-11-20"


@pytest.fixture
def assess(tmp_path, capsys):
    def run(papers, *words, charter="new-york", as_json=True):
        file = tmp_path / "papers.json"
        file.write_text(papers if isinstance(papers, str) else json.dumps(papers), encoding="utf-8")
        line = ["assess", "--charter", charter, "--papers", str(file), "--at", AT, *words]
        code = main([*line, "--json"] if as_json else line)
        captured = capsys.readouterr()
        return code, json.loads(captured.out) if as_json else captured.out

    return run


PASSPORT = {"document": "foreign_passport_mrz", "expires": "2030-01-31"}
BILL = {"document": "utility_bill", "dated": "2026-11-01"}


def test_enough_is_accepted_with_0(assess):
    code, answer = assess([PASSPORT, BILL])
    assert (code, answer["outcome"], answer["cures"]) == (0, "accepted", [])
    assert answer["rule_set"] == "new-york-2018-07"
    assert answer["score"] == {
        "identity": 3,
        "residency": 1,
        "photo": 1,
        "birth_date": 1,
        "total": 4,
    }
    assert answer["print"] == {"address": "home"}


def test_too_little_is_short_with_1_and_names_cures(assess):
    code, answer = assess([PASSPORT])
    assert (code, answer["outcome"]) == (1, "short")
    assert ["utility_bill"] in answer["cures"]
    assert answer["reasons"][0] == {
        "code": "column_short",
        "path": "four_points",
        "column": "residency",
        "have": 0,
        "need": 1,
    }


def test_every_cure_that_is_printed_cures_when_brought_as_described(assess):
    for papers in ([], [PASSPORT], [BILL], [{"document": "foreign_birth_cert"}]):
        _, answer = assess(papers)
        for cure in answer["cure_papers"]:
            code, again = assess(papers + cure)
            assert (code, again["outcome"]) == (0, "accepted"), cure


def test_a_doubtful_paper_asks_for_a_supervisor_with_2(assess):
    code, answer = assess([{**PASSPORT, "facts": ["cannot_be_verified"]}, BILL])
    assert (code, answer["outcome"]) == (2, "needs_supervisor")


def test_a_wrapped_file_and_options_tell_of_the_applicant(assess):
    papers = [{"document": "us_birth_cert"}, {"document": "ssn_card"}, {"document": "lease"}]
    applicant = {"birth_date": "2006-02-02", "with_caretaker": True}
    assert assess({"papers": papers, "applicant": applicant})[0] == 0
    assert assess(papers)[0] == 1
    assert assess(papers, "--birth-date", "2006-02-02", "--with-caretaker")[0] == 0


@pytest.mark.parametrize(
    ("papers", "words"),
    [
        ([{"document": "pasport"}], ()),
        ("[", ()),
        ([PASSPORT], ("--birth-date", "yesterday")),
        ([PASSPORT], ("--birth-date", "2030-01-01")),
        ([PASSPORT], ("--at", "2001-01-01")),
    ],
)
def test_bad_input_ends_with_64(assess, papers, words):
    code, answer = assess(papers, *words)
    assert code == 64
    assert set(answer) == {"error", "summary", "where", "mend"}


def test_an_unknown_document_is_answered_with_the_nearest(assess):
    _, answer = assess([{"document": "utility_bil"}])
    assert answer["where"] == "$.papers[0].document"
    assert "utility_bill" in answer["mend"]


def test_an_unknown_charter_is_answered_with_the_nearest(assess):
    code, answer = assess([], charter="new-yrok")
    assert code == 64
    assert "new-york" in answer["mend"]


def test_a_clerk_reads_what_counts_what_does_not_and_what_would_do(assess):
    code, text = assess(
        [
            PASSPORT,
            {"document": "utility_bill", "dated": "2026-01-01"},
            {"document": "shelter_letter"},
        ],
        as_json=False,
    )
    assert code == 1
    assert "Foreign passport, machine readable: Identity points 3" in text
    assert "too old; it must be dated within the last 60 days" in text
    assert "it must also say: the person has stayed at least 15 days" in text
    assert "Residency points: 0 of 1" in text
    assert "SHORT" in text
    assert (
        "Cable, phone or utility bill (this time in order; dated within the last 60 days)" in text
    )
    assert "third-party transcription" in text
    assert "Nothing of these papers is kept." in text


def test_reading_marks_stand_beside_each_paper(assess):
    _, answer = assess([PASSPORT, {"document": "ssn_card"}, BILL])
    marks = {paper["document"]: paper["reading_shown"] for paper in answer["papers"]}
    assert marks == {
        "foreign_passport_mrz": "cited",
        "ssn_card": "unverified",
        "utility_bill": "reported",
    }


@pytest.mark.parametrize("charter", ["new-haven", "san-francisco", "hartford", "washtenaw"])
def test_every_shipped_charter_says_on_screen_how_complete_it_is(assess, charter):
    _, text = assess([], charter=charter, as_json=False)
    assert "This list is " in text
