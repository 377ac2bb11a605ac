"""The desk obeys the charter's policy: the clause decides, is shown in the refusal, and is counted by itself."""

from __future__ import annotations

import html
from datetime import date

import pytest
from django.test import override_settings

from denizen.policy import ProgrammeAction, Ruling
from denizen_site.accounts import rulebook
from denizen_site.accounts.models import Staff
from denizen_site.accounts.permission import (
    Action,
    Actor,
    Allowed,
    Reason,
    Refused,
    actions_of,
    may,
)
from denizen_site.accounts.roles import Role
from denizen_site.config import policy_folder
from denizen_site.ledger import queries

DAY = date(2026, 11, 22)
MODEL = policy_folder.policy_folders()["model"] / "policy"
POLICY = """schema = 1

[community]
id = "strict"
name = "A stricter city"
layer = "city"
above = ""
programme = "strict"
completeness_note = "A test's."
"""
SOURCES = """
[[source]]
id = "ordinance"
title = "Ordinance 7"
url = "https://example.org/7"
reading = "T"
note = "A test's."
"""
NO_WAIVERS = """
@id("STRICT-7")
@cite("Ordinance 7")
@source("ordinance")
@reading("T")
@binds("staff of the card programme")
@says("Nobody waives a fee at the desk.")
forbid (principal, action == City::Action::"waive_fee", resource)
when { context.at >= datetime("2026-11-22") };
"""
COPIES = """
@id("STRICT-9")
@cite("State code 9")
@source("ordinance")
@reading("T")
@law("State code 9")
@binds("staff of the card programme")
@says("The state makes the city keep a copy of every application.")
permit (principal, action == City::Action::"must_keep_copy", resource)
when { context.at >= datetime("2026-01-01") };
"""


@pytest.fixture
def own_rules(tmp_path, monkeypatch):
    """Make a city with the model's clauses about the software and some of its own."""

    def write(text):
        folder = tmp_path / "charters" / "strict" / "policy"
        folder.mkdir(parents=True)
        for name, content in {
            "policy.toml": POLICY,
            "sources.toml": (MODEL / "sources.toml").read_text() + SOURCES,
            "programme.cedar": (MODEL / "programme.cedar").read_text() + text,
        }.items():
            (folder / name).write_text(content)
        monkeypatch.setenv("DENIZEN_CHARTERS", str(tmp_path / "charters"))

    yield write
    policy_folder.community_once.cache_clear()
    rulebook.remembered.cache_clear()
    actions_of.cache_clear()


def test_the_rules_and_the_desk_know_the_same_actions():
    assert {action.value for action in ProgrammeAction} == {action.value for action in Action}


def test_every_role_of_the_desk_is_a_role_of_the_rules():
    assert set(rulebook.POLICY_ROLES) == set(Role)


def test_every_action_is_let_to_somebody_by_a_clause():
    for action in Action:
        assert rulebook.clauses_that_let(action.value, day=DAY), action


def test_a_citys_own_clause_takes_effect_on_its_day(own_rules):
    own_rules(NO_WAIVERS)
    with override_settings(CITY_RULES="strict"):
        before = Actor("c1", Role.CLERK, "s1", day=date(2026, 11, 21))
        assert may(before, Action.WAIVE_FEE) == Allowed()
        refused = may(Actor("c1", Role.CLERK, "s1", day=DAY), Action.WAIVE_FEE)
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.ruling) == (Reason.RULE, Ruling.MUST_NOT)
    assert [clause.id for clause in refused.clauses] == ["STRICT-7"]


def test_a_refusal_for_the_role_shows_the_clause_that_lets_others(as_role):
    answer = as_role("clerk").get("/staff/")
    assert answer.status_code == 403
    page = answer.content.decode()
    shown = rulebook.clauses_that_let("manage_staff", day=DAY)
    assert shown
    assert all(clause.cite in page for clause in shown)
    counted = queries.clause_facts(DAY)
    assert counted == {(clause.id, "silent"): 1 for clause in shown}


def test_a_refusal_is_read_in_the_readers_language(as_role):
    clerk = as_role("clerk")
    Staff.objects.filter(id=clerk.staff).update(language="es")
    shown = rulebook.clauses_that_let("manage_staff", day=DAY)
    page = clerk.get("/staff/").content.decode()
    words = rulebook.in_words(shown, language="es")
    assert {each.language for each in words} == {"es"}
    assert all(html.escape(each.says) in page for each in words)


def test_no_clause_of_the_model_lets_the_promise_be_broken():
    for action in ("keep_copy", "copy_document", "search_by_name"):
        model = policy_folder.community_once("model")
        forbidding = [one for one in model.clauses if action in one.actions]
        assert forbidding, action
        assert {one.effect for one in forbidding} == {"forbid"}


def test_a_law_that_weakens_the_promise_is_told_on_every_page(own_rules, programme, as_role):
    own_rules(COPIES)
    with override_settings(CITY_RULES="strict"):
        page = as_role("clerk").get("/").content.decode()
    assert "The state makes the city keep a copy of every application." in page
    assert "State code 9" in page


def test_without_such_a_law_nothing_is_told(programme, as_role):
    assert 'class="weakened"' not in as_role("clerk").get("/").content.decode()
