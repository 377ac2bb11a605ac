"""Base64url, JSON and labels."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen._encoding import base64url, strict_json
from denizen._encoding.domain import label
from denizen.errors import LimitExceededError, MalformedError

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.binary(max_size=300))
def test_base64url_decodes_what_it_encodes(data: bytes) -> None:
    assert base64url.decode(base64url.encode(data)) == data


def test_base64url_of_the_published_example() -> None:
    data = bytes([3, 236, 255, 224, 193])  # RFC 7515, appendix C
    assert base64url.encode(data) == "A-z_4ME"
    assert base64url.decode("A-z_4ME") == data


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("QQ==", "base64url.character"),
        ("Q+/=", "base64url.character"),
        ("Q Q", "base64url.character"),
        ("QQ\n", "base64url.character"),
        ("Qé", "base64url.character"),
        ("Q", "base64url.length"),
        ("QR", "base64url.canonical"),
        ("QUJ", "base64url.canonical"),
    ],
)
def test_base64url_has_one_form(text: str, code: str) -> None:
    with pytest.raises(MalformedError) as caught:
        base64url.decode(text)
    assert caught.value.code == code


@given(json_values)
def test_json_reads_what_the_standard_library_writes(value: Any) -> None:
    assert strict_json.loads(json.dumps(value)) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b'{"a":1,"a":2}', "json.duplicate_name"),
        (b'{"x":{"a":1,"\\u0061":2}}', "json.duplicate_name"),
        (b"NaN", "json.number"),
        (b"-Infinity", "json.number"),
        (b"1e999", "json.number"),
        (b"1" * 19, "json.number"),
        (b"1" * 5000, "json.number"),
        (b"\xff", "json.utf8"),
        (b"\xef\xbb\xbf{}", "json.malformed"),
        (b"{} {}", "json.malformed"),
        (b"", "json.malformed"),
        (b"{'a':1}", "json.malformed"),
        (b"[1,]", "json.malformed"),
        (b"[" * 17 + b"]" * 17, "json.too_deep"),
        (b"[" * 100_000, "json.too_deep"),
        (b'{"a":' * 100_000, "json.too_deep"),
    ],
)
def test_each_json_fault_has_its_own_code(text: bytes, code: str) -> None:
    with pytest.raises(MalformedError) as caught:
        strict_json.loads(text)
    assert caught.value.code == code


def test_brackets_inside_json_strings_are_no_levels() -> None:
    text = json.dumps("[" * 50 + '"' + "{" * 50)
    assert strict_json.loads(text) == "[" * 50 + '"' + "{" * 50


def test_an_unclosed_json_string_costs_no_time() -> None:
    with pytest.raises(MalformedError):
        strict_json.loads('"' + "\\a" * 200_000)


def test_json_over_its_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(LimitExceededError, match=r"json\.too_large"):
        strict_json.loads(b"?" * 11, max_bytes=10)


@given(st.binary(max_size=200))
def test_only_our_errors_escape_from_arbitrary_json(data: bytes) -> None:
    with suppress(MalformedError):
        strict_json.loads(data)


@given(st.lists(st.binary(max_size=6), max_size=4), st.lists(st.binary(max_size=6), max_size=4))
def test_different_parts_give_different_labels(one: list[bytes], other: list[bytes]) -> None:
    assert (label(*one) == label(*other)) == (one == other)
