"""Four custodians as they run: what they answer, what they refuse, and what is left of a question."""

from __future__ import annotations

import json
import socket
import ssl
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from custodian_table import EPOCH, command, today

from denizen.errors import CustodianFaultError, LinkageError
from denizen.linkage.oprf import EmbeddedCustodian, ThresholdEvaluator, blind, finalize
from denizen_custodian.day_book import COUNTS, TODAY
from denizen_custodian.folder import CustodianFolder, burn, is_signed, place_hold
from denizen_custodian.remote import RemoteCustodian, client_tls
from denizen_custodian.service import Service
from denizen_custodian.wire import Question, read_question, write_question

LABELS = (b"denizen|1|2026a|T1|one", b"denizen|1|2026a|T2|other")
DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 15, tzinfo=UTC)


def remote(daemons, station, **changed):
    tls = client_tls(station)
    return [
        RemoteCustodian(index, "127.0.0.1", each.port, tls, today, **changed)
        for index, each in enumerate(daemons, start=1)
    ]


def evaluated(custodians, folders, group):
    public = folders[0].read_share(group).public
    blinding = blind(LABELS, group)
    found = ThresholdEvaluator(public, custodians, group).evaluate(blinding.elements)
    return finalize(LABELS, blinding, evaluated=found.elements), found.faults


def expected(folders, group):
    embedded = [EmbeddedCustodian(each.read_share(group), group) for each in folders]
    return evaluated(embedded, folders, group)[0]


def service_of(folder, group, **changed):
    rules = replace(folder.rules(), **changed)
    return Service(folder, rules, folder.read_share(group), group, folder.signing_key())


def question(group, *, day=DAY, nonce=b"n" * 16, epoch=EPOCH):
    return Question(epoch, day, nonce, blind(LABELS, group).elements)


def code_of(service, asked, *, at=AT, station="desk-1"):
    with pytest.raises(LinkageError) as caught:
        service.answer(station, asked, at=at)
    return caught.value.code


def test_four_processes_answer_as_four_embedded_ones_and_write_no_line(
    running, folders, station, group
):
    outputs, faults = evaluated(remote(running, station), folders, group)
    assert outputs == expected(folders, group)
    assert faults == ()
    said = b"".join(each.stop() for each in running)
    assert b"127.0.0.1 -" not in said
    assert b"evaluate" not in said


def test_one_that_is_stopped_is_named_and_the_others_do(running, folders, station, group):
    running[0].stop()
    outputs, faults = evaluated(remote(running, station), folders, group)
    assert outputs == expected(folders, group)
    assert [(fault.code, fault.custodian) for fault in faults] == [("custodian.away", 1)]
    running[0].start()
    assert evaluated(remote(running, station), folders, group)[1] == ()


def test_one_that_stalls_is_left_after_the_deadline(running, folders, station, group):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        custodians = remote(running, station, seconds=0.5)
        custodians[1] = replace(custodians[1], port=silent.getsockname()[1])
        outputs, faults = evaluated(custodians, folders, group)
    assert [fault.code for fault in faults] == ["custodian.away"]
    assert outputs == expected(folders, group)


def test_one_that_answers_with_anothers_share_is_a_liar(running, folders, station, group):
    custodians = remote(running, station)
    custodians[0] = replace(custodians[0], port=running[3].port)
    outputs, faults = evaluated(custodians[:3] + custodians[3:], folders, group)
    assert [(fault.code, fault.custodian) for fault in faults] == [("oprf.wrong_answer", 1)]
    assert outputs == expected(folders, group)


def test_two_down_are_too_many_and_the_check_waits(running, folders, station, group):
    for each in running[:2]:
        each.stop()
    with pytest.raises(LinkageError, match=r"2 of 3 .*custodian\.away") as caught:
        evaluated(remote(running, station), folders, group)
    assert "the card is issued all the same" in caught.value.mend


def test_whoever_shows_no_certificate_gets_no_line(running, station):
    context = ssl.create_default_context(cafile=station / "authority.pem")
    assert heard(running[0].port, context) == b""
    stranger = ssl.create_default_context()
    with pytest.raises(ssl.SSLCertVerificationError):
        heard(running[0].port, stranger)


