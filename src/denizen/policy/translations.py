"""Reads policy/says.<language>.toml: the clauses' and instructions' sentences in other languages.

The English sentence in the clause is the one that was reviewed; a translation says whether it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from denizen.policy.faults import Faults, did_you_mean
from denizen.policy.tables import Table, open_table

FILE: Final = re.compile(r"policy/says\.([a-z]{2,3}(?:-[A-Za-z]+)?)\.toml")


@dataclass(frozen=True, slots=True)
class Translation:
    """The sentences of one folder in one language; `instructions` are keyed by action."""

    community: str
    language: str
    reviewed: bool
    says: Mapping[str, str] = field(default_factory=dict)
    instructions: Mapping[str, str] = field(default_factory=dict)


def read_translations(
    id_: str, files: Mapping[str, bytes], *, clauses: Iterable[str], faults: Faults
) -> dict[str, Translation]:
    """Read every translation of a folder; a sentence for a clause that is not there is a fault."""
    known = sorted(clauses)
    found = {}
    for name in sorted(files):
        match = FILE.fullmatch(name)
        root = open_table(f"{id_}/{name}", files[name], faults=faults) if match else None
        if match and root is not None:
            found[match[1]] = read_translation(id_, root, known=known)
    return found


def read_translation(id_: str, root: Table, *, known: list[str]) -> Translation:
    """Read one file."""
    language = root.text("language")
    if f"/says.{language}.toml" not in root.file:
        root.fault("language", "expected the language that the file's name says")
    reviewed = root.yes("reviewed")
    says, told = root.part("says"), root.part("instruction") if "instruction" in root.data else None
    for clause in says.data:
        if clause not in known:
            mend = did_you_mean(clause, known)
            says.fault(clause, "no such clause in this folder", code="unknown_clause", mend=mend)
    sentences = {clause: says.text(clause) for clause in says.data}
    instructions = {action: told.text(action) for action in told.data} if told else {}
    root.done()
    return Translation(id_, language, reviewed, sentences, instructions)
