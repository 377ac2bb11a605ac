"""zlib streams under a limit."""

from __future__ import annotations

import tracemalloc
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen._encoding.inflate import deflate, inflate
from denizen.errors import LimitExceededError, MalformedError


@given(st.binary(max_size=3000))
def test_what_is_deflated_inflates_to_itself(data: bytes) -> None:
    assert inflate(deflate(data), 3000) == data


def test_the_exact_limit_is_within_it_and_one_byte_more_is_not() -> None:
    assert inflate(zlib.compress(b"a" * 8192), 8192) == b"a" * 8192
    with pytest.raises(LimitExceededError, match=r"qr\.inflate\.too_large"):
        inflate(zlib.compress(b"a" * 8193), 8192)


def test_a_bomb_is_refused_without_growing() -> None:
    bomb = zlib.compress(b"\0" * (64 << 20), 9)
    tracemalloc.start()
    with pytest.raises(LimitExceededError, match=r"qr\.inflate\.too_large"):
        inflate(bomb, 8192)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1 << 20


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "qr.inflate.unfinished"),
        (b"\x78", "qr.inflate.unfinished"),
        (zlib.compress(b"hello")[:-1], "qr.inflate.unfinished"),
        (zlib.compress(b"a" * 8192)[:-4], "qr.inflate.unfinished"),
        (zlib.compress(b"hello") + b"\0", "qr.inflate.trailing"),
        (zlib.compress(b"hello") + zlib.compress(b"again"), "qr.inflate.trailing"),
        (b"not zlib", "qr.inflate.damaged"),
        (zlib.compress(b"hello")[:-1] + b"\0", "qr.inflate.damaged"),
        (b"\x1f\x8b\x08" + bytes(20), "qr.inflate.damaged"),
    ],
)
def test_each_fault_has_its_own_code(data: bytes, code: str) -> None:
    with pytest.raises(MalformedError) as caught:
        inflate(data, 8192)
    assert caught.value.code == code


def test_a_stream_that_needs_a_dictionary_is_refused() -> None:
    stream = zlib.compressobj(zdict=b"https://")
    with pytest.raises(MalformedError, match=r"qr\.inflate\."):
        inflate(stream.compress(b"https://x") + stream.flush(), 8192)


def test_a_damaged_checksum_of_a_full_stream_is_refused() -> None:
    data = bytearray(zlib.compress(b"a" * 8192))
    data[-1] ^= 1
    with pytest.raises(MalformedError):
        inflate(bytes(data), 8192)


@given(st.binary(max_size=300))
def test_only_our_errors_escape_from_arbitrary_bytes(data: bytes) -> None:
    for start in (b"", b"\x78\x9c", b"\x78\xda"):
        with suppress(MalformedError):
            assert len(inflate(start + data, 512)) <= 512
