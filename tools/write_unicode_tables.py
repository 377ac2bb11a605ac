"""Write the counter's tables of Unicode 14.0: counter/verification/unicode_14.js.

    python tools/write_unicode_tables.py

A browser knows its own version of Unicode, which nobody can pin; what a sealed field is made of must not
depend on it.  Needs a Python whose `unicodedata` is 14.0, that is Python 3.11.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

TARGET = Path(__file__).parent.parent / "counter" / "verification" / "unicode_14.js"
LETTERS = {"Lu", "Ll", "Lt", "Lo"}
LINE = 110
SPAN = range(sys.maxunicode + 1)

PAGE = """\
// Unicode 14.0, as far as sealed fields need it, whatever version the browser has (docs/spec/mrc-qr-1.md).
// Written by tools/write_unicode_tables.py; a test holds it to what Python 3.11 knows.

// Lengths of runs in hexadecimal, alternately without and with the property, from U+0000 on.
const ASSIGNED = startsOf(
{assigned},
);
const FOREIGN_LETTERS = startsOf(
{foreign},
);
const MARKS = startsOf(
{marks},
);

// Full case folding of what NFD leaves: first character, how many, how far apart, and how far each is moved.
const MOVED = numbersOf(
{moved},
);
// Characters that fold to several.
const SPELT = new Map(Object.entries({{
{spelt}
}}));

/** Reads numbers in hexadecimal. */
function numbersOf(...lines) {{
  return lines.join(" ").split(" ").map((number) => Number.parseInt(number, 16));
}}

/** Sums run lengths up to where each run starts. */
function startsOf(...lines) {{
  let sum = 0;
  return Uint32Array.from(numbersOf(...lines), (length) => (sum += length));
}}

/** Says whether a character lies in one of the runs that have the property. */
function isIn(starts, char) {{
  const code = char.codePointAt(0);
  let [low, high] = [0, starts.length];
  while (low < high) {{
    const middle = (low + high) >> 1;
    if (starts[middle] <= code) low = middle + 1;
    else high = middle;
  }}
  return low % 2 === 1;
}}

/** Says whether Unicode 14.0 assigns a character. */
export function isAssigned(char) {{
  return isIn(ASSIGNED, char);
}}

/** Says whether a character is a letter of another script than Latin; modifier letters belong to any. */
export function isForeignLetter(char) {{
  return isIn(FOREIGN_LETTERS, char);
}}

/** Says whether a character has a combining class. */
export function isMark(char) {{
  return isIn(MARKS, char);
}}

const SINGLE = new Map();
for (let place = 0; place < MOVED.length; place += 4) {{
  const [first, count, apart, distance] = MOVED.slice(place, place + 4);
  for (let done = 0; done < count; done += 1) {{
    const code = first + done * apart;
    SINGLE.set(String.fromCodePoint(code), String.fromCodePoint(code + distance));
  }}
}}

/** Folds the case of one decomposed character in full. */
export function folded(char) {{
  return SPELT.get(char) ?? SINGLE.get(char) ?? char;
}}
"""


def runs(has: Callable[[str], bool]) -> str:
    """Write lengths of runs, the first without the property; the last run without it is left out."""
    lengths = [
        (kind, sum(1 for _ in run)) for kind, run in groupby(SPAN, lambda code: has(chr(code)))
    ]
    if lengths[0][0]:
        lengths.insert(0, (False, 0))
    if not lengths[-1][0]:
        lengths.pop()
    return quoted(f"{length:x}" for _, length in lengths)


def quoted(numbers) -> str:
    """Write numbers as JavaScript strings of at most one line each."""
    lines, line = [], ""
    for number in numbers:
        if len(line) + len(number) > LINE:
            lines.append(line)
            line = ""
        line += f" {number}" if line else number
    return ",\n".join(f'  "{each}"' for each in [*lines, line])


def is_assigned(char: str) -> bool:
    return unicodedata.category(char) != "Cn"


def is_foreign_letter(char: str) -> bool:
    if unicodedata.category(char) not in LETTERS:
        return False
    return not unicodedata.name(char, "").startswith("LATIN")


def is_mark(char: str) -> bool:
    return unicodedata.combining(char) != 0


def foldings() -> dict[str, str]:
    """Collect what case folding changes among characters that NFD leaves as they are."""
    found = {chr(code): chr(code).casefold() for code in SPAN if not 0xD800 <= code < 0xE000}
    return {
        char: to
        for char, to in found.items()
        if char != to and unicodedata.normalize("NFD", char) == char
    }


def moved(single: dict[int, int]) -> str:
    """Join characters that are moved equally far, one or two apart, into rows."""
    rows: list[list[int]] = []
    for code, to in sorted(single.items()):
        last = rows[-1] if rows else None
        if last and last[3] == to - code and follows(last, code):
            last[2], last[1] = (code - last[0]) // last[1], last[1] + 1
        else:
            rows.append([code, 1, 1, to - code])
    return quoted(f"{number:x}" for row in rows for number in row)


def follows(row: list[int], code: int) -> bool:
    """Say whether a character carries the row on: as far from the last as those are from each other."""
    first, count, apart, _ = row
    return code - first in (1, 2) if count == 1 else code == first + count * apart


def page() -> str:
    """Write the whole module."""
    changed = foldings()
    single = {ord(char): ord(to) for char, to in changed.items() if len(to) == 1}
    several = {char: to for char, to in changed.items() if len(to) > 1}
    spelt = [f'"{escaped(char)}": "{escaped(to)}"' for char, to in sorted(several.items())]
    return PAGE.format(
        assigned=runs(is_assigned),
        foreign=runs(is_foreign_letter),
        marks=runs(is_mark),
        moved=moved(single),
        spelt="\n".join(
            "  " + ", ".join(spelt[at : at + 4]) + "," for at in range(0, len(spelt), 4)
        ),
    )


def escaped(text: str) -> str:
    return "".join(f"\\u{ord(char):04x}" for char in text)


if __name__ == "__main__":
    if unicodedata.unidata_version != "14.0.0":
        sys.exit("Use Python 3.11: its unicodedata is 14.0.")
    TARGET.write_text(page(), encoding="utf-8")
