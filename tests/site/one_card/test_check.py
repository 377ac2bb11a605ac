"""A second card is noticed without a list of persons; what is not there is no hit, and nobody is held up."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import connection, transaction

from denizen_site.errors import OneCardError

JORGE = ("Jorge Luis Paredes", date(1990, 12, 2))
TWIN = ("Inés Rosario Ñáñez Quispe", date(1987, 3, 14))


def models():
    return import_module("denizen_site.one_card.models")


def nights():
    return import_module("denizen_site.one_card.nights")


def test_a_city_that_did_not_decide_so_looks_for_nothing(programme, charter, at):
    checking = import_module("denizen_site.one_card.checking")
    assert checking.check(charter, name=JORGE[0], born=JORGE[1], at=at) is None


def test_before_the_first_epoch_nothing_is_looked_for(desk):
    assert desk.check(*JORGE, at=desk.at - timedelta(days=200)) is None


def test_nobody_is_found_in_an_empty_index(desk, rosalia):
    assert desk.found(*rosalia) is None


def test_the_same_person_is_found_on_the_same_day(desk, rosalia):
    number = desk.enrol(*rosalia)
    assert desk.found(*rosalia) == (number, True)
    assert desk.found(*JORGE) is None


def test_the_same_person_is_found_after_the_night(desk, rosalia):
    number = desk.enrol(*rosalia)
    nights().lay_down(at=desk.at)
    assert models().WaitingRow.objects.count() == 0
    assert desk.found(*rosalia) == (number, True)
    assert desk.found("Rosalia Nanez-Quispe", rosalia[1]) == (number, False)


def test_people_who_share_labels_are_both_found(desk, rosalia):
    first = desk.enrol(*rosalia)
    other = desk.enrol(*TWIN, known=[match.lineage for match in desk.check(*TWIN).matches])
    nights().lay_down(at=desk.at)
    assert desk.found(*rosalia) == (first, True)
    assert desk.found(*TWIN) == (other, True)
    assert {match.number.value for match in desk.check(*TWIN).matches} == {first, other}


def test_a_stopped_an_ended_and_an_unknown_lineage_are_no_hit(desk, rosalia):
    cards = import_module("denizen_site.issuance.models").Card.objects
    number = desk.enrol(*rosalia)
    cards.filter(number=number).update(standing="revoked")
    assert desk.found(*rosalia) is None
    cards.filter(number=number).update(
        standing="active", last_day=desk.at.date() - timedelta(days=1)
    )
    assert desk.found(*rosalia) is None
    cards.filter(number=number).delete()
    assert desk.found(*rosalia) is None


def test_a_lineage_leads_to_its_newest_card(desk, rosalia):
    issuance = import_module("denizen_site.issuance.models")
    old = desk.enrol(*rosalia)
    lineage = bytes(issuance.Card.objects.get(number=old).lineage)
    issuance.Card.objects.filter(number=old).update(standing="revoked")
    new = desk.card(lineage=lineage)
    assert desk.found(*rosalia) == (new, True)


def test_somebody_noted_again_under_their_lineage_gets_no_second_rows(desk, rosalia):
    issuance = import_module("denizen_site.issuance.models")
    old = desk.enrol(*rosalia)
    nights().lay_down(at=desk.at)
    lineage = bytes(issuance.Card.objects.get(number=old).lineage)
    desk.enrol(*rosalia, lineage=lineage)
    assert models().WaitingRow.objects.count() == 0


def test_two_desks_in_the_same_minute_do_not_both_issue(desk, rosalia):
    keeping = import_module("denizen_site.one_card.keeping")
    here, there = desk.check(*rosalia), desk.check(*rosalia)
    assert here.matches == there.matches == ()
    with transaction.atomic():
        keeping.keep(here, desk.card(), known=())
    with pytest.raises(OneCardError) as refusal, transaction.atomic():
        keeping.keep(there, desk.card(), known=())
    assert refusal.value.code == "one_card.somebody_came_first"
    assert len(desk.check(*rosalia).matches) == 1


def test_nothing_of_a_person_is_noted_outside_of_a_transaction(desk, rosalia):
    keeping = import_module("denizen_site.one_card.keeping")
    with pytest.raises(TypeError):
        keeping.keep(desk.check(*rosalia), desk.card(), known=())


def test_the_cost_of_a_check_does_not_grow_with_the_city(desk, rosalia, django_queries):
    few = django_queries(lambda: desk.check(*rosalia))
    rows = nights().noise_of([0], count=5000)
    nights().insert(rows)
    assert django_queries(lambda: desk.check(*rosalia)) == few


@pytest.fixture
def django_queries(home):
    """Count the statements that an action sends."""
    capture = import_module("django.test.utils").CaptureQueriesContext

    def counted(action):
        with capture(connection) as captured:
            action()
        return len(captured)

    return counted


def test_two_epochs_are_both_searched(desk, city, rosalia):
    custodians = import_module("denizen_site.one_card.custodians")
    number = desk.enrol(*rosalia)
    next_year = desk.at + timedelta(days=300)
    custodians.embed(city.one_card, city.one_card.current(next_year.date()))
    assert [each.epoch.name for each in desk.check(*rosalia, at=next_year).places] == [
        "2026-07",
        "2027-07",
    ]
    assert desk.found(*rosalia, at=next_year) == (number, True)


def test_fewer_labels_are_made_where_the_charter_says_light(desk, city, rosalia):
    one_card = import_module("denizen.charter").Labels
    full = len(desk.check(*rosalia).places[0].all)
    desk.charter = dataclasses.replace(
        city, one_card=dataclasses.replace(city.one_card, labels=one_card.LIGHT)
    )
    assert 0 < len(desk.check(*rosalia).places[0].all) < full


def test_nothing_of_a_check_shows_in_a_repr(desk, rosalia):
    desk.enrol(*rosalia)
    shown = repr(desk.check(*rosalia))
    assert "Rosal" not in shown
    assert "1987" not in shown
    assert desk.made[0] not in shown