def heard(port, context):
    """Ask over a line of one's own and give what comes back; a line that is cut gives nothing."""
    with (
        socket.create_connection(("127.0.0.1", port), 5) as plain,
        context.wrap_socket(plain, server_hostname="127.0.0.1") as line,
    ):
        try:
            line.sendall(b"POST /evaluate HTTP/1.0\r\n\r\n")
            return line.recv(100)
        except OSError:
            return b""


def test_the_budget_is_a_stations_own_and_outlives_a_restart(running, folders, ceremony, group):
    first = remote(running, ceremony / "tls" / "desk-1")[0]
    elements = blind(LABELS, group).elements
    for _ in range(5):
        first.answer(EPOCH, elements)
    running[0].stop()
    running[0].start()
    with pytest.raises(CustodianFaultError) as caught:
        first.answer(EPOCH, elements)
    assert caught.value.code == "custodian.budget"
    assert remote(running, ceremony / "tls" / "desk-2")[0].answer(EPOCH, elements).index == 1


def test_a_hold_reaches_the_custodian_over_the_line_and_stops_the_burn(running, station, group):
    remote(running, station)[0].hold()
    assert running[0].folder.hold.exists()
    assert command("custodian", "burn", "--folder", running[0].folder.path) != 0
    assert running[0].folder.share.exists()
    assert command("custodian", "release", "--folder", running[0].folder.path) == 0
    assert command("custodian", "burn", "--folder", running[0].folder.path) == 0
    assert not running[0].folder.share.exists()
    with pytest.raises(CustodianFaultError) as caught:
        remote(running, station)[0].answer(EPOCH, blind(LABELS, group).elements)
    assert caught.value.code == "custodian.burned"


def test_a_burn_by_hand_is_of_the_citys_day(folders):
    rules = folders[0].path / "custodian.toml"
    rules.write_text(rules.read_text().replace('"UTC"', '"America/New_York"'))
    at = "2026-11-24T04:25:00Z"  # an hour before midnight in New York
    assert command("custodian", "burn", "--folder", folders[0].path, "--at", at) == 0
    record = json.loads(folders[0].burn_record.read_text())
    assert json.loads(record["statement"])["day"] == "2026-11-23"


def test_after_two_burns_of_four_nobody_can_evaluate_any_more(running, folders, station, group):
    for each in folders[:2]:
        burn(each, each.read_share(group), day=today())
    with pytest.raises(LinkageError, match=r"custodian\.burned"):
        evaluated(remote(running, station), [folders[3]], group)


def test_rules_are_kept_at_their_instants(folders, group):
    service = service_of(folders[0], group, opens=AT.time(), persons_a_day=2)
    early = AT - timedelta(seconds=1)
    assert code_of(service, question(group), at=early) == "custodian.closed"
    assert code_of(service, question(group, day=date(2026, 11, 22))) == "custodian.day"
    assert code_of(service, question(group, epoch="2025b")) == "custodian.epoch"
    service.answer("desk-1", question(group), at=AT)
    assert code_of(service, question(group)) == "custodian.replayed"
    assert code_of(service, question(group), station="desk-2") == "custodian.replayed"
    service.answer("desk-1", question(group, nonce=b"m" * 16), at=AT)
    assert code_of(service, question(group, nonce=b"o" * 16)) == "custodian.budget"


def test_a_day_is_closed_with_signed_counts_and_nothing_else_of_it_is_left(folders, group):
    folder = folders[0]
    service = service_of(folder, group)
    asked = question(group)
    service.answer("desk-1", asked, at=AT)
    code_of(service, asked)
    service.answer("desk-2", question(group, day=date(2026, 11, 24)), at=AT + timedelta(days=1))
    (line,) = (folder.path / COUNTS).read_text().splitlines()
    record = json.loads(line)
    key = folder.signing_key().public_key().public_bytes_raw()
    assert is_signed(record, key)
    assert not is_signed({**record, "statement": record["statement"] + " "}, key)
    assert json.loads(record["statement"]) == {
        "custodian": 1,
        "day": "2026-11-23",
        "asked": {"desk-1": 1},
        "refused": {"custodian.replayed": 1},
    }
    left = b"".join(path.read_bytes() for path in folder.path.iterdir())
    assert asked.elements[0] not in left
    assert asked.elements[0].hex().encode() not in left
    assert json.loads((folder.path / TODAY).read_text())["nonces"] == [b"n".hex() * 16]


