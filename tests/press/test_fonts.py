"""Which fonts print which text, and the refusal by name of what none prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from denizen.errors import InputError
from denizen_press.fonts import (
    FAMILIES,
    LATIN,
    PLAIN,
    ScriptNotCoveredError,
    covering,
    font_folder,
)
from denizen_press.labels import FIELDS, LANGUAGES, english_labels, second_labels
from denizen_press.slip_words import SLIP_WORDS


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("María-José Ñáñez Etxeberria Zúñiga", PLAIN),
        ("Nguyễn Thị Ánh Tuyết", PLAIN),
        ("Łukasz Źdźbło", PLAIN),
        ("Олександра Їжакевич", LATIN),
        ("Δημήτρης Παπαδόπουλος", LATIN),
        ("Ọlá̀ Adé", PLAIN),
        ("Ɓàrɛ Diallo", LATIN),
        ("محمد عبد الرحمن", "Noto Naskh Arabic"),
        ("আয়েশা সিদ্দিকা", "Noto Sans Bengali"),
        ("欧阳娜娜", "Noto Sans SC"),
        ("יוסף כהן", "Noto Sans Hebrew"),
    ],
)
def test_a_name_begins_with_the_family_of_its_own_script(text: str, first: str) -> None:
    assert covering(text)[0] == first


def test_a_word_never_changes_face_at_an_accent() -> None:
    assert PLAIN not in covering("Ɓàrɛ Diallo")


def test_decomposed_letters_are_composed_before_they_are_looked_up() -> None:
    assert covering("Jose\u0301") == [PLAIN]


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("አበበ ቢቂላ", "Ethiopic"),
        ("김민준", "Hangul"),
        ("Սարգիս", "Armenian"),
        ("สมชาย", "Thai"),
        ("ስም Anna", "Ethiopic"),
    ],
)
def test_a_script_without_a_font_is_refused_by_its_name(text: str, script: str) -> None:
    with pytest.raises(ScriptNotCoveredError) as refusal:
        covering(text)
    assert refusal.value.code == "press.script_not_covered"
    assert refusal.value.script == script
    assert text not in str(refusal.value)


@pytest.mark.parametrize("text", ["Ana 😀", "Ana ☎", "🇺🇸", "Ana ★"])
def test_emoji_and_symbols_are_refused(text: str) -> None:
    with pytest.raises(ScriptNotCoveredError, match="emoji"):
        covering(text)


@pytest.mark.parametrize("text", ["Ana\u202eziuR", "Ana\u0000", "Ana\u200bRuiz", "A\ue000"])
def test_characters_that_hide_or_reorder_others_are_refused(text: str) -> None:
    with pytest.raises(ScriptNotCoveredError, match="invisible"):
        covering(text)


def test_joiners_that_belong_to_spelling_are_printed() -> None:
    assert covering("می\u200cخواهم")[0] == "Noto Naskh Arabic"


def test_a_mark_that_the_font_cannot_seat_on_its_letter_is_refused() -> None:
    with pytest.raises(ScriptNotCoveredError):
        covering("a\u20dd")  # an enclosing circle


def test_every_label_and_slip_sentence_can_be_printed() -> None:
    tables = [english_labels(), *(second_labels(language) for language in LANGUAGES[1:])]
    for table in tables:
        assert tuple(table) == FIELDS
        for label in table.values():
            assert set(covering(label)) <= set(FAMILIES)
    for sentences in SLIP_WORDS.values():
        assert all(covering(sentence) for sentence in sentences)
    assert set(SLIP_WORDS) == set(LANGUAGES)


def test_an_unknown_second_language_leaves_the_english_labels_alone() -> None:
    assert second_labels("tlh") == {}
    assert second_labels(None) == {}
    assert second_labels("en-US") == {}
    assert second_labels("es-419")["name"] == "Nombre"


def test_missing_fonts_are_refused_with_the_way_to_get_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DENIZEN_FONTS", str(tmp_path))
    with pytest.raises(InputError, match="make setup"):
        font_folder()
