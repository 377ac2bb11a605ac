"""The words of the pages: every one is found, and what a catalogue says can be shown."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PLACES = re.compile(r"%\((\w+)\)[sd]|%[sd]")
TAGS = re.compile(r"</?(\w+)")
LANGUAGES = ("ar", "es")


def load_tool():
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools" / "messages.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


tool = load_tool()


@pytest.fixture(scope="module")
def said():
    """Every message of the site, as it is looked up."""
    return [message.id for message in tool.collect() if message.id]


def translations(language):
    """Every pair of an English form and its translation that a catalogue has."""
    for message in tool.catalogue(tool.CATALOGUES / f"{language}.po"):
        english = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        for text in (text for text in strings if text and message.id):
            yield english, text


def test_words_are_found_wherever_they_can_be_marked(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        '{% load i18n %}{% translate "one" %}<a title="{% translate \'two\' %}">{% translate word %}</a>'
        "{% if x %}{% blocktranslate with n=3 trimmed %}three\n {{ n }}{% endblocktranslate %}{% endif %}"
        "{% blocktranslate count n=2 %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}"
        '{% include "x" with text=_("four") %}'
    )
    code = tmp_path / "code.py"
    code.write_text('_("five")\nngettext("%(n)s hour", "%(n)s hours", n)\nother("six")\n')
    found = [*tool.in_template(page), *(message for message, _line in tool.in_code(code))]
    assert sorted(map(str, found)) == sorted(
        map(str, ["one", "two", "three %(n)s", ("%(n)s day", "%(n)s days"), "four", "five",
                  ("%(n)s hour", "%(n)s hours")])
    )  # fmt: skip


def test_the_words_of_every_room_are_found(said):
    texts = {each if isinstance(each, str) else each[0] for each in said}
    assert {"Sign out", "What to bring", "Skip to the main part", "Fill this in."} <= texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_the_same_places(language):
    wrong = [
        (english, text)
        for english, text in translations(language)
        if not set(PLACES.findall(text)) <= {p for each in english for p in PLACES.findall(each)}
        # one and two need no number in Arabic; what else the English names must be said
        or (len(english) == 1 and set(PLACES.findall(text)) != set(PLACES.findall(english[0])))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_same_marks_of_the_page(language):
    wrong = [
        text
        for english, text in translations(language)
        if sorted(TAGS.findall(text)) not in [sorted(TAGS.findall(each)) for each in english]
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_translated_that_is_no_longer_said(language, said):
    known = tool.catalogue(tool.CATALOGUES / f"{language}.po")
    firsts = {each if isinstance(each, str) else each[0] for each in said}
    kept = [message.id if isinstance(message.id, str) else message.id[0] for message in known]
    assert not known.obsolete
    assert [each for each in kept if each and each not in firsts] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated(language, said):
    known = tool.catalogue(tool.CATALOGUES / f"{language}.po")
    assert [each for each in said if not tool.is_translated(known, each)] == []
