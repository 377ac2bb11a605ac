"""The pocket card: what it answers, in which language, and that nothing of a question stays anywhere."""

from __future__ import annotations

import json
import logging
import re
from datetime import date

import pytest

from denizen.policy import EncounterAction, ask
from denizen.policy.answer_table import EVERYTHING
from denizen.policy.grid import possible_cells
from denizen.policy.schema import ENUMS
from denizen.policy.space import ENCOUNTERS
from denizen_site.pocket import here as here_module
from denizen_site.pocket import know_your_rights
from denizen_site.register.checking import unregistered

WITNESS = {"stage": "street_contact", "part": "witness", "paper": "none"}
JAIL = {"stage": "jail", "part": "arrestee", "paper": "ice_detainer"}


def text_of(answer):
    return answer.content.decode()


def articles(answer):
    """Give the answers that are shown, without those that wait for a script."""
    shown = text_of(answer).split('data-spoken aria-live="polite">')[1].split("data-nothing")[0]
    return re.findall(r"<article.*?</article>", shown, re.DOTALL)


def table_in(answer):
    found = re.search(
        r'id="pocket-table" type="application/json">(.*?)</script>', text_of(answer), re.DOTALL
    )
    return json.loads(found.group(1))


def test_a_witness_reads_that_police_do_not_ask(public):
    found = articles(public.post("/en/rules/", WITNESS))
    asked = next(each for each in found if "Ask about immigration status" in each)
    assert 'class="rule rule--must_not"' in asked
    assert "New Haven" in asked
    assert re.search(r"· (cited|reported|unverified)", asked)


def test_what_binds_stands_before_what_is_allowed(public):
    order = re.findall(r'data-place="(\d)"', "".join(articles(public.post("/en/rules/", JAIL))))
    assert len(order) > 1
    assert order == sorted(order)


def test_where_courts_disagree_the_signed_instruction_is_shown(public):
    found = articles(public.post("/en/rules/", WITNESS))
    sharing = next(each for each in found if "Send status information" in each)
    assert "rule--contested" in sharing
    assert "Do not send." in sharing
    assert "2027-06-30" in sharing


def test_an_overdue_instruction_is_replaced_by_a_number_to_call(public, monkeypatch):
    monkeypatch.setattr(here_module, "today_in", lambda _charter: date(2027, 7, 2))
    found = articles(public.post("/en/rules/", WITNESS))
    sharing = next(each for each in found if "Send status information" in each)
    assert "Call before you act." in sharing
    assert "Do not send." not in sharing
    assert "City attorney" in sharing


@pytest.mark.parametrize("language", ["es", "ar"])
def test_the_answers_speak_the_readers_language(public, language):
    answer = public.post(f"/{language}/rules/", WITNESS)
    assert answer.status_code == 200
    found = articles(answer)
    assert found
    assert any(f'<p lang="{language}">' in each for each in found)


@pytest.mark.parametrize(
    ("choices", "field"),
    [
        ({**WITNESS, "part": "driver"}, "part"),
        ({**WITNESS, "paper": "ice_detainer"}, "paper"),
        ({**WITNESS, "facts": "federally_funded"}, "facts"),
    ],
)
def test_what_cannot_happen_is_said_beside_its_question(public, choices, field):
    answer = public.post("/en/rules/", choices)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in text_of(answer)
    assert "does not go with where it happens" in text_of(answer)


def test_what_is_not_chosen_is_asked_for_and_junk_is_no_choice(public):
    for sent in ({}, {**WITNESS, "stage": "x\x00"}, {**WITNESS, "facts": "status"}):
        answer = public.post("/en/rules/", sent)
        assert answer.status_code == 422
        assert articles(answer) == []


def test_a_question_leaves_no_cookie_no_address_and_no_line_of_a_log(public, caplog):
    with caplog.at_level(logging.DEBUG):
        answer = public.post("/en/rules/", {**JAIL, "facts": ["written_consent"]})
    assert not answer.cookies
    assert "Location" not in answer.headers
    assert not any("arrestee" in line or "detainer" in line for line in caplog.text.splitlines())
    assert 'method="post"' in text_of(answer)


