"""Starts a charter from another one: copied, renamed, and marked where its author has to decide."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from denizen._encoding.toml_lines import KeyPath, line_index
from denizen.charter import acceptance, demands
from denizen.charter.table import IDENTIFIER
from denizen.errors import InputError

# What is true of one city only. Everything else is copied as a proposal, with its source and mark.
TO_DECIDE: Final[dict[KeyPath, str]] = {
    ("charter", "about"): "TODO: one sentence on what this charter is",
    ("charter", "completeness_note"): "TODO: one sentence on how complete the document list is",
    ("place", "name"): "TODO: the place's name",
    ("place", "state"): "TODO: two letters",
    ("place", "geoid"): "TODO: the Census GEOID",
    ("place", "programme_name"): "TODO: the programme's name, as on the card",
}
NO_NOTE: Final = "TODO: what is not known of who accepts the card here"
NO_PLACE: Final = "TODO: who accepts the card here; or take this entry out"
NO_LAW: Final = "TODO: by when, and what it means here to be late; ask the city's attorney"
OFFICE_TO_DECIDE: Final[dict[KeyPath, str]] = {
    ("note",): "TODO: which deadlines were read in the law of this place",
    ("attorney", "office"): "TODO: the office on duty for demands",
    ("attorney", "telephone"): "TODO: its number, with the country's",
}
# No clause is copied: nobody has adopted it there.  The layers above the city govern from the first day.
RULES: Final = """\
# The rules of {name}: none of its own yet.  docs/policy/writing-a-clause.md says how a clause is written;
# charters/model/policy is a text that a council may adopt, clause by clause.  Information, not legal advice.
schema = 1

[community]
id = "{name}"
name = "TODO: the place and its state"
layer = "city"
above = "united-states"  # or the state's id, once its rules are encoded: "connecticut" is
programme = "model"  # who may do what at the desk, until the city writes programme.cedar
completeness_note = "TODO: one sentence on which of the place's rules are encoded here and which are not"
"""
RULES_FILE: Final = "policy/policy.toml"
TEXT_TO_DECIDE: Final[dict[KeyPath, str]] = {("return_line",): "TODO: where a found card goes"}


def start_charter(files: Mapping[str, bytes], *, name: str, folder: Path) -> list[str]:
    """Write the copy into a new or empty folder and list the files; raises `InputError` if it cannot."""
    if not IDENTIFIER.fullmatch(name):
        expected = "an id of lower-case letters, digits, '_', '-' and '.'"
        raise InputError("charter.name", f"expected {expected}", where="NAME")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError("charter.folder_in_use", "the folder is not empty", where=str(folder))
    copies = {path: rewritten(path, data, name=name) for path, data in files.items()}
    copies[RULES_FILE] = RULES.format(name=name).encode()
    for path, data in copies.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return sorted(copies)


def rewritten(path: str, data: bytes, *, name: str) -> bytes:
    """Give a file of the copy."""
    if path == "charter.toml":
        text = data.decode("utf-8")
        count = len(tomllib.loads(text).get("notice", []))
        notices: dict[KeyPath, str] = {
            ("notice", i, "text"): "TODO: the law of this place" for i in range(count)
        }
        own: dict[KeyPath, str] = {
            ("charter", "id"): name,
            ("charter", "version"): "1",
            ("charter", "issuer"): f"https://{name}.denizen.example",
        }
        return with_values(text, {**TO_DECIDE, **notices, **own}).encode()
    if path == acceptance.FILE:
        text = data.decode("utf-8")
        rows = len(tomllib.loads(text).get("acceptance", []))
        places: dict[KeyPath, str] = {("acceptance", i, "label"): NO_PLACE for i in range(rows)}
        return with_values(text, {("note",): NO_NOTE, **places}).encode()
    if path == demands.FILE:
        text = data.decode("utf-8")
        count = len(tomllib.loads(text).get("deadline", []))
        means: dict[KeyPath, str] = {("deadline", i, "means"): NO_LAW for i in range(count)}
        return with_values(text, {**OFFICE_TO_DECIDE, **means}).encode()
    if path.startswith("text/"):
        return with_values(data.decode("utf-8"), TEXT_TO_DECIDE).encode()
    return data


def with_values(text: str, values: Mapping[KeyPath, str]) -> str:
    """Replace texts, each of which must stand on one line as `key = "..."`; comments are kept."""
    index = line_index(text)
    lines = text.splitlines(keepends=True)
    for path, value in values.items():
        number = index[path] - 1
        key = re.escape(str(path[-1]))
        pattern = rf'^(\s*{key}\s*=\s*)"(?:[^"\\]|\\.)*"'
        lines[number], found = re.subn(pattern, rf'\g<1>"{value}"', lines[number])
        if not found:
            raise InputError(
                "charter.copy",
                'a value to replace does not stand on one line as key = "..."',
                where=f"line {number + 1}",
            )
    return "".join(lines)
