"""RFC 9285."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen._encoding import base45
from denizen.errors import LimitExceededError, MalformedError

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def decode_slowly(text: str) -> bytes | None:
    """Follow RFC 9285, section 4.3, character by character; None where it refuses."""
    digits = [ALPHABET.find(char) for char in text]
    if -1 in digits or len(digits) % 3 == 1:
        return None
    out = b""
    for start in range(0, len(digits), 3):
        group = digits[start : start + 3]
        value = sum(digit * 45**power for power, digit in enumerate(group))
        size = len(group) - 1
        if value >= 256**size:
            return None
        out += value.to_bytes(size, "big")
    return out


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"AB", "BB8"),  # RFC 9285, section 4.3, example 1
        (b"Hello!!", "%69 VD92EX0"),  # example 2
        (b"base-45", "UJCLQE7W581"),  # example 3
        (b"ietf!", "QED8WEX0"),  # section 4.4
        (b"", ""),
        (b"\xff\xff", "FGW"),  # the largest group
    ],
)
def test_published_examples_encode_and_decode(data: bytes, text: str) -> None:
    assert base45.encode(data) == text
    assert base45.decode(text) == data


@given(st.binary(max_size=2000))
def test_what_is_encoded_decodes_to_itself(data: bytes) -> None:
    assert base45.decode(base45.encode(data)) == data


@given(st.text(alphabet=ALPHABET, max_size=400))
def test_the_lanes_agree_with_a_loop_over_characters(text: str) -> None:
    try:
        found = base45.decode(text)
    except MalformedError:
        found = None
    assert found == decode_slowly(text)


@pytest.mark.parametrize("high", ["U", "V", "W", "X", ":"])
def test_the_lanes_agree_with_the_loop_for_every_group_near_the_largest(high: str) -> None:
    for low in ALPHABET:
        for middle in ALPHABET:
            for text in (low + middle + high, "000" + low + middle + high + "BB8"):
                try:
                    found = base45.decode(text)
                except MalformedError:
                    found = None
                assert found == decode_slowly(text)


@given(st.text(alphabet=ALPHABET, max_size=400))
def test_text_that_decodes_is_the_only_text_of_its_bytes(text: str) -> None:
    try:
        data = base45.decode(text)
    except MalformedError:
        return
    assert base45.encode(data) == text


@pytest.mark.parametrize(
    ("text", "code", "offset"),
    [
        ("GGW", "qr.base45.value", None),
        (":::", "qr.base45.value", None),
        ("::", "qr.base45.value", None),
        ("A", "qr.base45.length", None),
        ("BB8A", "qr.base45.length", None),
        ("bb8", "qr.base45.character", 0),
        ("BB8=", "qr.base45.character", 3),
        ("BBé", "qr.base45.character", 2),
        ("BB\ud800", "qr.base45.character", 2),
        ("BB\n", "qr.base45.character", 2),
    ],
)
def test_each_fault_has_its_own_code(text: str, code: str, offset: int | None) -> None:
    with pytest.raises(MalformedError) as caught:
        base45.decode(text)
    assert (caught.value.code, caught.value.offset) == (code, offset)


def test_a_text_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(LimitExceededError, match=r"qr\.base45\.too_long"):
        base45.decode("?" * 4097)


def test_the_longest_text_decodes() -> None:
    data = b"\xff" * (4095 // 3 * 2)
    assert base45.decode(base45.encode(data)) == data