def test_a_damaged_file_of_the_day_does_not_begin_the_budget_anew(folders, group):
    (folders[0].path / TODAY).write_text('{"day": "2026-11-23", "asked"')
    assert code_of(service_of(folders[0], group), question(group)) == "custodian.day_file"


def test_the_share_is_destroyed_on_its_day_unless_it_is_held(folders, group):
    service = service_of(folders[0], group, burn_on=AT.date())
    place_hold(folders[0], day=AT.date(), why="a court's hold")
    assert service.burn_if_due(AT) is False
    folders[0].hold.unlink()
    assert service.burn_if_due(AT - timedelta(days=1)) is False
    assert service.burn_if_due(AT) is True
    assert service.burn_if_due(AT) is False
    assert not folders[0].share.exists()
    record = json.loads(folders[0].burn_record.read_text())
    assert json.loads(record["statement"]) == {"burned": EPOCH, "custodian": 1, "day": "2026-11-23"}
    assert is_signed(record, folders[0].signing_key().public_key().public_bytes_raw())
    assert code_of(service, question(group)) == "custodian.burned"


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"{",
        b"x" * 70_000,
        b'{"epoch": "a", "day": "2026-11-23", "nonce": "00", "elements": []}',
        b'{"epoch": "a", "day": "x", "nonce": "00", "elements": []}',
        b'{"epoch": "a", "day": "2026-11-23", "nonce": "00", "elements": [], "name": "x"}',
    ],
)
def test_what_is_no_question_is_refused(text):
    with pytest.raises(LinkageError, match=r"custodian\.malformed"):
        read_question(text)


def test_a_question_comes_back_as_it_was_written(group):
    asked = question(group)
    assert read_question(write_question(asked)) == asked
    assert asked.elements[0].hex() not in repr(asked)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('opens = "00:00"', 'opens = "later"'),
        ("persons_a_day = 5", "persons_a_day = 0"),
        ('time_zone = "UTC"', 'time_zone = "Moon"'),
        ("burn_on", "burn_at"),
        ('opens = "00:00"', "opens ="),
        ('closes = "23:59:59.999999"', 'closes = "00:00"'),
    ],
)
def test_rules_that_cannot_be_are_refused(folders, was, becomes):
    path = folders[0].path / "custodian.toml"
    path.write_text(path.read_text().replace(was, becomes))
    with pytest.raises(LinkageError, match=r"custodian\.rules"):
        folders[0].rules()


def test_a_share_that_was_cut_or_is_not_there_does_not_start(folders):
    whole = folders[0].share.read_bytes()
    folders[0].share.write_bytes(whole[:-20])
    assert command("custodian", "serve", "--folder", folders[0].path) != 0
    folders[0].share.unlink()
    assert command("custodian", "serve", "--folder", folders[0].path) != 0
    assert command("custodian", "release", "--folder", folders[0].path) != 0


def test_all_custodians_see_the_same_key_and_a_second_share_is_refused(ceremony, group):
    folders = [CustodianFolder(ceremony / f"c{own}") for own in range(1, 5)]
    assert len({each.read_share(group).public.commitments for each in folders}) == 1
    words = (
        "custodian",
        "accept",
        "--as",
        1,
        "--from",
        ceremony / "table",
        "--folder",
        ceremony / "c1",
    )
    assert command(*words) != 0


def test_a_dealing_of_another_plan_or_a_missing_one_ends_the_ceremony(ceremony, tmp_path):
    table = tmp_path / "table"
    table.mkdir()
    for path in (ceremony / "table").iterdir():
        (table / path.name).write_bytes(path.read_bytes())
    accept = ("custodian", "accept", "--as", 1, "--from", table, "--folder", tmp_path / "c1")
    (table / "secret-from-2-to-1.json").unlink()
    assert command(*accept) != 0
    (table / "secret-from-2-to-1.json").write_bytes(
        (table / "secret-from-3-to-1.json").read_bytes()
    )
    assert command(*accept) != 0
    assert not (tmp_path / "c1" / "share.json").exists()
