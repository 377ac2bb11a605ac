"""RFC 8949: written in one form, read strictly."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen._encoding import deterministic_cbor
from denizen.errors import LimitExceededError, MalformedError

numbers = st.integers(-(2**64), 2**64 - 1)
leaves = st.none() | st.booleans() | numbers | st.binary(max_size=40) | st.text(max_size=20)
keys = numbers | st.text(max_size=8) | st.binary(max_size=8)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("value", "encoded"),
    [  # RFC 8949, appendix A
        (0, "00"), (23, "17"), (24, "1818"), (255, "18ff"), (256, "190100"), (65535, "19ffff"),
        (65536, "1a00010000"), (1000000000000, "1b000000e8d4a51000"),
        (18446744073709551615, "1bffffffffffffffff"), (-1, "20"), (-100, "3863"),
        (-18446744073709551616, "3bffffffffffffffff"), (False, "f4"), (True, "f5"), (None, "f6"),
        (b"\1\2\3\4", "4401020304"), ("IETF", "6449455446"), ("水", "63e6b0b4"), ([1, [2, 3]], "8201820203"),
        ({1: 2, 3: 4}, "a201020304"), ({"a": 1, "b": [2, 3]}, "a26161016162820203"),
    ],
)  # fmt: skip
def test_published_examples_encode_and_decode(value: Any, encoded: str) -> None:
    assert deterministic_cbor.dumps(value).hex() == encoded
    assert deterministic_cbor.loads(bytes.fromhex(encoded)) == value


def test_map_keys_stand_in_the_order_of_their_bytes() -> None:
    # RFC 8949, section 4.2.1, lists 10, 100, -1, "z", "aa", ...; the older length-first order differs.
    keys_in_order = [10, 100, -1, "z", "aa"]
    encoded = deterministic_cbor.dumps(dict.fromkeys(reversed(keys_in_order), 0))
    assert list(cbor2.loads(encoded)) == keys_in_order


@given(values)
def test_an_independent_reader_reads_what_we_write(value: Any) -> None:
    try:
        encoded = deterministic_cbor.dumps(value)
    except UnicodeEncodeError:
        return
    assert cbor2.loads(encoded) == value


def nested(depth: int) -> bytes:
    return b"\x81" * depth + b"\x00"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "cbor.truncated"),
        (b"\x18", "cbor.truncated"),
        (b"\x42\x00", "cbor.truncated"),
        (b"\x51", "cbor.truncated"),
        (b"\x5b" + b"\xff" * 8, "cbor.truncated"),
        (b"\x9b" + b"\xff" * 8, "cbor.truncated"),
        (b"\xbb" + b"\xff" * 8, "cbor.truncated"),
        (b"\x00\x00", "cbor.trailing"),
        (b"\x00\x50" + b"\x00" * 16, "cbor.trailing"),
        (b"\x00\xff", "cbor.trailing"),
        (b"\x9f\x00\xff", "cbor.indefinite"),
        (b"\xbf\x00\x00\xff", "cbor.indefinite"),
        (b"\x5f\x41\x00\xff", "cbor.indefinite"),
        (b"\x7f\x61a\xff", "cbor.indefinite"),
        (b"\xa2\x01\x00\x01\x00", "cbor.duplicate_key"),
        (b"\xa2\x61a\x00\x61a\x01", "cbor.duplicate_key"),
        (b"\xc1\x00", "cbor.tag"),
        (b"\xc2\x41\x01", "cbor.tag"),
        (b"\xc5\x82\x1b" + b"\x7f" + b"\xff" * 7 + b"\x01", "cbor.tag"),
        (b"\xd9\xd9\xf7\x00", "cbor.tag"),
        (b"\xd8\x23\x63(a+", "cbor.tag"),
        (b"\x61\xff", "cbor.malformed"),
        (b"\x1c", "cbor.malformed"),
        (b"\xff", "cbor.malformed"),
        (b"\xf8\x00", "cbor.malformed"),
    ],
)
def test_each_fault_has_its_own_code(data: bytes, code: str) -> None:
    with pytest.raises(MalformedError) as caught:
        deterministic_cbor.loads(data, layer="here")
    assert (caught.value.code, caught.value.layer) == (code, "here")


@pytest.mark.parametrize("tag", [*range(300), 1004, 1040, 43000, 55799, 65535, 2**32, 2**64 - 1])
def test_every_tag_is_refused_whatever_it_holds(tag: int) -> None:
    for content in (b"\x00", b"\x60", b"\x40", b"\x82\x01\x01", b"\xa0", b"\x80"):
        head = deterministic_cbor.dumps(tag)
        with pytest.raises(MalformedError) as caught:
            deterministic_cbor.loads(bytes((head[0] | 0xC0,)) + head[1:] + content)
        assert caught.value.code == "cbor.tag"


def test_eight_levels_are_read_and_nine_are_not() -> None:
    deterministic_cbor.loads(nested(8))
    with pytest.raises(LimitExceededError, match=r"cbor\.too_deep"):
        deterministic_cbor.loads(nested(9))


@pytest.mark.parametrize("head", [b"\x81", b"\xa1\x00", b"\xc1", b"\xd8\x1c"])
def test_ten_thousand_levels_are_refused(head: bytes) -> None:
    with pytest.raises(MalformedError):
        deterministic_cbor.loads(head * 10_000 + b"\x00")


def test_a_long_item_is_refused_before_it_is_read() -> None:
    with pytest.raises(LimitExceededError, match=r"cbor\.too_large"):
        deterministic_cbor.loads(b"\xff" * 11, max_bytes=10)


@given(st.binary(max_size=200))
def test_only_our_errors_escape_from_arbitrary_bytes(data: bytes) -> None:
    with suppress(MalformedError):
        deterministic_cbor.loads(data)


@given(values, st.binary(min_size=1, max_size=30))
def test_nothing_may_follow_an_item(value: Any, rest: bytes) -> None:
    try:
        encoded = deterministic_cbor.dumps(value)
    except UnicodeEncodeError:
        return
    with pytest.raises(MalformedError):
        deterministic_cbor.loads(encoded + rest)


@pytest.mark.parametrize("value", [1.5, {1}, object(), 2**64])
def test_what_a_card_does_not_use_cannot_be_written(value: Any) -> None:
    with pytest.raises((TypeError, OverflowError)):
        deterministic_cbor.dumps(value)
