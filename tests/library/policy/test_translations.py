"""Sentences in other languages: read beside the clauses, held to their ids, empty where nobody translated."""

from __future__ import annotations

import pytest

SPANISH = """\
language = "es"
reviewed = false

[says]
"C-1" = "Lo que dice C-1."

[instruction]
share_status = "No env\u00ede nada."
"""


@pytest.fixture
def with_spanish(folders, load_texts):
    def build(text, name="policy/says.es.toml"):
        folders["city"][name] = text
        return load_texts("city", folders)

    return build


def test_a_clause_speaks_another_language(with_spanish):
    city = with_spanish(SPANISH)
    assert city.says("C-1", language="es") == "Lo que dice C-1."
    assert city.instruction_text("share_status", language="es") == "No env\u00ede nada."


def test_what_nobody_translated_is_empty(with_spanish):
    city = with_spanish(SPANISH)
    assert city.says("C-2", language="es") == ""
    assert city.says("C-1", language="ar") == ""
    assert city.instruction_text("ask_status", language="es") == ""


def test_a_clause_is_spoken_in_english_where_nobody_translated_it(with_spanish):
    city = with_spanish(SPANISH)
    first, second = (next(one for one in city.clauses if one.id == id_) for id_ in ("C-1", "C-2"))
    assert city.spoken(first, language="es") == ("Lo que dice C-1.", "es")
    assert city.spoken(second, language="es") == (second.says, "en")
    assert city.spoken(first, language="en") == (first.says, "en")


def test_an_upper_communitys_instruction_is_not_spoken_as_ones_own(folders, load_texts):
    folders["state"]["policy/says.es.toml"] = (
        'language = "es"\n[says]\n[instruction]\nshare_status = "X"\n'
    )
    city = load_texts("city", folders)
    assert city.instruction_text("share_status", language="es") == ""


def test_a_sentence_for_a_clause_that_is_not_there_is_a_fault(folders, faults_of):
    folders["city"]["policy/says.es.toml"] = SPANISH.replace("C-1", "C-11", 1)
    (fault,) = faults_of("city", folders)
    assert fault.code == "policy.unknown_clause"
    assert fault.line == 5


def test_the_files_name_and_its_language_agree(folders, faults_of):
    folders["city"]["policy/says.ar.toml"] = SPANISH
    assert [fault.code for fault in faults_of("city", folders)] == ["policy.value"]


def test_a_translation_says_whether_it_was_reviewed(with_spanish):
    (translation,) = with_spanish(SPANISH).translations
    assert (translation.community, translation.reviewed) == ("city", False)
