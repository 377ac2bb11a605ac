"""A visit is sealed, versioned, shared for ten minutes, and gone."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection

from denizen_site.errors import EnrolmentError

STATION, OTHER_STATION = b"s" * 32, b"o" * 32
NAME = "Zebulon Quarkenbusch"


@pytest.fixture
def room(home):
    return import_module("denizen_site.enrolment.actions")


@pytest.fixture
def visits():
    return import_module("denizen_site.enrolment.visit")


@pytest.fixture
def begun(room, visits, at):
    """A visit that is open at a station, and its token."""
    visit = visits.Visit(clerk="c1", language="es", opened_minute=0, person={"name": NAME})
    token = room.open_visit(visit, station_secret=STATION, at=at, hours=4)
    return room.load(token, station_secret=STATION, at=at), token


def refused(act, *args, **kwargs):
    with pytest.raises(EnrolmentError) as caught:
        act(*args, **kwargs)
    return caught.value.code


def test_a_visit_comes_back_as_it_was_saved(room, visits, begun, at):
    opened, token = begun
    full = opened.visit.with_(
        papers=({"document": "passport", "dated": "2026-01-02"},),
        applicant={"birth_date": "1990-01-01", "with_caretaker": False, "facts": []},
        photo=b"\xff\xd8 picture",
        needs=frozenset(visits.Need),
        override=visits.Override("s1", "attested", b"x" * 32),
    )
    full = full.with_(held=visits.HeldParts("7K3M9Q014C2D", {"card.pdf": b"%PDF"}))
    room.save(opened.changed(full))
    assert room.load(token, station_secret=STATION, at=at).visit == full


def test_the_row_by_itself_and_the_cookie_at_another_station_open_nothing(room, begun, at):
    _, token = begun
    assert refused(room.load, token, station_secret=OTHER_STATION, at=at) == "visit.not_here"
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM enrolment_sealedvisit")
        sealed = bytes(cursor.fetchone()[0])
    assert NAME.encode() not in sealed
    assert token.half not in sealed


def test_one_row_never_opens_as_another_or_as_an_earlier_version(room, visits, begun, at):
    opened, token = begun
    model = import_module("denizen_site.enrolment.models").SealedVisit
    first = bytes(model.objects.get(id=token.id).sealed)
    room.save(opened.changed(opened.visit.with_(language="en")))
    model.objects.filter(id=token.id).update(
        sealed=first
    )  # rolled back by whoever holds the database
    assert refused(room.load, token, station_secret=STATION, at=at) == "visit.not_here"


def test_each_save_is_sealed_anew(room, begun, at):
    opened, token = begun
    model = import_module("denizen_site.enrolment.models").SealedVisit
    before = bytes(model.objects.get(id=token.id).sealed)
    room.save(opened)
    after = bytes(model.objects.get(id=token.id).sealed)
    assert before[:12] != after[:12]
    assert before[12:] != after[12:]


def test_of_two_windows_the_second_save_is_refused_and_the_first_is_kept(room, begun, at):
    opened, token = begun
    room.save(opened.changed(opened.visit.with_(language="fr")))
    assert (
        refused(room.save, opened.changed(opened.visit.with_(language="ar")))
        == "visit.changed_elsewhere"
    )
    assert room.load(token, station_secret=STATION, at=at).visit.language == "fr"


def test_an_ended_visit_is_gone_for_every_window(room, begun, at):
    opened, token = begun
    room.end(opened)
    assert refused(room.load, token, station_secret=STATION, at=at) == "visit.gone"
    assert refused(room.save, opened) == "visit.gone"
    assert refused(room.end, opened) == "visit.gone"


def test_a_visit_is_over_after_its_hours_and_swept_unread(room, begun, at):
    _, token = begun
    late = at + timedelta(hours=4, minutes=15)
    assert refused(room.load, token, station_secret=STATION, at=late) == "visit.gone"
    assert room.sweep(at=late) == 1
    assert room.sweep(at=late) == 0


def test_the_end_of_a_row_says_no_more_than_a_quarter_of_an_hour(room, begun):
    model = import_module("denizen_site.enrolment.models").SealedVisit
    ends = model.objects.get().ends
    assert (ends.minute % 15, ends.second, ends.microsecond) == (0, 0, 0)


def test_a_card_once_issued_leaves_nothing_else_to_change(visits):
    visit = visits.Visit(clerk="c1", language="en", opened_minute=0)
    issued = visit.with_(held=visits.HeldParts("7K3M9Q014C2D", {}))
    assert refused(issued.with_, person={"name": NAME}) == "visit.issued"
    assert issued.with_(fee_settled=True).fee_settled


def test_a_change_of_what_is_printed_asks_for_the_residents_word_again(visits):
    visit = visits.Visit(clerk="c1", language="en", opened_minute=0, person={"name": NAME})
    confirmed = visit.with_(confirmed=visit.shown())
    assert confirmed.is_confirmed
    assert confirmed.with_(language="es").is_confirmed
    assert not confirmed.with_(person={"name": "Zeb"}).is_confirmed


def test_an_override_holds_for_the_papers_it_was_made_for(visits):
    visit = visits.Visit(clerk="c1", language="en", opened_minute=0)
    decided = visit.with_(override=visits.Override("s1", "attested", visit.laid_out()))
    assert decided.is_overridden
    assert not decided.with_(papers=({"document": "lease"},)).is_overridden


class TestSharing:
    def test_a_supervisor_sees_the_same_visit_by_the_code_and_only_for_ten_minutes(
        self, room, begun, at
    ):
        opened, _ = begun
        code = room.share(opened, at=at)
        assert room.open_shared(code.lower().replace("-", " "), at=at).visit == opened.visit
        late = at + timedelta(minutes=10)
        assert refused(room.open_shared, code, at=late) == "visit.share_code"

    def test_after_five_wrong_codes_the_right_one_stops_working(self, room, begun, at):
        opened, _ = begun
        code = room.share(opened, at=at)
        wrong = code[:3] + ("0" if code[3] != "0" else "1") + code[4:]
        assert {refused(room.open_shared, wrong, at=at) for _ in range(5)} == {"visit.share_code"}
        assert refused(room.open_shared, code, at=at) == "visit.share_code"

    def test_a_clerk_takes_it_back_and_a_new_code_replaces_the_old(self, room, begun, at):
        opened, _ = begun
        first = room.share(opened, at=at)
        second = room.share(opened, at=at)
        assert refused(room.open_shared, first, at=at) == "visit.share_code"
        room.unshare(opened)
        assert refused(room.open_shared, second, at=at) == "visit.share_code"

    def test_sharing_ends_with_the_visit(self, room, begun, at):
        opened, _ = begun
        code = room.share(opened, at=at)
        room.end(opened)
        assert refused(room.open_shared, code, at=at) == "visit.share_code"


@pytest.mark.parametrize("text", ["", "x", "A" * 60, "é", "A" * 5000])
def test_a_cookie_that_is_none_is_refused(text, home):
    token = import_module("denizen_site.enrolment.seal").VisitToken
    assert refused(token.read, text) == "visit.not_here"


def test_no_repr_shows_the_person_or_the_key(begun):
    opened, token = begun
    shown = repr(opened) + repr(token)
    assert NAME not in shown
    assert repr(token.half) not in shown
