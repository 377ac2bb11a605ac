"""JSON (RFC 8259) read strictly: UTF-8, no duplicate names, no NaN, bounded size, depth and numbers.

>>> loads(b'{"a": [1, 2]}')
{'a': [1, 2]}
"""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import Any, Final, NoReturn

from denizen._encoding import limits
from denizen.errors import LimitExceededError, MalformedError

_STRING_OR_BRACKET: Final = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', re.DOTALL)


class _RuleError(ValueError):
    """One of our own rules is broken: a code and a sentence."""


def loads(data: bytes | str, *, max_bytes: int = limits.JSON_BYTES, layer: str = "json") -> Any:
    """Read one JSON text.  Raises `LimitExceededError` and `MalformedError`, which name `layer`."""
    if len(data) > max_bytes:
        raise LimitExceededError("json.too_large", f"more than {max_bytes} bytes", layer=layer)
    text = _text(data, layer)
    _check_depth(text, layer)
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_float,
            parse_constant=_constant,
        )
    except _RuleError as error:
        code, summary = error.args
        raise MalformedError(code, summary, layer=layer) from None
    except json.JSONDecodeError as error:
        raise MalformedError(
            "json.malformed", "the text is not JSON", layer=layer, offset=error.pos
        ) from None


def _text(data: bytes | str, layer: str) -> str:
    """Decode UTF-8 without a byte order mark (RFC 8259, section 8.1) and without lone surrogates."""
    try:
        text = data if isinstance(data, str) else data.decode("utf-8")
        text.encode("utf-8")
    except UnicodeError:
        raise MalformedError("json.utf8", "the text is not UTF-8", layer=layer) from None
    return text


def _check_depth(text: str, layer: str) -> None:
    depth = 0
    for match in _STRING_OR_BRACKET.finditer(text):
        mark = match[0]
        depth += (mark in "[{") - (mark in "]}") if len(mark) == 1 else 0
        if depth > limits.JSON_DEPTH:
            raise LimitExceededError(
                "json.too_deep", f"more than {limits.JSON_DEPTH} levels", layer=layer
            )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RuleError("json.duplicate_name", "an object names a member twice")
    return found


def _integer(digits: str) -> int:
    if len(digits) > limits.JSON_INTEGER_DIGITS:
        raise _RuleError("json.number", "an integer has too many digits")
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise _RuleError("json.number", "a number is too large")
    return number


def _constant(_: str) -> NoReturn:
    raise _RuleError("json.number", "NaN and Infinity are not JSON")
