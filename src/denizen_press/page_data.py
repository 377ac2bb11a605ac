"""A card's face turned into the data that the pages read: each text with the fonts that cover it."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict
from functools import cache
from typing import Any

from denizen_press.face import CardFace, HolderMark, Programme, Signature
from denizen_press.fonts import FAMILIES, covering
from denizen_press.ground import Place
from denizen_press.labels import RIGHT_TO_LEFT, english_labels, second_labels

FIXED_FONTS = FAMILIES
"""Fonts of the labels, whose texts we know to be covered."""

_LONGEST_WHOLE_WORD = 15
"""Letters of a word that fits one line of the name however wide they are."""

_BREAKS = re.compile(r"\s+|(?<=[-‐–/])|(?=[\u2e80-\u9fff\uf900-\ufaff])|(?<=[\u2e80-\u9fff])")
_LONG_WORD = re.compile(rf"[^\s\-‐–]{{{_LONGEST_WHOLE_WORD + 1},}}")
_KEPT_WHOLE = re.compile(r"((?:[\w-]+\.)+\w{2,}(?:/[\w/-]*\w)?|\+?\d[\d -]{5,}\d)")
_ZERO_WIDTH_SPACE = "\u200b"

Words = dict[str, Any]


def words(text: str) -> Words:
    """Return a text with its fonts and direction; raises ScriptNotCoveredError before anything is printed."""
    composed = unicodedata.normalize("NFC", text)
    return {
        "text": composed,
        "fonts": covering(composed),
        "rtl": is_right_to_left(composed),
        "atoms": _atoms(composed),
    }


def _atoms(text: str) -> str:
    """Return the pieces of a text that no line may break, one a line; ideographs break anywhere."""
    return "\n".join(piece for piece in _BREAKS.split(text) if piece)


def is_right_to_left(text: str) -> bool:
    """Say whether the first strong character runs right to left (Unicode Bidirectional Algorithm, P2-P3)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


@cache
def programme_json(programme: Programme, language: str | None) -> str:
    """Return what every card of a programme says, with its labels, as JSON; raises ScriptNotCoveredError.

    Remembered, since it is nobody's own and the same for a whole day's cards.
    """
    data = {
        "place": words(programme.place),
        "title": words(programme.title),
        "title-second": _optional(programme.title_second),
        "issuer-line": words(programme.issuer_line),
        "verify-line": sentence(programme.verify_line),
        "lost-line": sentence(programme.lost_line),
        "return-line": sentence(programme.return_line),
        "disclaimers": [words(one.text) for one in programme.disclaimers],
        "art": {"primary": programme.art.primary, "ink": programme.art.ink},
        **label_data(language),
    }
    return json.dumps(data, ensure_ascii=False)


def card_data(face: CardFace, place: Place, *, specimen: bool) -> dict[str, Any]:
    """Return what is the holder's own on both pages; raises ScriptNotCoveredError."""
    contact = face.emergency_contact
    return {
        "specimen": specimen,
        "crowded": face.is_crowded,
        **_front_data(face),
        "qr": asdict(place),
        "back": {
            "emergency": contact and {"name": words(contact.name), "phone": words(contact.phone)},
            "languages": words(" · ".join(face.languages)) if face.languages else None,
        },
    }


def label_data(language: str | None) -> dict[str, Any]:
    """Return the labels in English and in the card's second language."""
    second = second_labels(language)
    rtl = (language or "").split("-")[0] in RIGHT_TO_LEFT
    return {
        "english": english_labels(),
        "second": {
            key: {"text": label, "fonts": FIXED_FONTS, "rtl": rtl} for key, label in second.items()
        },
    }


def _front_data(face: CardFace) -> dict[str, Any]:
    """Return the holder's own lines of the front; what is absent is absent here too."""
    traits = (("height", face.height), ("eye_color", face.eye_color), ("gender", face.gender))
    return {
        "names": {
            "name": _name(face.name),
            "secondary": _optional(face.name_secondary),
            "known-as": _optional(face.preferred_name),
        },
        "birth-date": words(face.birth_date),
        "expires": _optional(face.expires),
        "issued": words(face.issued),
        "address": [words(line) for line in face.address_lines],
        "traits": [(key, words(value)) for key, value in traits if value],
        "card-number": words(face.card_number),
        "check-code": words(face.check_code),
        "signature-label": _signature_label(face.signature),
    }


def _signature_label(signature: Signature | None) -> str | None:
    """Return the label under a signature or mark; nothing for a holder who gave neither."""
    if signature is None:
        return None
    return "mark" if isinstance(signature, HolderMark) else "signature"


def _name(name: str) -> Words:
    """Return the name; if it has a very long word, also a form that may break between the word's letters."""
    value = words(name)
    text = value["text"]
    broken = _LONG_WORD.sub(lambda word: _breakable(word.group()), text)
    return {
        **value,
        "broken": broken if broken != text else None,
        "broken-atoms": _atoms(_LONG_WORD.sub(" ", text)),
    }


def _breakable(word: str) -> str:
    """Allow a line to end after each letter, its marks kept with it."""
    return "".join(
        character if unicodedata.category(character)[0] == "M" else _ZERO_WIDTH_SPACE + character
        for character in word
    ).lstrip(_ZERO_WIDTH_SPACE)


def sentence(text: str) -> list[Words]:
    """Cut a sentence into pieces, so that web addresses and telephone numbers stay whole on a line."""
    value = words(text)
    return [
        {**value, "text": piece, "whole": bool(_KEPT_WHOLE.fullmatch(piece))}
        for piece in _KEPT_WHOLE.split(value["text"])
        if piece
    ]


def _optional(text: str | None) -> Words | None:
    """Return a text's words, or nothing for nothing."""
    return words(text) if text else None
