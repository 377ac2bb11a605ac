"""A log fits its signed head or is refused; entries have one form, and no time of day."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.envelope import jws
from denizen.errors import BadSignatureError, DenizenError, MalformedError, PublicLogError
from denizen.keys import Algorithm, SoftwareSigner
from denizen.public_log import (
    Entry,
    Kind,
    LogHead,
    consistency_proof,
    leaf_hash,
    parse_entry,
    parse_head,
    read_log,
    root_of,
    sign_head,
    verify,
    verify_extends,
    write_log,
)

SIGNER, OTHER = SoftwareSigner.generate(), SoftwareSigner.generate(Algorithm.EDDSA)
KEY = SIGNER.public_key
DAY = date(2026, 11, 20)
LOG = "https://card.example/log"


def totals(day: date) -> Entry:
    body = {"of": day.isoformat(), "base": 5, "threshold": 5, "totals": {"issued": 40}}
    return Entry(Kind.DAILY_TOTALS, day + timedelta(days=1), body)


ENTRIES = [
    Entry(Kind.WENT_LIVE, DAY, {"issuer": "https://card.example", "on": "2026-11-20"}).to_bytes(),
    *(totals(DAY + timedelta(days=n)).to_bytes() for n in range(6)),
]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
LAST = DAY + timedelta(days=7)


def head_of(size: int = len(ENTRIES), day: date = LAST) -> LogHead:
    return LogHead(LOG, size, root_of(LEAVES[:size]), day)


def test_an_entry_has_exactly_these_bytes():
    assert ENTRIES[1] == (
        b'{"body":{"base":5,"of":"2026-11-20","threshold":5,"totals":{"issued":40}},'
        b'"day":"2026-11-21","kind":"daily_totals"}'
    )
    assert parse_entry(ENTRIES[1]) == totals(DAY)
    assert parse_entry(ENTRIES[1]).to_bytes() == ENTRIES[1]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_of_a_notice_is_written_in_one_way_and_on_one_line(text):
    data = Entry(Kind.LEGAL_NOTICE, DAY, {"id": "n", "text": text}).to_bytes()
    assert b"\n" not in data
    assert parse_entry(data).to_bytes() == data


@pytest.mark.parametrize(
    ("kind", "body", "code"),
    [
        (Kind.KEY_BURNED, {"key": "ab"}, "log.members"),
        (Kind.KEY_BURNED, {"key": "ab", "on": "2026-11-20", "who": "me"}, "log.members"),
        (Kind.KEY_BURNED, {"key": "ab", "on": "20 November"}, "log.day"),
        (Kind.KEY_BURNED, {"key": "ab", "on": "2026-13-20"}, "log.day"),
        (Kind.LEGAL_NOTICE, {"id": "n", "text": "at 2026-11-20T10:42:07"}, "log.time_of_day"),
        (Kind.LEGAL_NOTICE, {"id": "n", "text": 1.5}, "log.value"),
        (Kind.LEGAL_NOTICE, {"id": "n", "text": {1: 2}}, "log.value"),
        (Kind.LEGAL_NOTICE, {"id": "n", "text": ["\ud800"]}, "log.value"),
    ],
)
def test_an_entry_that_its_kind_does_not_have_is_refused(kind, body, code):
    with pytest.raises(MalformedError) as refusal:
        Entry(kind, DAY, body)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    "data",
    [
        b"[]",
        b"{}",
        b'{"kind":"person","day":"2026-11-20","body":{}}',
        b'{"kind":[],"day":"2026-11-20","body":{}}',
        b'{"kind":"key_burned","day":"2026-11-20","body":[]}',
        b'{"kind":"key_burned","day":7,"body":{"key":"a","on":"2026-11-20"}}',
        ENTRIES[1].replace(b",", b", "),
        ENTRIES[1].replace(b'"body"', b'"b\\u006fdy"'),
        b'{"body":{"id":"n","text":"\\ud800"},"day":"2026-11-20","kind":"legal_notice"}',
        b'{"body":' + b"[" * 40,
        b" " * (65 << 10),
    ],
)
def test_bytes_that_are_no_entry_are_refused(data):
    with pytest.raises(MalformedError):
        parse_entry(data)


@given(st.binary(max_size=300))
def test_no_bytes_bring_the_readers_down(data):
    for reader in (parse_entry, read_log, lambda raw: parse_head(raw.decode("latin-1"))):
        with suppress(DenizenError):
            reader(data)


def test_a_log_that_fits_its_head_is_given_back_entry_by_entry():
    found = verify(read_log(write_log(ENTRIES)), sign_head(head_of(), SIGNER), key=KEY)
    assert (found.head, found.uncovered) == (head_of(), 0)
    assert [entry.to_bytes() for entry in found.entries] == ENTRIES
    assert list(found.leaves) == LEAVES


def test_entries_past_the_head_are_counted_and_not_vouched_for():
    found = verify(ENTRIES, sign_head(head_of(4, DAY + timedelta(days=4)), SIGNER), key=KEY)
    assert (len(found.entries), found.uncovered) == (4, 3)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("an entry changed", "log.changed"),
        ("two swapped", "log.changed"),
        ("one dropped", "log.shortened"),
        ("one slipped in", "log.changed"),
    ],
)
def test_a_log_that_was_changed_is_refused(change, code):
    entries = list(ENTRIES)
    if change == "an entry changed":
        entries[2] = entries[2].replace(b"40", b"45")
    elif change == "two swapped":
        entries[2:4] = reversed(entries[2:4])
    elif change == "one dropped":
        del entries[3]
    else:
        entries.insert(3, entries[3])
    with pytest.raises(PublicLogError) as refusal:
        verify(entries, sign_head(head_of(), SIGNER), key=KEY)
    assert refusal.value.code == code


def test_a_head_by_another_key_or_of_another_type_is_refused():
    with pytest.raises(BadSignatureError):
        verify(ENTRIES, sign_head(head_of(), SoftwareSigner.generate()), key=KEY)
    with pytest.raises(DenizenError, match=r"signature\.algorithm"):
        verify(ENTRIES, sign_head(head_of(), OTHER), key=KEY)
    text = sign_head(head_of(), SIGNER)
    payload = jws.parse(text).payload
    for typ in ("JWT", "statuslist+jwt"):
        with pytest.raises(MalformedError, match=r"log\.head_type"):
            parse_head(jws.sign(payload, SIGNER, typ=typ))
    with pytest.raises(BadSignatureError):
        verify(ENTRIES, ".".join([*text.split(".")[:2], "A" * 86]), key=KEY)
    assert parse_head(text).key_id == KEY.key_id


@pytest.mark.parametrize(
    "change",
    [
        {"size": -1},
        {"size": 10**9},
        {"root": b"short"},
        {"log": ""},
        {"log": "x" * 201},
    ],
)
def test_a_head_beyond_its_limits_is_refused_however_well_signed(change):
    with pytest.raises(MalformedError, match=r"log\.head"):
        parse_head(sign_head(replace(head_of(), **change), SIGNER))


def test_a_head_that_is_too_long_is_not_read():
    with pytest.raises(MalformedError, match=r"log\.head_too_large"):
        parse_head("a" * 5000)


def test_days_that_go_back_are_refused():
    entries = [ENTRIES[2], ENTRIES[1]]
    root = root_of([leaf_hash(entry) for entry in entries])
    with pytest.raises(PublicLogError, match=r"log\.days"):
        verify(entries, sign_head(LogHead(LOG, 2, root, LAST), SIGNER), key=KEY)
    with pytest.raises(PublicLogError, match=r"log\.days"):
        verify(ENTRIES, sign_head(head_of(day=DAY), SIGNER), key=KEY)


def test_a_newer_head_goes_on_from_an_older_one_of_the_same_log():
    for size in range(len(ENTRIES) + 1):
        verify_extends(head_of(size, DAY), head_of(), proof=consistency_proof(LEAVES, size))


@pytest.mark.parametrize(
    ("old", "code"),
    [
        (replace(head_of(4), root=bytes(32)), "log.rewritten"),
        (replace(head_of(), root=bytes(32)), "log.rewritten"),
        (replace(head_of(4), log="https://other.example/log"), "log.other_log"),
        (replace(head_of(4), day=LAST + timedelta(days=1)), "log.rolled_back"),
        (replace(head_of(), size=len(ENTRIES) + 1), "log.shortened"),
        (LogHead(LOG, 0, bytes(32), DAY), "log.rewritten"),
    ],
)
def test_a_head_that_does_not_go_on_is_refused(old, code):
    with pytest.raises(PublicLogError) as refusal:
        verify_extends(old, head_of(), proof=consistency_proof(LEAVES, min(old.size, len(LEAVES))))
    assert refusal.value.code == code


@pytest.mark.parametrize("data", [b"{}", b"{}\n\n", b"x" * (65 << 10) + b"\n", b"\n" * 200_001])
def test_a_file_that_is_no_log_is_refused(data):
    with pytest.raises(MalformedError):
        read_log(data)
    assert read_log(b"") == ()
