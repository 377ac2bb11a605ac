"""`denizen charter`: list, show, check, new."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from denizen_cli.main import main

SHIPPED = {"hartford", "new-haven", "new-york", "san-francisco", "washtenaw"}
CHARTERS = Path(__file__).resolve().parents[2] / "charters"


@pytest.fixture
def denizen(capsys):
    def run(*words):
        code = main(["charter", *words])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return run


@pytest.fixture
def copy_of(tmp_path):
    def copy(name, file=None, old="", new=""):
        folder = tmp_path / name
        for path in (CHARTERS / name).rglob("*"):
            if path.is_file():
                target = folder / path.relative_to(CHARTERS / name)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
        if file is not None:
            text = (folder / file).read_text(encoding="utf-8")
            assert old in text
            (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return copy


def test_list_names_the_shipped_charters_and_how_complete_they_are(denizen):
    code, text = denizen("list", "--json")
    rows = {row["id"]: row["completeness"] for row in json.loads(text)}
    assert code == 0
    assert set(rows) >= SHIPPED
    assert rows["new-york"] == "complete"
    assert rows["new-haven"] == "reconstructed"


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_check_finds_every_shipped_charter_good(denizen, name):
    code, text = denizen("check", name, "--json")
    answer = json.loads(text)
    assert (code, answer["holds"], answer["differences"]) == (0, True, [])
    assert answer["scenarios"] >= 12
    assert answer["accept"] == answer["accept_unchecked"] > 0


def test_check_lists_every_fault_with_file_line_and_key(denizen, copy_of):
    folder = copy_of("new-york", "charter.toml", 'state = "NY"', "state = 7\nsate = 1")
    code, text = denizen("check", str(folder))
    assert code == 1
    assert "charter.toml, line" in text
    assert "place.state: expected a text" in text
    assert "place.sate: expected no such key (did you mean 'state'?)" in text


def test_check_says_exactly_what_a_scenario_differs_in(denizen, copy_of):
    folder = copy_of(
        "new-york", "scenarios.toml", "score = {identity = 3,", "score = {identity = 4,"
    )
    code, text = denizen("check", str(folder))
    assert code == 1
    assert "passport_and_bill: score.identity: expected 4; found 3" in text


def test_check_takes_names_to_the_card_and_the_fonts(denizen, copy_of):
    plain = 'name = "Suharjono"\n[scenario.expect]\nprinted = "Suharjono"'
    odd = plain.replace("Suharjono", "Suharjono \U00013080")
    folder = copy_of("new-york", "scenarios.toml", plain, odd)
    code, text = denizen("check", str(folder))
    assert code == 1
    assert "one_surname: fonts" in text


def test_check_takes_the_motif_to_the_press(denizen, copy_of):
    folder = copy_of("new-york", "charter.toml", 'motif = "harbour"', 'motif = "volcano"')
    code, text = denizen("check", str(folder))
    assert code == 1
    assert "charter.toml: art: expected what the press can print" in text


def test_show_carries_marks_sources_and_completeness(denizen):
    code, text = denizen("show", "new-york", "--documents")
    assert code == 0
    assert "Document list: complete." in text
    assert "[unverified: idnyc-calculator]" in text
    assert "65 identity" in text
    assert "photo and birth date (unverified)" in text


def test_show_says_who_must_take_the_card_who_agreed_and_what_nobody_checked(denizen):
    _, text = denizen("show", "washtenaw")
    assert "(Ann Arbor City Code, sections 9:150 and 9:151)" in text
    assert "never checked with them [reported: ann-arbor-code]" in text
    _, text = denizen("show", "new-haven")
    assert "must, by law: nobody is known" in text
    assert "No law that obliges anybody to take the card was found." in text
    _, text = denizen("show", "new-haven", "--json")
    found = json.loads(text)["acceptance"]
    assert {row["checked"] for row in found["rows"]} == {None}
    assert "2007-09-26" in {row["as_of"] for row in found["rows"]}


def test_show_gives_machines_every_document(denizen):
    _, text = denizen("show", "new-york", "--json")
    (rules,) = json.loads(text)["rule_sets"]
    assert len(rules["documents"]) == 95
    assert {row["reading_shown"] for row in rules["documents"]} == {
        "cited",
        "reported",
        "unverified",
    }


def test_new_copies_renames_and_marks_what_is_to_be_decided(denizen, tmp_path):
    folder = tmp_path / "springfield"
    code, _ = denizen("new", "springfield", "--from", "new-haven", "--out", str(folder))
    text = (folder / "charter.toml").read_text(encoding="utf-8")
    assert code == 0
    assert 'issuer = "https://springfield.denizen.example"' in text
    assert "New Haven" not in text.split("[place]")[1].split("[[fee]]")[0]
    code, text = denizen("check", str(folder), "--json")
    answer = json.loads(text)
    assert (code, answer["holds"], answer["differences"]) == (1, False, [])
    assert any("place.name" in spot for spot in answer["unfinished"])
    assert any("acceptance[1].label" in spot for spot in answer["unfinished"])


def test_new_writes_rules_that_stand_under_federal_law_and_adopt_nothing(denizen, tmp_path):
    folder = tmp_path / "springfield"
    denizen("new", "springfield", "--from", "new-haven", "--out", str(folder))
    code, text = denizen("check", str(folder), "--json")
    rules = json.loads(text)["rules"]
    assert (code, rules["holds"], rules["clauses"], rules["faults"]) == (1, False, 0, [])
    assert rules["unfinished"] == [
        "policy/policy.toml: community.name",
        "policy/policy.toml: community.completeness_note",
    ]
    heading = folder / "policy" / "policy.toml"
    heading.write_text(heading.read_text().replace("TODO: ", "Decided: "), encoding="utf-8")
    _, text = denizen("check", str(folder), "--json")
    assert json.loads(text)["rules"]["holds"] is True


def test_new_refuses_a_folder_in_use_and_a_name_that_is_no_id(denizen, tmp_path):
    (tmp_path / "there").write_text("x", encoding="utf-8")
    assert denizen("new", "springfield", "--out", str(tmp_path))[0] == 64
    assert denizen("new", "Spring Field", "--out", str(tmp_path / "new"))[0] == 64


def test_show_of_a_broken_charter_ends_with_64(denizen, copy_of):
    folder = copy_of("new-york", "charter.toml", "schema = 1", "schema = 9")
    code, text = denizen("show", str(folder))
    assert code == 64
    assert "schema" in text
