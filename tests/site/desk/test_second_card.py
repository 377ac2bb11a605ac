"""A city that looks for second cards: one question at the end, a second person where it is contested, only counts."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest
from tests.site.desk.conftest import NAME, PERSON
from tests.site.desk.test_sharing import CODE, share

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from one_card_city import checking

STRONG, WEAK = b"Shall we replace it?", b"Have you had a card from this city before?"


@pytest.fixture
def city(programme, charter, at, monkeypatch):
    """The same city, where a council had second cards looked for and the custodians are embedded."""
    found = checking(charter)
    custodians = import_module("denizen_site.one_card.custodians")
    custodians.embed(found.one_card, found.one_card.current(at.date()))
    monkeypatch.setattr("denizen_site.desk.visit_page.bound_charter", lambda: found)
    monkeypatch.setattr("denizen_site.desk.views.second_look.bound_charter", lambda: found)
    return found


def cards():
    return import_module("denizen_site.issuance.models").Card.objects


def active():
    return cards().filter(standing="active").count()


def person(name):
    return {**PERSON, "name": name}


@pytest.fixture
def holder(city, seat_of):
    """Somebody who has a card, and the seat at which they got it."""
    seat = seat_of(confirmed=True)
    assert seat.issue().status_code == 302
    return seat


@pytest.fixture
def again(holder, seat_of):
    """The same person at another desk."""
    return seat_of(confirmed=True)


@pytest.fixture
def alike(holder, seat_of):
    """Somebody with a name much like it, born on the same day."""
    return seat_of(confirmed=True, person=person("Quetzalino Vermillion-Oyelaran"))


def test_a_city_that_leaves_it_off_asks_nobody(seat_of, counted):
    for _ in range(2):
        assert seat_of(confirmed=True).issue().status_code == 302
    assert not {act for act in counted() if act.startswith("one_card")}
    assert active() == 2


def test_somebody_new_is_issued_a_card_and_asked_nothing(holder, counted):
    assert active() == 1
    assert counted()["one_card_checked"] == 1


def test_the_same_person_is_asked_whether_to_replace_and_nothing_is_issued_yet(again, counted):
    page = again.issue()
    assert page.status_code == 200
    assert STRONG in page.content
    assert active() == 1
    assert counted()["one_card_strong"] == 1
    held = again.opened().visit
    assert held.held is None


def test_the_question_shows_nothing_of_the_card_that_was_found(again):
    page = again.issue().content
    for row in cards().all():
        assert row.number.encode() not in page
        assert bytes(row.lineage).hex().encode() not in page


def test_replaced_the_old_card_stops_and_the_lineage_goes_on(again, counted):
    old = cards().get()
    assert again.issue(answer="replace").status_code == 302
    new = cards().exclude(number=old.number).get()
    old.refresh_from_db()
    assert (old.standing, new.standing) == ("revoked", "active")
    assert bytes(new.lineage) == bytes(old.lineage)
    assert counted()["one_card_replaced"] == 1
    assert again.visit.held.number == new.number


def test_what_was_filled_in_is_kept_on_the_page_of_the_question(again):
    page = again.issue().content.decode()
    assert f'name="confirmed" value="{again.visit.confirmed.hex()}"' in page
    assert 'name="settled" value="on"' in page


def test_somebody_much_alike_is_asked_once_and_their_word_is_enough(alike, counted):
    assert WEAK in alike.issue().content
    assert alike.issue(answer="another").status_code == 302
    assert active() == 2
    assert counted()["one_card_weak"] == 1
    assert counted()["one_card_another"] == 1


def test_whoever_contests_a_strong_match_is_not_refused_but_looked_at_again(
    again, as_role, counted
):
    assert again.issue(answer="another").status_code == 302
    assert active() == 1
    page = again.client.get("/visit/issue").content.decode()
    assert "A supervisor decides first" in page
    supervisor = looking_at(again, as_role)
    look = supervisor.get("/second-look").content.decode()
    assert "Is it the same person?" in look
    assert decide(supervisor, again, "another").status_code == 302
    assert "it is another person" in supervisor.get("/second-look").content.decode()
    assert "Issue goes on" in again.client.get("/visit/issue").content.decode()
    assert again.issue().status_code == 302
    assert active() == 2
    assert counted()["one_card_another"] == 1


def looking_at(seat, as_role):
    code = CODE.search(share(seat).content)[0].decode()
    supervisor = as_role("supervisor")
    assert supervisor.post("/second-look", {"code": code}).status_code == 302
    return supervisor


def decide(supervisor, seat, decision):
    form = {"version": seat.opened().version, "decision": decision}
    return supervisor.post("/second-look/match", form)


def test_somebody_much_alike_who_says_they_had_one_needs_a_second_person_too(alike, as_role):
    old = cards().get()
    assert alike.issue(answer="replace").status_code == 302
    assert active() == 1
    supervisor = looking_at(alike, as_role)
    assert decide(supervisor, alike, "replace").status_code == 302
    assert alike.issue().status_code == 302
    old.refresh_from_db()
    assert old.standing == "revoked"


def test_a_supervisor_does_not_decide_in_a_visit_of_their_own(city, seat_of, as_role):
    assert seat_of(confirmed=True).issue().status_code == 302
    supervisor = as_role("supervisor")
    own = seat_of(confirmed=True, client=supervisor)
    own.issue(answer="another")
    code = CODE.search(share(own).content)[0].decode()
    assert supervisor.post("/second-look", {"code": code}).status_code in (403, 422)
    assert own.visit.open_match is not None


def test_a_decision_holds_for_what_was_confirmed_then(again, as_role):
    again.issue(answer="another")
    supervisor = looking_at(again, as_role)
    decide(supervisor, again, "another")
    changed = {**again.visit.person, "card_language": "en"}
    again.change(person=changed)
    again.change(confirmed=again.visit.shown())
    assert again.visit.decided_match is None
    assert STRONG in again.issue().content


@pytest.mark.parametrize("decision", ["", "refuse", "replace;drop"])
def test_a_decision_that_no_page_offers_decides_nothing(again, as_role, decision):
    again.issue(answer="another")
    supervisor = looking_at(again, as_role)
    assert decide(supervisor, again, decision).status_code == 422
    assert again.visit.open_match is not None


def test_without_a_match_there_is_nothing_to_decide(city, seat_of, as_role):
    seat = seat_of(confirmed=True)
    supervisor = looking_at(seat, as_role)
    assert decide(supervisor, seat, "another").status_code == 409


def test_an_answer_that_no_page_offers_is_refused(again):
    assert again.issue(answer="perhaps").status_code == 422
    assert active() == 1


def test_a_practice_visit_looks_for_nobody(holder, seat_of, counted):
    assert seat_of(confirmed=True, test=True).issue().status_code == 302
    assert counted()["one_card_checked"] == 1


def test_a_replacement_with_the_old_card_in_hand_is_asked_nothing(holder, seat_of):
    old = cards().get()
    visits = import_module("denizen_site.enrolment.visit")
    seat = seat_of(
        confirmed=True, purpose=visits.Purpose.REPLACEMENT, old_number=old.number, reason="lost"
    )
    assert seat.issue().status_code == 302
    assert active() == 1


def test_when_custodians_are_away_the_card_is_issued_all_the_same(holder, seat_of, home, counted):
    for path in sorted((home / "custodians").glob("embedded-*"))[:2]:
        path.unlink()
    assert seat_of(confirmed=True).issue().status_code == 302
    assert active() == 2
    assert counted()["one_card_waits"] == 1


def test_pressed_twice_one_card_is_made(again):
    again.issue(answer="replace")
    again.issue(answer="replace")
    assert active() == 1
    assert cards().count() == 2


def test_nothing_but_counts_is_left_when_the_visits_are_over(again, holder, home):
    connection = import_module("django.db").connection
    again.issue(answer="replace")
    for seat in (again, holder):
        import_module("denizen_site.enrolment.actions").end(seat.opened())
    import_module("denizen_site.one_card.nights").lay_down(at=again.at)
    connection.close()
    files = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    for word in (NAME.encode(), b"Quetzalina", b"1987-03-14", NAME.encode("utf-16-le")):
        assert word not in files
