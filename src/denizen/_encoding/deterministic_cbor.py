"""CBOR (RFC 8949): written in its core deterministic form (section 4.2.1), read strictly.

Only the types a card needs exist here: integers of 64 bits, byte and text strings, arrays, maps, true, false
and null.  Tags are refused: the envelope strips the two that it knows before parsing.

    >>> dumps({2: "b", 1: b"a"}).hex()
    'a2014161026162'
    >>> loads(bytes.fromhex("a2014161026162"))
    {1: b'a', 2: 'b'}
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final, NoReturn

import cbor2

from denizen._encoding import limits
from denizen.errors import LimitExceededError, MalformedError

CborValue = int | bytes | str | bool | None | Sequence["CborValue"] | Mapping[Any, "CborValue"]

_SINGLE: Final = b"\x81"
_PAIR: Final = b"\x82"
_END: Final = secrets.token_bytes(16)
"""An end mark that no input can contain on purpose: it must be what follows the item."""
_FRAMED_END: Final = b"\x50" + _END


class _TagError(Exception):
    """A tag was met inside an item."""


def _refuse_tag(*_: object) -> NoReturn:
    raise _TagError


# cbor2 gives meaning to these tags by itself, some at great cost (big floats); all others reach the hook.
_KNOWN_TAGS: Final = (
    *range(6),
    *range(21, 44),
    52,
    54,
    100,
    256,
    258,
    260,
    261,
    1004,
    43000,
    55799,
)
_REFUSALS: Final = dict.fromkeys(_KNOWN_TAGS, _refuse_tag)


_FAULTS: Final = (cbor2.CBORError, ValueError, OverflowError, MemoryError, RecursionError)
_read: Final = partial(
    cbor2.loads,
    tag_hook=_refuse_tag,
    semantic_decoders=_REFUSALS,
    max_depth=limits.CBOR_DEPTH + 1,  # one level is our frame
    allow_indefinite=False,
    allow_duplicate_keys=False,
)


def loads(data: bytes, *, max_bytes: int = limits.CBOR_BYTES, layer: str = "cbor") -> Any:
    """Read exactly one item: definite lengths, no tags, no duplicate keys, at most 8 levels, nothing after it.

    The item is framed as the first of an array of two whose second is an unpredictable end mark: whatever
    follows the item stands where the mark should be.  Raises `LimitExceededError` and `MalformedError`, which
    name `layer`.
    """
    if len(data) > max_bytes:
        raise LimitExceededError("cbor.too_large", f"more than {max_bytes} bytes", layer=layer)
    try:
        item, end = _read(_PAIR + data + _FRAMED_END)
    except _FAULTS:
        raise _refusal(data, layer) from None
    if end != _END:
        raise _refusal(data, layer)
    return item


def _refusal(data: bytes, layer: str) -> MalformedError:
    """Read the item again without the end mark, so that the code depends on the item alone."""
    try:
        _read(_SINGLE + data)
    except _FAULTS as error:
        return _translated(error, layer)
    return MalformedError("cbor.trailing", "bytes follow the item", layer=layer)


def _translated(error: Exception, layer: str) -> MalformedError:
    """Give cbor2's complaint our code; its text may quote contents and is dropped."""
    if isinstance(error.__cause__, _TagError):
        return MalformedError("cbor.tag", "a tag stands where none is allowed", layer=layer)
    if isinstance(error, cbor2.CBORDecodeEOF):
        return MalformedError("cbor.truncated", "the item stops early", layer=layer)
    text = str(error)
    if "nesting depth" in text:
        return LimitExceededError(
            "cbor.too_deep", f"more than {limits.CBOR_DEPTH} levels", layer=layer
        )
    if "Duplicate map key" in text:
        return MalformedError("cbor.duplicate_key", "a map names a key twice", layer=layer)
    if "indefinite" in text:
        return MalformedError("cbor.indefinite", "a length is not given", layer=layer)
    return MalformedError("cbor.malformed", "the bytes are not CBOR", layer=layer)


def dumps(value: CborValue) -> bytes:
    """Write the one deterministic form: shortest heads, map keys in the order of their encoded bytes.

    Raises `TypeError` for a type that a card does not use and `OverflowError` beyond 64 bits.
    """
    match value:
        case bool() | None:
            return {False: b"\xf4", True: b"\xf5", None: b"\xf6"}[value]
        case int():
            return _head(0, value) if value >= 0 else _head(1, -1 - value)
        case bytes():
            return _head(2, len(value)) + value
        case str():
            text = value.encode("utf-8")
            return _head(3, len(text)) + text
        case Mapping():
            return _dump_map(value)
        case Sequence():
            return _head(4, len(value)) + b"".join(dumps(item) for item in value)
    raise TypeError(f"cannot write {type(value).__name__} as CBOR")


def _dump_map(value: Mapping[Any, CborValue]) -> bytes:
    """Sort by encoded key (RFC 8949, section 4.2.1)."""
    pairs = sorted((dumps(key), dumps(item)) for key, item in value.items())
    return _head(5, len(pairs)) + b"".join(key + item for key, item in pairs)


def _head(major: int, value: int) -> bytes:
    """Write major type and argument in the fewest bytes (RFC 8949, section 3)."""
    if value < 24:
        return bytes((major << 5 | value,))
    size = 1 if value < 1 << 8 else 2 if value < 1 << 16 else 4 if value < 1 << 32 else 8
    return (major << 5 | 23 + size.bit_length()).to_bytes(1, "big") + value.to_bytes(size, "big")


def byte_string_head(size: int) -> bytes:
    """Write what precedes a byte string of `size` bytes."""
    return _SMALL_HEADS[size] if size < 24 else _head(2, size)


_SMALL_HEADS: Final = tuple(_head(2, size) for size in range(24))
