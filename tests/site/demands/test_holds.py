"""Agents at the door: intake stops, nothing is deleted, and only two people together lift it."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from denizen_site.accounts.roles import Role
from denizen_site.errors import HoldError

SESSIONS = {"accounts_session", "accounts_invitation"}


@pytest.fixture
def holds(programme):
    return import_module("denizen_site.holds.actions")


@pytest.fixture
def held(holds, demands, at):
    return demands.agents_at_door(at=at, by="clerk")


def rows():
    """Count the rows of every table of the desk that a night could delete from."""
    models = [each for each in apps.get_models() if each._meta.db_table not in SESSIONS]
    return {each._meta.db_table: each.objects.count() for each in models}


@pytest.mark.parametrize("role", list(Role))
def test_everybody_at_any_desk_page_can_press_the_button(programme, as_role, role):
    client = as_role(role, station=False)
    assert f'action="{reverse("desk:door")}"' in client.get("/").content.decode()
    assert client.post(reverse("desk:door")).status_code == 302
    page = client.get(reverse("desk:door")).content.decode()
    assert 'href="tel:+1-203-555-0100"' in page
    assert "I-200" in page
    assert "I-205" in page


def test_pressed_twice_it_is_one_demand_one_hold_and_one_pause(demands, queries, held, at, counted):
    assert demands.agents_at_door(at=at, by="clerk") == held
    acts = counted()
    pressed = [acts[each] for each in ("demand_received", "hold_placed", "intake_paused")]
    assert pressed == [1, 1, 1]
    assert queries.find(held).hold is not None


def test_no_visit_begins_until_a_director_opens_intake_again(programme, as_role, held):
    clerk = as_role("clerk")
    sent = clerk.post(reverse("desk:begin"), {"language": "en"})
    assert sent.headers["Location"] == reverse("desk:door")
    assert as_role("supervisor").post(reverse("desk:door-resume")).status_code == 403
    assert as_role("director").post(reverse("desk:door-resume")).status_code == 302
    again = clerk.post(reverse("desk:begin"), {"language": "en"})
    assert again.headers["Location"] == reverse("desk:papers")


def test_the_public_door_says_that_intake_is_paused(programme, as_role):
    public = import_module("denizen_site.open_pages.queries")
    as_role("clerk").post(reverse("desk:door"))
    assert public.intake_paused_since() is not None
    as_role("director").post(reverse("desk:door-resume"))
    assert public.intake_paused_since() is None


def fill(at):
    """Put a row that is over into every table that a night deletes from."""
    long_ago = at.date() - timedelta(days=4000)
    make = {
        "issuance_card": {
            "number": "AAAAAAAAAAAA", "status_index": 7, "lineage": b"l" * 16, "first_day": long_ago,
            "last_day": long_ago, "print_state": "handed_over", "standing": "active",
            "revocation_code_hash": b"x",
        },
        "adjudication_casefile": {
            "id": "a", "reference": "a", "kind": "appeal", "state": "closed", "opened": long_ago,
            "delete_on": long_ago, "version": 1, "sealed": b"s",
        },
        "refused_cards_refusedcard": {
            "came": long_ago, "service": "bank", "what": "other", "times": 1,
        },
        "enrolment_sealedvisit": {
            "id": b"i" * 16, "version": 1, "sealed": b"s", "ends": at - timedelta(days=1),
        },
        "demands_demand": {
            "kind": "detainer", "sender": "federal_agent", "asked": "status", "received": long_ago,
            "state": "closed", "delete_on": long_ago,
        },
        "ledger_daycount": {"day": long_ago, "act": "served", "by": "", "count": 1},
    }  # fmt: skip
    for model in apps.get_models():
        if model._meta.db_table in make:
            fields = {field.name for field in model._meta.get_fields()}
            values = {k: v for k, v in make[model._meta.db_table].items() if k in fields}
            model.objects.create(**values)
    return set(make)


def test_under_a_hold_the_night_deletes_nothing_and_afterwards_it_does(
    programme, as_role, holds, queries, demands, at, tmp_path
):
    tasks = import_module("denizen_site.desk.tasks")
    filled = fill(at)
    id_ = demands.agents_at_door(at=at, by="clerk")
    before = rows()
    assert tasks.every_night(at=at, out=tmp_path / "public") == ()
    after = rows()
    assert {name for name in before if after[name] < before[name]} == set()
    hold = queries.find(id_).hold
    assert holds.agree_to_lift(hold.id, holds.Side.DIRECTOR, at=at, by="director") is False
    assert holds.agree_to_lift(hold.id, holds.Side.LAWYER, at=at, by="lawyer") is True
    tasks.every_night(at=at, out=tmp_path / "public")
    lifted = rows()
    gone = {name for name in filled if lifted[name] < after[name]}
    assert gone == filled - {"ledger_daycount"}  # today's own counts were added to that one
    ledger = import_module("denizen_site.ledger.models")
    assert not ledger.DayCount.objects.filter(day__lt=at.date()).exists()


def test_one_person_cannot_be_both_sides_and_a_hold_is_lifted_once(holds, queries, held, at):
    hold = queries.find(held).hold.id
    holds.agree_to_lift(hold, holds.Side.DIRECTOR, at=at, by="one")
    with pytest.raises(HoldError, match="two people"):
        holds.agree_to_lift(hold, holds.Side.LAWYER, at=at, by="one")
    holds.agree_to_lift(hold, holds.Side.LAWYER, at=at, by="two")
    with pytest.raises(HoldError, match="lifted already"):
        holds.agree_to_lift(hold, holds.Side.LAWYER, at=at, by="three")


def test_a_visit_that_ends_under_a_hold_keeps_its_row_and_opens_no_more(programme, demands, at):
    enrolment = import_module("denizen_site.enrolment.actions")
    visits = import_module("denizen_site.enrolment.visit")
    models = import_module("denizen_site.enrolment.models")
    secret = b"s" * 32
    token = enrolment.open_visit(
        visits.Visit(clerk="clerk", language="en", opened_minute=0),
        station_secret=secret,
        at=at,
        hours=4,
    )
    opened = enrolment.load(token, station_secret=secret, at=at)
    demands.agents_at_door(at=at, by="clerk")
    enrolment.end(opened)
    assert models.SealedVisit.objects.count() == 1
    with pytest.raises(import_module("denizen_site.errors").EnrolmentError):
        enrolment.load(token, station_secret=secret, at=at)
    assert enrolment.sweep(at=at + timedelta(days=2)) == 0
