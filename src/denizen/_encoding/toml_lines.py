"""Finds the line on which each key of a TOML text stands, since `tomllib` does not tell.

    line_index('[place]\nname = "New Haven"\n')[("place", "name")]   ->   2

The text must already have been accepted by `tomllib`; the scanner relies on that and only has to find
where things stand, not whether they are right (TOML 1.0.0: keys, strings, arrays, inline tables, headers).
"""

from __future__ import annotations

from dataclasses import dataclass, field

KeyPath = tuple[str | int, ...]

BARE_KEY_STOPS = ".=]} \t\r\n#"
SCALAR_STOPS = ",]}\r\n#"
ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


def line_index(text: str) -> dict[KeyPath, int]:
    """Map every key, array element and table of a TOML text to its line, counted from 1."""
    scanner = Scanner(text)
    scanner.document()
    return scanner.lines


def line_of(index: dict[KeyPath, int], path: KeyPath) -> int | None:
    """Find the line of a path, or of the nearest thing around it."""
    for length in range(len(path), 0, -1):
        found = index.get(path[:length])
        if found is not None:
            return found
    return None


@dataclass(slots=True)
class Scanner:
    """Walks the text once, keeping the place and the table it is in."""

    text: str
    at: int = 0
    line: int = 1
    lines: dict[KeyPath, int] = field(default_factory=dict)
    array_lengths: dict[KeyPath, int] = field(default_factory=dict)

    def document(self) -> None:
        """Read header by header and pair by pair to the end."""
        table: KeyPath = ()
        while self.skip_blank():
            if self.text.startswith("[[", self.at):
                table = self.array_header()
            elif self.text.startswith("[", self.at):
                table = self.table_header()
            else:
                self.pair(table)

    def array_header(self) -> KeyPath:
        """Read `[[a.b]]`: one more element of an array of tables."""
        self.step(2)
        path = self.resolved(self.dotted_key())
        number = self.array_lengths.get(path, 0)
        self.array_lengths[path] = number + 1
        self.lines.setdefault(path, self.line)
        self.lines[(*path, number)] = self.line
        self.step(2)
        return (*path, number)

    def table_header(self) -> KeyPath:
        """Read `[a.b]`."""
        self.step(1)
        path = self.resolved(self.dotted_key())
        self.lines.setdefault(path, self.line)
        self.step(1)
        return path

    def resolved(self, keys: tuple[str, ...]) -> KeyPath:
        """Let each key that names an array of tables mean its last element; the last key means itself."""
        path: KeyPath = ()
        for i, key in enumerate(keys):
            path = (*path, key)
            if i < len(keys) - 1 and path in self.array_lengths:
                path = (*path, self.array_lengths[path] - 1)
        return path

    def pair(self, table: KeyPath) -> None:
        """Read `key = value`."""
        line = self.line
        path = (*table, *self.dotted_key())
        self.lines.setdefault(path, line)
        self.step(1)  # the equals sign
        self.skip_spaces()
        self.value(path)

    def value(self, path: KeyPath) -> None:
        """Read one value, noting where its parts stand."""
        if self.text[self.at] in "\"'":
            self.string()
        elif self.text[self.at] == "[":
            self.array(path)
        elif self.text[self.at] == "{":
            self.inline_table(path)
        else:
            while self.at < len(self.text) and self.text[self.at] not in SCALAR_STOPS:
                self.step(1)

    def array(self, path: KeyPath) -> None:
        """Read `[...]`, which may run over several lines."""
        self.step(1)
        number = 0
        while self.skip_blank() and self.text[self.at] != "]":
            self.lines[(*path, number)] = self.line
            self.value((*path, number))
            number += 1
            self.skip_blank()
            if self.text[self.at] == ",":
                self.step(1)
        self.step(1)

    def inline_table(self, path: KeyPath) -> None:
        """Read `{...}`."""
        self.step(1)
        while self.skip_blank() and self.text[self.at] != "}":
            self.pair(path)
            self.skip_blank()
            if self.text[self.at] == ",":
                self.step(1)
        self.step(1)

    def dotted_key(self) -> tuple[str, ...]:
        """Read `a."b c".d`."""
        keys = []
        while True:
            self.skip_spaces()
            keys.append(self.string() if self.text[self.at] in "\"'" else self.bare_key())
            self.skip_spaces()
            if self.text[self.at] != ".":
                return tuple(keys)
            self.step(1)

    def bare_key(self) -> str:
        """Read a key without quotes."""
        start = self.at
        while self.text[self.at] not in BARE_KEY_STOPS:
            self.step(1)
        return self.text[start : self.at]

    def string(self) -> str:
        """Read a string of any of the four kinds and give its text."""
        mark = self.text[self.at]
        if self.text.startswith(mark * 3, self.at):
            return self.long_string(mark)
        self.step(1)
        found = []
        while self.text[self.at] != mark:
            found.append(self.character(escapes=mark == '"'))
        self.step(1)
        return "".join(found)

    def long_string(self, mark: str) -> str:
        """Read a string between three quotes, which may end in up to two more of them."""
        self.step(3)
        start = self.at
        while not self.text.startswith(mark * 3, self.at):
            self.character(escapes=mark == '"')
        while self.text.startswith(mark * 4, self.at):
            self.step(1)
        self.step(3)
        return self.text[start : self.at - 3]

    def character(self, *, escapes: bool) -> str:
        """Read one character, or one escape."""
        if not escapes or self.text[self.at] != "\\":
            self.step(1)
            return self.text[self.at - 1]
        letter = self.text[self.at + 1]
        width = {"u": 4, "U": 8}.get(letter, 0)
        digits = self.text[self.at + 2 : self.at + 2 + width]
        self.step(2 + width)
        return chr(int(digits, 16)) if width else ESCAPES.get(letter, letter)

    def skip_spaces(self) -> None:
        """Pass over spaces and tabs."""
        while self.at < len(self.text) and self.text[self.at] in " \t":
            self.step(1)

    def skip_blank(self) -> bool:
        """Pass over space, line ends and comments; tell whether anything is left."""
        while self.at < len(self.text):
            if self.text[self.at] == "#":
                while self.at < len(self.text) and self.text[self.at] != "\n":
                    self.step(1)
            elif self.text[self.at] in " \t\r\n":
                self.step(1)
            else:
                return True
        return False

    def step(self, count: int) -> None:
        """Go on by `count` characters, counting lines."""
        self.line += self.text.count("\n", self.at, self.at + count)
        self.at += count
