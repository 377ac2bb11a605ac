"""Somebody comes a second time where the council has second cards looked for: asked, and a second person decides."""

from __future__ import annotations

import pytest
from clerk_window import Resident

ROSALIA = Resident()
WRITTEN_OTHERWISE = Resident(name="Rosalia Nunes Ybarra")
QUESTION = ".one-card__question"


@pytest.fixture(scope="module")
def doors(opens):
    """The doors of a demonstration city that looks for second cards, its key's shares in its own home."""
    return opens("new-haven", "--one-card")


def asked(window, who):
    """Play a visit until the desk asks its question."""
    window.until_issue(who)
    window.settle()
    window.press(".issue-form button[type=submit]")
    window.sees(QUESTION)


def answer(window, value):
    window.press(f".one-card__answers button[value={value}]")


def issued(window, second):
    window.sees(".print-steps")
    window.hand_over(second)


def standings(records):
    return sorted(standing for standing, _ in records.cards().values())


def test_a_second_card_replaces_the_first_or_a_second_person_decides_that_it_is_anothers(
    doors, clerk, records, look_at_every_width
):
    window, second = clerk(), clerk("clerk2")
    serve_once(window, records, second=second)
    asked(window, ROSALIA)
    assert "You may already have a card" in window.page.inner_text(QUESTION)
    look_at_every_width(window.page, "one-card-strong")
    answer(window, "replace")
    issued(window, second)
    assert standings(records) == ["active", "revoked"]
    asked(window, ROSALIA)
    answer(window, "another")
    window.sees("a[href='/visit/share']")
    look_at_every_width(window.page, "one-card-shared")
    code, supervisor = window.share(), clerk("supervisor")
    supervisor.go("second-look")
    supervisor.page.fill("[name=code]", code)
    supervisor.press("form[action='/second-look'] button[type=submit]")
    look_at_every_width(supervisor.page, "one-card-second-look")
    supervisor.press("form[action='/second-look/match'] button[value=another]")
    window.go("visit/issue")
    look_at_every_width(window.page, "one-card-decided")
    window.issue()
    window.hand_over(second)
    assert standings(records) == ["active", "active", "revoked"]
    assert records.counted("one_card_another") == 1


@pytest.mark.long
def test_of_a_name_written_otherwise_the_persons_word_is_enough(
    doors, clerk, records, look_at_every_width
):
    window, second = clerk(), clerk("clerk2")
    serve_once(window, records, second=second)
    before = records.cards()
    asked(window, WRITTEN_OTHERWISE)
    assert "Have you had a card" in window.page.inner_text(QUESTION)
    look_at_every_width(window.page, "one-card-weak")
    answer(window, "another")
    issued(window, second)
    assert {number: records.cards()[number] for number in before} == before
    assert len(records.cards()) == len(before) + 1


def serve_once(window, records, *, second):
    """See that Rosalía has a card."""
    if not records.cards():
        window.until_issue(ROSALIA)
        window.issue()
        window.hand_over(second)


@pytest.mark.long
@pytest.mark.parametrize("language", ["es", "ar"])
def test_the_question_can_be_read_in_the_clerks_language(
    doors, clerk, records, look_at_every_width, language
):
    window = clerk()
    serve_once(window, records, second=clerk("clerk2"))
    window.speak(language)
    asked(window, ROSALIA)
    assert window.page.get_attribute("html", "lang") == language
    look_at_every_width(window.page, f"one-card-strong-{language}")
    window.speak("en")
