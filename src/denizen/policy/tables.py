"""Reads the TOML files of a policy folder strictly: unknown keys and wrong values are faults with a line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, TypeVar

from denizen._encoding.toml_lines import KeyPath, line_index, line_of
from denizen.policy.faults import Faults, Place, did_you_mean

Closed = TypeVar("Closed", bound=StrEnum)
MOST_BYTES: Final = 1_000_000
SOME_DAY: Final = date(2000, 1, 1)  # stands for a date that was not one


@dataclass(slots=True)
class Table:
    """One table of one file, and which of its keys were asked for."""

    file: str
    path: KeyPath
    data: Mapping[str, Any]
    lines: dict[KeyPath, int]
    faults: Faults
    asked: set[str] = field(default_factory=set)

    def fault(self, key: str, summary: str, *, code: str = "value", mend: str = "") -> None:
        """Note a fault of a key."""
        place = Place(self.file, self.line_of(key))
        self.faults.add(code, f"{key}: {summary}", place=place, mend=mend)

    def line_of(self, key: str) -> int | None:
        """Give the line of a key, or of what is around it."""
        return line_of(self.lines, (*self.path, key))

    def text(self, key: str, *, needed: bool = True) -> str:
        """Read a text; it may be left out or empty if it is not needed."""
        self.asked.add(key)
        value = self.data.get(key, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            self.fault(key, "expected a text" if key in self.data else "the key is missing")
            return ""
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts that may be left out."""
        self.asked.add(key)
        value = self.data.get(key, [])
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        self.fault(key, "expected a list of texts")
        return ()

    def yes(self, key: str) -> bool:
        """Read true or false; false if left out."""
        self.asked.add(key)
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            self.fault(key, "expected true or false")
        return value is True

    def day(self, key: str) -> date:
        """Read a date."""
        found = self.optional_day(key)
        if found is None and key not in self.data:
            self.fault(key, "the key is missing; expected a date such as 2008-07-01")
        return found or SOME_DAY

    def optional_day(self, key: str) -> date | None:
        """Read a date that may be left out."""
        self.asked.add(key)
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self.fault(key, "expected a date such as 2008-07-01, without quotes and without a time")
        return None

    def choice(self, key: str, kind: type[Closed], *, default: Closed | None = None) -> Closed:
        """Read one word of a closed set."""
        self.asked.add(key)
        value = self.data.get(key, default)
        known = [member.value for member in kind]
        if isinstance(value, str) and value in known:
            return kind(value)
        near = did_you_mean(value, known) if isinstance(value, str) else ""
        self.fault(key, f"expected one of {', '.join(known)}", code="unknown_word", mend=near)
        return next(iter(kind))

    def part(self, key: str) -> Table:
        """Read a table inside this one; an empty one stands for it after a fault."""
        self.asked.add(key)
        value = self.data.get(key)
        if not isinstance(value, dict):
            self.fault(key, f"expected a table [{key}]")
            value = {}
        return Table(self.file, (*self.path, key), value, self.lines, self.faults)

    def rows(self, key: str) -> list[Table]:
        """Read an array of tables that may be left out."""
        self.asked.add(key)
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.fault(key, f"expected [[{key}]]")
            return []
        return [
            Table(self.file, (*self.path, key, i), one, self.lines, self.faults)
            for i, one in enumerate(value)
        ]

    def done(self) -> None:
        """Refuse every key that nobody asked for."""
        for key in self.data:
            if key not in self.asked:
                mend = did_you_mean(key, sorted(self.asked))
                self.fault(key, "no such key", code="unknown_key", mend=mend)


def open_table(file: str, data: bytes, *, faults: Faults) -> Table | None:
    """Parse a file; a fault and None if it is not UTF-8 or not TOML."""
    text = decoded(file, data, faults=faults)
    if text is None:
        return None
    try:
        return Table(file, (), tomllib.loads(text), line_index(text.replace("\r\n", "\n")), faults)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+)", str(error))
        place = Place(file, int(found[1]) if found else None)
        faults.add("syntax", f"not TOML: {error}", place=place)
    except RecursionError:
        faults.add("syntax", "nested too deeply", place=Place(file))
    return None


def decoded(file: str, data: bytes, *, faults: Faults) -> str | None:
    """Decode UTF-8; a fault and None if it is not, or if the file is too large."""
    if len(data) > MOST_BYTES:
        faults.add("too_large", f"more than {MOST_BYTES} bytes", place=Place(file))
        return None
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.add("syntax", "not UTF-8", place=Place(file, line))
        return None
