"""The records key: two people make it, a passphrase opens it for half an hour, a paper recovers it."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.db import connection
from tests.site.adjudication.conftest import OTHER_STATION, PASSPHRASE, STATION

from denizen_site.errors import AdjudicationError

NEW = "harbour lantern quiet bicycle"


def refused(act, *args, **kwargs):
    with pytest.raises(AdjudicationError) as caught:
        act(*args, **kwargs)
    return caught.value.code


def test_nobody_makes_the_key_alone(room_actions, at):
    assert refused(room_actions.make_key, PASSPHRASE, by="officer", at=at) == "records.no_leave"
    room_actions.give_leave(by="officer", at=at)
    assert refused(room_actions.make_key, PASSPHRASE, by="officer", at=at) == "records.no_leave"


def test_a_directors_leave_holds_for_a_day_and_works_once(room_actions, at):
    room_actions.give_leave(by="director", at=at)
    late = at + timedelta(days=1, seconds=1)
    assert refused(room_actions.make_key, PASSPHRASE, by="officer", at=late) == "records.no_leave"
    room_actions.make_key(PASSPHRASE, by="officer", at=at)
    assert refused(room_actions.make_key, PASSPHRASE, by="officer", at=at) == "records.no_leave"
    room_actions.give_leave(by="director", at=at)
    assert refused(room_actions.make_key, PASSPHRASE, by="officer", at=at) == "records.key_exists"


def test_the_room_opens_with_the_passphrase_for_half_an_hour(key, room_actions, seat, at):
    token = room_actions.enter(PASSPHRASE, seat, at=at)
    assert room_actions.open_room(token, seat, at=at + timedelta(minutes=29))
    late = at + timedelta(minutes=30)
    assert refused(room_actions.open_room, token, seat, at=late) == "records.closed"


def test_the_rooms_cookie_is_worth_nothing_elsewhere_for_another_or_after_it_was_closed(
    key, room_actions, seat, at
):
    kind = type(seat)
    token = room_actions.enter(PASSPHRASE, seat, at=at)
    elsewhere, other = kind("officer", OTHER_STATION), kind("clerk", STATION)
    assert refused(room_actions.open_room, token, elsewhere, at=at) == "records.closed"
    assert refused(room_actions.open_room, token, other, at=at) == "records.closed"
    room_actions.leave("officer")
    assert refused(room_actions.open_room, token, seat, at=at) == "records.closed"


def test_five_wrong_passphrases_close_the_door_for_a_quarter_of_an_hour(
    key, room_actions, seat, at, counted
):
    for _ in range(5):
        assert refused(room_actions.enter, "wrong words here", seat, at=at) == "records.passphrase"
    assert refused(room_actions.enter, PASSPHRASE, seat, at=at) == "records.waits"
    assert counted()["records_room_refused"] == 5
    assert room_actions.enter(PASSPHRASE, seat, at=at + timedelta(minutes=15))


def test_a_passphrase_is_changed_by_whoever_knows_the_old_one(key, room_actions, seat, at):
    wrong = refused(room_actions.change_passphrase, "wrong words here", NEW, by="officer", at=at)
    assert wrong == "records.passphrase"
    room_actions.change_passphrase(PASSPHRASE, NEW, by="officer", at=at)
    assert refused(room_actions.enter, PASSPHRASE, seat, at=at) == "records.passphrase"
    assert room_actions.enter(NEW, seat, at=at)


def test_the_recovery_paper_opens_every_file_again_when_the_passphrase_is_forgotten(
    key, room_actions, seat, at, content
):
    schedule = import_module("denizen_site.adjudication.schedule")
    case = room_actions.new_id()
    facts = {"case_id": case, "at": at, "by": "clerk"}
    room_actions.file_case(schedule.CaseKind.APPEAL, content(), **facts)
    room_actions.give_leave(by="director", at=at)
    room_actions.recover("\n".join(key).lower(), NEW, by="officer", at=at)
    room = room_actions.open_room(room_actions.enter(NEW, seat, at=at), seat, at=at)
    assert "Quarkenbusch" in room_actions.read_case(case, room, at=at).content.words


def test_recovering_needs_a_directors_leave_and_this_keys_paper(key, room_actions, at):
    paper = import_module("denizen_site.adjudication.recovery_paper")
    assert refused(room_actions.recover, "\n".join(key), NEW, by="o", at=at) == "records.no_leave"
    room_actions.give_leave(by="director", at=at)
    other = "\n".join(paper.write_paper(bytes(range(32))))
    assert refused(room_actions.recover, other, NEW, by="o", at=at) == "records.recovery_wrong"


def test_a_mistyped_recovery_line_is_named(key):
    paper = import_module("denizen_site.adjudication.recovery_paper")
    lines = list(key)
    lines[2] = lines[2][:-1] + ("0" if lines[2][-1] != "0" else "1")
    with pytest.raises(AdjudicationError) as caught:
        paper.read_paper("\n".join(lines))
    assert caught.value.where == "line 3"
    assert refused(paper.read_paper, "\n".join(lines[:2])) == "records.recovery_typed"


@pytest.mark.parametrize("key_bytes", [bytes(32), b"\xff" * 32, bytes(range(32))])
def test_the_recovery_paper_reads_back_what_it_wrote(key_bytes):
    paper = import_module("denizen_site.adjudication.recovery_paper")
    assert paper.read_paper(" ".join(paper.write_paper(key_bytes))) == key_bytes


def test_the_database_and_the_desks_secrets_hold_no_private_half(room):
    """Everything that a seizure takes while the room is open, but not the browser: the key is not in it."""
    private = room.private_key.private_bytes_raw()
    with connection.cursor() as cursor:
        rows = []
        for table in ("adjudication_recordskey", "adjudication_openroom", "adjudication_keyleave"):
            cursor.execute(f"SELECT * FROM {table}")
            rows.extend(cursor.fetchall())
    held = b"".join(bytes(value) for row in rows for value in row if isinstance(value, bytes))
    assert private not in held
    assert private not in str(settings.SECRET_KEY).encode()
    assert PASSPHRASE.encode() not in held
