"""Reads one TOML table strictly: typed values out, every unknown key and wrong value a fault with its line.

A reader never stops at a fault: it notes it and hands back a harmless value of the right type, so that
one run reports everything.  Nothing that was read is used before `Findings.raise_if_any`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final, TypeVar

from denizen._encoding.toml_lines import KeyPath, line_index, line_of
from denizen.charter.findings import Findings, Spot, whole_file
from denizen.documents import nearest

Closed = TypeVar("Closed", bound=StrEnum)

IDENTIFIER: Final = re.compile(r"[a-z0-9][a-z0-9_.-]*")
MOST_BYTES: Final = 1_000_000  # New York, the longest list we know, takes 40,000
EARLIEST_YEAR: Final = 1900
LATEST_YEAR: Final = 2999  # leaves room for every span that a rule adds
SOME_DAY: Final = date(2000, 1, 1)  # stands for a date that was not one
TODO: Final = "TODO"  # begins every value that the author has still to decide
MISSING: Final = object()


@dataclass(slots=True)
class Table:
    """One table of one file, and which of its keys have been asked for."""

    file: str
    path: KeyPath
    data: Mapping[str, object]
    lines: dict[KeyPath, int]
    findings: Findings
    asked: set[str] = field(default_factory=set)

    def fault(self, key: str | None, expected: str, *, code: str = "charter.value") -> None:
        """Note a fault of a key, or of the table itself."""
        self.findings.add(code, self.spot(key), expected=expected)

    def spot(self, key: str | None) -> Spot:
        """Say where a key of this table stands, or the table itself."""
        path = self.path if key is None else (*self.path, key)
        return Spot(self.file, written(path), line_of(self.lines, path))

    def take(self, key: str, expected: str, *, needed: bool = True) -> object:
        """Give a key's raw value, or MISSING; a fault if it is needed and not there."""
        self.asked.add(key)
        value = self.data.get(key, MISSING)
        if value is MISSING and needed:
            self.fault(key, f"{expected}; the key is missing", code="charter.missing")
        return value

    def has(self, key: str) -> bool:
        """Tell whether the key is there."""
        return key in self.data

    def text(self, key: str, *, needed: bool = True) -> str:
        """Read a text that is not empty."""
        value = self.take(key, "a text", needed=needed)
        if value is MISSING:
            return ""
        if isinstance(value, str) and value.strip():
            self.note_if_unfinished(key, value)
            return value
        self.fault(key, "a text that is not empty")
        return ""

    def note_if_unfinished(self, key: str, value: str) -> None:
        """Remember a value that its author has still to decide."""
        if value.startswith(TODO):
            self.findings.unfinished.append(self.spot(key))

    def identifier(self, key: str) -> str:
        """Read an id."""
        value = self.text(key)
        if value and not IDENTIFIER.fullmatch(value):
            self.fault(key, "an id of lower-case letters, digits, '_', '-' and '.'")
        return value

    def matching(self, key: str, pattern: str, *, expected: str) -> str:
        """Read a text of a fixed form."""
        value = self.text(key)
        if value and not value.startswith(TODO) and not re.fullmatch(pattern, value):
            self.fault(key, expected)
        return value

    def yes(self, key: str) -> bool:
        """Read an optional true or false; false if left out."""
        value = self.take(key, "true or false", needed=False)
        if not isinstance(value, bool) and value is not MISSING:
            self.fault(key, "true or false")
        return value is True

    def whole(self, key: str, *, least: int = 0, most: int = 10**9) -> int:
        """Read a whole number between two bounds."""
        value = self.take(key, f"a whole number from {least} to {most}")
        return least if value is MISSING else self.checked_whole(key, value, least=least, most=most)

    def optional_whole(self, key: str, *, least: int = 0, most: int = 10**9) -> int | None:
        """Read a whole number that may be left out."""
        value = self.take(key, "", needed=False)
        return None if value is MISSING else self.checked_whole(key, value, least=least, most=most)

    def checked_whole(self, key: str, value: object, *, least: int, most: int) -> int:
        """Hold a number to its bounds."""
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.fault(key, f"a whole number from {least} to {most}")
        return least

    def day(self, key: str) -> date:
        """Read a date."""
        value = self.optional_day(key, needed=True)
        return SOME_DAY if value is None else value

    def optional_day(self, key: str, *, needed: bool = False) -> date | None:
        """Read a date that may be left out."""
        value = self.take(key, "a date such as 2018-07-01", needed=needed)
        if value is MISSING:
            return None
        plain = isinstance(value, date) and not isinstance(value, datetime)
        if isinstance(value, date) and plain and EARLIEST_YEAR <= value.year <= LATEST_YEAR:
            return value
        expected = f"a date from {EARLIEST_YEAR} to {LATEST_YEAR} such as 2018-07-01"
        self.fault(key, f"{expected}, without quotes and without a time")
        return None

    def choice(self, key: str, kind: type[Closed], *, default: Closed | None = None) -> Closed:
        """Read one word of a closed set."""
        words = ", ".join(kind)
        value = self.take(key, f"one of {words}", needed=default is None)
        first = next(iter(kind))
        if value is MISSING:
            return first if default is None else default
        if isinstance(value, str) and value in list(kind):
            return kind(value)
        self.fault(key, f"one of {words}")
        return first

    def choices(self, key: str, kind: type[Closed], *, needed: bool = True) -> tuple[Closed, ...]:
        """Read a list of words of a closed set, none of them twice."""
        found = self.texts(key, needed=needed)
        if all(word in list(kind) for word in found):
            return tuple(kind(word) for word in found)
        self.fault(key, f"a list out of {', '.join(kind)}")
        return ()

    def texts(self, key: str, *, needed: bool = True) -> tuple[str, ...]:
        """Read a list of texts, none of them twice."""
        value = self.take(key, "a list of texts", needed=needed)
        if value is MISSING:
            return ()
        if isinstance(value, list) and all(isinstance(one, str) and one for one in value):
            found = tuple(value)
            unique = len(set(found)) == len(found)
        else:
            found, unique = (), False
        if unique:
            return found
        self.fault(key, "a list of texts, none of them twice")
        return ()

    def wholes(self, key: str) -> tuple[int, ...]:
        """Read a list of whole numbers."""
        value = self.take(key, "a list of whole numbers")
        if isinstance(value, list) and all(type(one) is int for one in value):
            return tuple(value)
        if value is not MISSING:
            self.fault(key, "a list of whole numbers")
        return ()

    def amounts(self, key: str, *, needed: bool = True, least: int = 1) -> dict[str, int]:
        """Read `{name = whole number, ...}`."""
        part = self.table(key, needed=needed)
        if part is None:
            return {}
        found = {name: part.whole(name, least=least, most=10_000) for name in part.data}
        if needed and not found:
            self.fault(key, "at least one amount, such as {identity = 3}")
        return found

    def sentences(self, key: str, *, needed: bool = True) -> dict[str, str]:
        """Read `{name = "text", ...}`."""
        part = self.table(key, needed=needed)
        return {} if part is None else {name: part.text(name) for name in part.data}

    def table(self, key: str, *, needed: bool = True) -> Table | None:
        """Read a table inside this one; None if it is not there or not a table."""
        value = self.take(key, f"a table [{written((*self.path, key))}]", needed=needed)
        if isinstance(value, dict):
            return self.inner((*self.path, key), value)
        if value is not MISSING:
            self.fault(key, "a table")
        return None

    def part(self, key: str) -> Table:
        """Read a table that must be there; an empty one stands for it after a fault."""
        found = self.table(key)
        return self.inner((*self.path, key), {}) if found is None else found

    def tables(self, key: str, *, needed: bool = True) -> list[Table]:
        """Read an array of tables."""
        value = self.take(key, f"at least one [[{written((*self.path, key))}]]", needed=needed)
        if value is MISSING:
            return []
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return [self.inner((*self.path, key, i), one) for i, one in enumerate(value)]
        self.fault(key, "an array of tables")
        return []

    def inner(self, path: KeyPath, data: Mapping[str, object]) -> Table:
        """Make a reader for a part of this table."""
        return Table(self.file, path, data, self.lines, self.findings)

    def done(self) -> None:
        """Refuse every key that nobody asked for, naming the nearest that exists."""
        for key in self.data:
            if key not in self.asked:
                near = nearest(key, sorted(self.asked), at_most=1)
                hint = f" (did you mean {near[0]!r}?)" if near else ""
                self.fault(key, f"no such key{hint}", code="charter.unknown_key")


