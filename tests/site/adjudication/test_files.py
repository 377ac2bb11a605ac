"""Case files: unreadable without the room, decided by somebody else, gone on their day."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module

import cbor2
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from django.conf import settings
from django.db import connection

from denizen_site.errors import AdjudicationError

NAME = "Quarkenbusch"
DAY = timedelta(days=1)


@pytest.fixture
def kinds(programme):
    return import_module("denizen_site.adjudication.schedule").CaseKind


@pytest.fixture
def states(programme):
    return import_module("denizen_site.adjudication.schedule").CaseState


@pytest.fixture
def filed(key, kinds, room_actions, content, at):
    """File something; gives its id."""

    def file(kind=None, **parts):
        case = room_actions.new_id()
        whole = content(**parts)
        room_actions.file_case(kind or kinds.APPEAL, whole, case_id=case, at=at, by="clerk")
        return case

    return file


def refused(act, *args, **kwargs):
    with pytest.raises(AdjudicationError) as caught:
        act(*args, **kwargs)
    return caught.value.code


def row(case):
    return import_module("denizen_site.adjudication.models").CaseFile.objects.get(id=case)


def facts(case):
    return import_module("denizen_site.adjudication.queries").case_facts(case)


def grounds():
    return import_module("denizen_site.adjudication.case_content").Ground


def test_a_file_is_kept_before_anybody_opens_the_room_and_read_only_inside_it(
    filed, room_actions, room, at, counted
):
    case = filed()
    read = room_actions.read_case(case, room, at=at)
    assert NAME in read.content.words
    assert counted()["appeal_opened"] == 1
    assert counted()["file_read"] == 1


def test_nothing_is_filed_while_there_is_no_key(programme, kinds, room_actions, content, at):
    case = room_actions.new_id()
    facts_ = {"case_id": case, "at": at, "by": "clerk"}
    assert refused(room_actions.file_case, kinds.APPEAL, content(), **facts_) == "records.no_key"


def test_the_database_with_the_desks_secret_reads_no_file(filed, room):
    """A planted check of the seal itself: every secret of the server is tried, and the text is not there."""
    seal = import_module("denizen_site.adjudication.case_seal")
    case = filed(contact="203-555-0142")
    stored = row(case)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM adjudication_casefile")
        everything = b"".join(
            value if isinstance(value, bytes) else str(value).encode()
            for line in cursor.fetchall()
            for value in line
        )
    for word in (NAME, "203-555-0142", "asks again"):
        assert word.encode() not in everything
    digest = Hash(SHA256())
    digest.update(str(settings.SECRET_KEY).encode())
    tag = import_module("denizen_site.custody.queries").programme().tag
    info = seal.case_info(tag, case, version=1)
    key = X25519PrivateKey.from_private_bytes(digest.finalize())
    with pytest.raises(InvalidTag):
        seal.SUITE.decrypt(bytes(stored.sealed), key, info=info)
    plain = seal.open_case(bytes(stored.sealed), room.private_key, info=info)
    assert NAME.encode() in plain  # the same bytes, with the key that is not on the server


def test_a_files_length_does_not_tell_how_much_was_written(filed):
    short, long = filed(words="no"), filed(words="x" * 3000)
    assert len(row(short).sealed) == len(row(long).sealed)


def test_a_file_moved_to_another_row_or_an_older_version_stays_shut(filed, room_actions, room, at):
    model = import_module("denizen_site.adjudication.models").CaseFile
    one, two = filed(), filed(words="another")
    model.objects.filter(id=one).update(sealed=row(two).sealed)
    assert refused(room_actions.read_case, one, room, at=at) == "case.stays_shut"
    first = bytes(row(two).sealed)
    room_actions.add_note(two, "a remark", room=room, version=1, at=at)
    model.objects.filter(id=two).update(sealed=first)
    assert refused(room_actions.read_case, two, room, at=at) == "case.stays_shut"


def test_a_form_that_is_sent_twice_files_once(filed, kinds, room_actions, content, at, counted):
    case = filed()
    again = {"case_id": case, "at": at, "by": "clerk"}
    reference = room_actions.file_case(kinds.APPEAL, content(words="again"), **again)
    assert reference == row(case).reference
    assert counted()["appeal_opened"] == 1


def test_an_appeal_is_due_after_ten_working_days(filed, at):
    assert at.date() == date(2026, 11, 22)  # a Sunday
    assert facts(filed()).due == date(2026, 12, 4)  # Friday of the second week after


def test_whoever_decided_before_does_not_decide_the_appeal(
    filed, room_actions, room, states, at, counted
):
    case = filed(done_by=("officer",))
    verdict = room_actions.Verdict(states.UPHELD, grounds().RULE_MISREAD)
    code = refused(room_actions.decide, case, verdict, room=room, version=1, at=at)
    assert code == "case.same_person"
    other = filed(done_by=("somebody else",))
    room_actions.decide(other, verdict, room=room, version=1, at=at)
    assert facts(other).state is states.UPHELD
    assert counted()["appeal_upheld"] == 1
    assert (
        refused(room_actions.decide, other, verdict, room=room, version=2, at=at) == "case.decided"
    )


def test_of_two_who_write_at_once_the_second_is_told_and_nothing_is_lost(
    filed, room_actions, room, at
):
    case = filed()
    room_actions.add_note(case, "the first", room=room, version=1, at=at)
    late = refused(room_actions.add_note, case, "the second", room=room, version=1, at=at)
    assert late == "case.changed_elsewhere"
    notes = room_actions.read_case(case, room, at=at).content.notes
    assert [note.words for note in notes] == ["the first"]


@pytest.mark.parametrize(
    ("kind", "days"),
    [("APPEAL", 365), ("WRONGLY_ISSUED", 180), ("FOUND", 30), ("MISCONDUCT", 1095)],
)
def test_a_file_is_deleted_on_the_day_that_its_kind_says(
    filed, kinds, room_actions, at, counted, kind, days
):
    case = filed(kinds[kind])
    assert room_actions.sweep(at=at + days * DAY - DAY) == 0
    assert room_actions.sweep(at=at + days * DAY) == 1
    assert refused(facts, case) == "case.gone"


def test_a_decided_appeal_is_deleted_180_days_after_the_decision(
    filed, room_actions, room, states, at
):
    case = filed()
    verdict = room_actions.Verdict(states.DISMISSED, grounds().STILL_SHORT, "Not yet.")
    room_actions.decide(case, verdict, room=room, version=1, at=at)
    assert room_actions.sweep(at=at + 179 * DAY) == 0
    assert room_actions.sweep(at=at + 180 * DAY) == 1


def test_a_court_s_hold_keeps_a_file_until_it_is_taken_away(filed, kinds, room_actions, at):
    case = filed(kinds.FOUND)
    room_actions.set_hold(case, on_hold=True, at=at, by="officer")
    assert room_actions.sweep(at=at + 400 * DAY) == 0
    room_actions.set_hold(case, on_hold=False, at=at, by="officer")
    assert room_actions.sweep(at=at + 400 * DAY) == 1


def test_the_minutely_task_of_the_desk_deletes_what_is_due(filed, kinds, at, tmp_path):
    tasks = import_module("denizen_site.desk.tasks")
    case = filed(kinds.FOUND)
    tasks.every_minute(at=at + 30 * DAY, out=tmp_path / "public")
    assert refused(facts, case) == "case.gone"


def test_a_file_of_an_older_version_of_this_software_is_still_read():
    room = import_module("denizen_site.adjudication.case_content")
    old = cbor2.dumps({"language": "en", "words": "x", "a_part_we_dropped": 1})
    assert room.read_content(old).words == "x"


def test_no_value_shows_a_person_when_it_is_printed(content):
    whole = content(contact="203-555-0142", number="7K3M9Q014C2D")
    for word in (NAME, "203-555-0142", "7K3M9Q014C2D"):
        assert word not in repr(whole)
