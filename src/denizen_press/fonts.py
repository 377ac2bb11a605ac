"""Which of our fonts set a text, and the refusal, by name, of a script that none of them covers.

The fonts are whole TrueType files of open licence, collected at set-up into `build/fonts`; another folder
is named by `$DENIZEN_FONTS`.  System fonts are never used: a card must look the same on every machine.
Coverage means the character map of every weight we print in, and, for Latin, Greek and Cyrillic, that the
font can seat each combining mark on its letter (OpenType `mark` feature, mark-to-base attachment).
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typst
from fontTools import unicodedata as scripts
from fontTools.ttLib import TTFont

from denizen.errors import InputError

PLAIN = "Public Sans"
"""The card's own face; it has the Latin letters of Europe, the Americas and Vietnam."""

LATIN = "Noto Sans"
"""Sets Latin beyond the card's own face, and Greek, Cyrillic and Devanagari."""

# In order of preference; the weights are those that the pages ask for.
_FILES = {
    PLAIN: ("PublicSans_500Medium", "PublicSans_700Bold"),
    LATIN: ("NotoSans_500Medium", "NotoSans_700Bold"),
    "Noto Naskh Arabic": ("NotoNaskhArabic_400Regular", "NotoNaskhArabic_700Bold"),
    "Noto Sans Bengali": ("NotoSansBengali_400Regular", "NotoSansBengali_700Bold"),
    "Noto Sans Hebrew": ("NotoSansHebrew_400Regular", "NotoSansHebrew_700Bold"),
    "Noto Sans SC": ("NotoSansSC_400Regular", "NotoSansSC_700Bold"),
}
FAMILIES = tuple(_FILES)
"""Every family, in order of preference."""

_SHAPED_BY_LETTER = frozenset({"Latn", "Grek", "Cyrl"})
"""Scripts in which a mark sits on the letter before it, so that a font's seats can be looked up."""

_JOINERS = frozenset("\u200c\u200d")
"""Zero-width non-joiner and joiner: spelling in Persian, Urdu and Bengali."""


class ScriptNotCoveredError(InputError):
    """No installed font covers a script; `script` names it, never the text."""

    def __init__(self, script: str) -> None:
        super().__init__(
            "press.script_not_covered",
            f"no installed font can print {script}",
            mend="Add a font for it to the locked fonts and to denizen_press/fonts.py.",
        )
        self.script = script


def font_folder() -> Path:
    """Return the folder of fonts: `$DENIZEN_FONTS`, or `build/fonts` of the checkout; raises InputError."""
    chosen = os.environ.get("DENIZEN_FONTS")
    folder = Path(chosen) if chosen else Path(__file__).resolve().parents[2] / "build" / "fonts"
    if not (folder / "NotoSans_400Regular.ttf").is_file():
        raise InputError(
            "press.no_fonts",
            "the card's fonts are not installed",
            where="DENIZEN_FONTS" if chosen else "build/fonts",
            mend="Run `make setup`, or set DENIZEN_FONTS.",
        )
    return folder


@cache
def typesetter_fonts() -> typst.Fonts:
    """Return typst's view of our fonts; read once a process, since it opens every file."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_folder()]
    )


def covering(text: str) -> list[str]:
    """Return the families that together print `text`, best first; raises ScriptNotCoveredError.

    The card's own face is used when it has the whole text; no word changes face at an accent.
    """
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii() and composed.isprintable():
        return [PLAIN]
    clusters = set(_clusters(composed))
    if all(_prints(PLAIN, cluster) for cluster in clusters):
        return [PLAIN]
    needed = {_family_for(cluster) for cluster in clusters}
    if any(scripts.script(cluster[0]) in _SHAPED_BY_LETTER for cluster in clusters):
        needed.discard(LATIN)
        return [LATIN, *sorted(needed, key=FAMILIES.index)]
    return [*sorted(needed - {LATIN}, key=FAMILIES.index), LATIN]


def _clusters(text: str) -> Iterator[str]:
    """Cut text into letters with the combining marks that follow them."""
    cluster = ""
    for character in text:
        if cluster and unicodedata.category(character)[0] != "M":
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _family_for(cluster: str) -> str:
    """Return the first family but the card's own that prints a letter with its marks."""
    for family in FAMILIES[1:]:
        if _prints(family, cluster):
            return family
    raise ScriptNotCoveredError(_name_of_script(cluster))