def written(path: KeyPath) -> str:
    """Write a path the way a person would: `document[3].counts`, the first element being 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text or "(the file)"


def open_toml(file: str, files: Mapping[str, bytes], *, findings: Findings) -> Table | None:
    """Parse a file of the charter; a fault and None if it is missing, too large or not TOML."""
    data = files.get(file)
    if data is None:
        findings.add("charter.file", whole_file(file), expected="this file; it is missing")
        return None
    text = decoded(file, data, findings=findings)
    if text is None:
        return None
    try:
        content = tomllib.loads(text)
        lines = line_index(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        add_syntax_fault(file, str(error), findings=findings)
        return None
    except RecursionError:
        findings.add("charter.syntax", whole_file(file), expected="less nesting")
        return None
    return Table(file, (), content, lines, findings)


def decoded(file: str, data: bytes, *, findings: Findings) -> str | None:
    """Decode UTF-8; a fault and None if it is not, or if the file is too large."""
    if len(data) > MOST_BYTES:
        findings.add("charter.too_large", whole_file(file), expected=f"at most {MOST_BYTES} bytes")
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        findings.add("charter.syntax", whole_file(file, line), expected="UTF-8 text")
        return None


def add_syntax_fault(file: str, message: str, *, findings: Findings) -> None:
    """Turn the parser's words into a fault with a line."""
    found = re.search(r"\(at line (\d+), column \d+\)", message)
    line = int(found[1]) if found else None
    what = re.sub(r"\s*\(at .*\)$", "", message)
    findings.add("charter.syntax", whole_file(file, line), expected=f"valid TOML ({what})")


def no_repeats(tables: Iterable[tuple[Table, str]]) -> None:
    """Refuse an id that an earlier table has."""
    seen: set[str] = set()
    for table, id_ in tables:
        if id_ and id_ in seen:
            table.fault("id", "an id that no earlier entry has", code="charter.repeated")
        seen.add(id_)
