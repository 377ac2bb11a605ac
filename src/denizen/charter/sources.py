"""Where each fact comes from, and how well that source was read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from denizen.charter.findings import Findings, Spot, whole_file
from denizen.charter.table import IDENTIFIER, Table, decoded
from denizen.reading import Reading

FILE = "SOURCES.md"
UNUSED = re.compile(r"^Unused: \S", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Attribution:
    """The source of one fact (an id of SOURCES.md) and its reading mark."""

    source: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Source:
    """One heading of SOURCES.md, with the text below it."""

    id: str
    title: str
    text: str
    line: int


def read_attribution(table: Table) -> Attribution:
    """Read `source` and `reading` of a fact-bearing table."""
    source = table.identifier("source")
    if source:
        table.findings.cited.setdefault(source, table.spot("source"))
    return Attribution(source, table.choice("reading", Reading))


def read_sources(files: Mapping[str, bytes], findings: Findings) -> dict[str, Source]:
    """Read SOURCES.md: each second-level heading begins with the source's id."""
    data = files.get(FILE)
    if data is None:
        findings.add("charter.file", whole_file(FILE), expected="this file; it is missing")
        return {}
    text = decoded(FILE, data, findings=findings) or ""
    found: dict[str, Source] = {}
    for heading, line, body in sections(text):
        id_, _, title = heading.partition(" ")
        if not IDENTIFIER.fullmatch(id_) or id_ in found:
            expected = "an id as first word that no other heading has"
            findings.add("charter.source", Spot(FILE, heading, line), expected=expected)
        found[id_] = Source(id_, title.strip(), body, line)
    return found


def sections(text: str) -> list[tuple[str, int, str]]:
    """Cut a markdown text at its second-level headings: heading, line, what stands below."""
    lines = text.splitlines()
    starts = [i for i, line in enumerate(lines) if line.startswith("## ")]
    ends = [*starts[1:], len(lines)][: len(starts)]
    return [
        (lines[start][3:].strip(), start + 1, "\n".join(lines[start + 1 : end]).strip())
        for start, end in zip(starts, ends, strict=True)
    ]


def check_sources(sources: Mapping[str, Source], findings: Findings) -> None:
    """Hold that every id used has a heading, and that every heading is used or says why not."""
    for id_, spot in findings.cited.items():
        if id_ not in sources:
            findings.add(
                "charter.source", spot, expected=f"a source with a heading '## {id_} ...' in {FILE}"
            )
    for source in sources.values():
        if source.id not in findings.cited and not UNUSED.search(source.text):
            expected = "a source that some table uses, or a line 'Unused: <reason>' below it"
            findings.add("charter.source", Spot(FILE, source.id, source.line), expected=expected)