def _prints(family: str, cluster: str) -> bool:
    """Say whether a family prints a letter with its marks, and may."""
    if any(_is_invisible(character) for character in cluster):
        raise ScriptNotCoveredError("invisible control characters")
    # A symbol is printed only if it belongs to writing, as the numero sign does; emoji never do.
    if unicodedata.category(cluster[0]) == "So" and family not in {PLAIN, LATIN}:
        return False
    return _covers(family, cluster)


def _is_invisible(character: str) -> bool:
    """Say whether a character has no picture and could reorder or hide others (Cc, Cf, Co, Cs, Cn)."""
    return unicodedata.category(character)[0] == "C" and character not in _JOINERS


def _covers(family: str, cluster: str) -> bool:
    """Say whether every weight of a family has the characters, and a seat for each mark."""
    covered = _characters(family)
    visible = [character for character in cluster if character not in _JOINERS]
    if not all(ord(character) in covered for character in visible):
        return False
    if len(cluster) == 1 or scripts.script(cluster[0]) not in _SHAPED_BY_LETTER:
        return True
    return all(_seats(family, cluster[0], mark=mark) for mark in cluster[1:])


def _name_of_script(cluster: str) -> str:
    """Name what could not be printed: a script in English, or the kind of sign."""
    for character in cluster:
        code = scripts.script(character)
        if code not in {"Zyyy", "Zinh", "Zzzz"}:
            return str(scripts.script_name(code)).replace("_", " ")
    return "emoji and other symbols"


@cache
def _characters(family: str) -> frozenset[int]:
    """Return the code points that every weight of a family has a glyph for."""
    maps = [_open(name).getBestCmap() for name in _FILES[family]]
    return frozenset(set.intersection(*(set(one) for one in maps)))


@cache
def _open(name: str) -> TTFont:
    """Open one font file; its tables are read when asked for."""
    return TTFont(font_folder() / f"{name}.ttf", lazy=True)


@dataclass(frozen=True, slots=True)
class _SeatTable:
    """One mark-to-base table: the kinds of mark that each letter seats, and the kind of each mark."""

    seats: dict[int, frozenset[int]]
    kinds: dict[int, int]

    def attaches(self, letter: str, mark: str) -> bool:
        """Say whether the table has an anchor for this mark on this letter."""
        kind = self.kinds.get(ord(mark))
        return kind is not None and kind in self.seats.get(ord(letter), ())


def _seats(family: str, letter: str, *, mark: str) -> bool:
    """Say whether a family's first weight can attach a mark to a letter."""
    return any(table.attaches(letter, mark) for table in _seat_tables(family))


@cache
def _seat_tables(family: str) -> tuple[_SeatTable, ...]:
    """Read the mark-to-base tables of a family's first weight."""
    font = _open(_FILES[family][0])
    codes: dict[str, list[int]] = {}
    for code, glyph in font.getBestCmap().items():
        codes.setdefault(glyph, []).append(code)
    return tuple(_seat_table(table, codes) for table in _mark_tables(font))


def _mark_tables(font: TTFont) -> Iterator[Any]:
    """Yield every mark-to-base subtable (GPOS lookup type 4), unwrapping extensions (type 9)."""
    if "GPOS" not in font:
        return
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            inner = table.ExtSubTable if table.LookupType == 9 else table
            if inner.LookupType == 4:
                yield inner


def _seat_table(table: Any, codes: dict[str, list[int]]) -> _SeatTable:
    """Turn one mark-to-base subtable from glyph names into code points."""
    seats = {
        code: frozenset(kind for kind, anchor in enumerate(record.BaseAnchor) if anchor is not None)
        for glyph, record in zip(table.BaseCoverage.glyphs, table.BaseArray.BaseRecord, strict=True)
        for code in codes.get(glyph, ())
    }
    kinds = {
        code: record.Class
        for glyph, record in zip(table.MarkCoverage.glyphs, table.MarkArray.MarkRecord, strict=True)
        for code in codes.get(glyph, ())
    }
    return _SeatTable(seats, kinds)
