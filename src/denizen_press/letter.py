"""A letter of the city on US Letter paper: what was asked, what is held, what the rules say, who signs.

The sentences arrive finished and translated.  A letter names offices and roles, and no resident.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from denizen_press.page_data import Words, words
from denizen_press.render import typeset


@dataclass(frozen=True, slots=True)
class Cited:
    """One rule as the letter quotes it: what it says, where it stands, and how well it was read."""

    says: str
    cite: str
    mark: str


@dataclass(frozen=True, slots=True)
class LetterPart:
    """A heading with paragraphs below it, and the rules that they rest on."""

    heading: str
    paragraphs: tuple[str, ...]
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter; `facts` are the lines above it (day, reference), `signers` the roles that sign."""

    place: str
    title: str
    colour: str
    facts: tuple[tuple[str, str], ...]
    addressee: str
    heading: str
    parts: tuple[LetterPart, ...]
    signers: tuple[str, ...]
    foot: str
    is_right_to_left: bool = False
    stamp: str = ""


def render_letter(letter: Letter) -> bytes:
    """Set a letter as a PDF; raises `ScriptNotCoveredError` for a script that no font of ours has."""
    return typeset("letter.typ", {"letter.json": json.dumps(data_of(letter), ensure_ascii=False)})


def data_of(letter: Letter) -> dict[str, object]:
    """Turn a letter into what its page reads."""
    return {
        "place": words(letter.place),
        "title": words(letter.title),
        "colour": letter.colour,
        "facts": [[words(name), words(value)] for name, value in letter.facts],
        "addressee": words(letter.addressee),
        "heading": words(letter.heading),
        "parts": [part_data(part) for part in letter.parts],
        "signers": [words(one) for one in letter.signers],
        "foot": words(letter.foot),
        "rtl": letter.is_right_to_left,
        "stamp": words(letter.stamp) if letter.stamp else None,
    }


def part_data(part: LetterPart) -> dict[str, object]:
    """Turn one part into what the page reads."""
    return {
        "heading": words(part.heading),
        "paragraphs": [words(one) for one in part.paragraphs],
        "cited": [cited_data(one) for one in part.cited],
    }


def cited_data(one: Cited) -> dict[str, Words]:
    """Turn one rule into what the page reads."""
    return {"says": words(one.says), "cite": words(one.cite), "mark": words(one.mark)}