def test_the_pages_send_nothing_that_is_not_in_the_register(public):
    answers = [public.get(f"/en/rules/{name}") for name in ("", "sheet", "worker.js")]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert unregistered(answers) == []
    assert not any(answer.cookies for answer in answers)


def test_the_carried_table_finds_what_the_rules_answer(public):
    carried = table_in(public.get("/en/rules/"))
    found = here_module.here()
    for index in range(0, EVERYTHING.size, EVERYTHING.size // 200):
        cell = EVERYTHING.cell(index)
        for action in EncounterAction:
            number = looked_up(carried, action.value, cell)
            told = found.table.actions[action].answers[number]
            assert told == ask(found.community, cell.question(action), at=found.today)


def looked_up(carried, action, cell):
    """Look a table up as the page's script does."""
    place, one = 0, carried["actions"][action]
    for axis in one["axes"]:
        words = carried["words"].get(axis)
        if words is None:
            place = place * 2 + int(axis in {fact.value for fact in cell.facts})
        else:
            place = place * len(words) + words.index(getattr(cell, axis).value)
    codes = [
        code
        for code, times in zip(one["runs"][::2], one["runs"][1::2], strict=True)
        for _ in range(times)
    ]
    return codes[place]


def test_every_answer_that_a_phone_can_look_up_is_on_the_page(public):
    text = text_of(public.get("/en/rules/"))
    there = set(re.findall(r'<template data-rule="([a-z_]+\.\d+)"', text))
    wanted = {
        f"{action.value}.{number}"
        for action, one in here_module.here().table.actions.items()
        for number in range(len(one.answers))
    }
    assert there == wanted


def test_the_table_names_choices_as_the_form_does(public):
    carried = table_in(public.get("/en/rules/"))
    assert carried["words"] == {
        name: [each.value for each in ENUMS[name.title()]] for name in ("stage", "part", "paper")
    }
    assert carried["from"] <= carried["until"]


def test_a_city_that_wrote_no_rules_answers_nothing(public_of):
    for name in ("", "sheet"):
        answer = public_of("new-york").get(f"/en/rules/{name}")
        assert answer.status_code == 200
        assert "not written down here yet" in text_of(answer)
        assert "<article" not in text_of(answer)


def test_the_sheet_says_what_the_rules_answer_in_each_situation(public):
    public.get("/en/rules/sheet")
    found = here_module.here()
    shown = {
        (str(section.ruling), row.clause.cite, str(words))
        for section in know_your_rights.sections(found)
        for row in section.rows
        for words in row.situations
        if row.clause
    }
    told = {
        (str(answer.ruling), clause.cite, str(situation.words))
        for situation in know_your_rights.SITUATIONS
        for answer in asked_about(situation, found)
        for clause in answer.clauses
        if answer.ruling != "contested"
    }
    assert shown == told
    assert told


def test_the_sheet_says_each_sentence_once_and_the_instruction_of_a_dispute(public):
    text = text_of(public.get("/en/rules/sheet"))
    assert text.count("No city employee asks about immigration status unless") == 1
    assert text.count("Do not send. The city") == 1


def asked_about(situation, found):
    for action in EncounterAction:
        question = situation.encounter.cell.question(action)
        yield ask(found.community, question, at=found.today)


def test_the_sheets_situations_can_happen():
    for situation in know_your_rights.SITUATIONS:
        assert possible_cells()[ENCOUNTERS.index(situation.encounter.cell)], situation.words


def test_an_officer_certified_under_a_federal_agreement_is_answered_otherwise(public):
    driver = {"stage": "detention", "part": "driver", "paper": "none"}
    plain = articles(public.post("/en/rules/", driver))
    certified = articles(public.post("/en/rules/", {**driver, "facts": "deputised"}))
    assert plain != certified


def test_the_short_address_leads_to_the_page(public):
    assert public.get("/rules").headers["Location"] == "/en/rules/"
