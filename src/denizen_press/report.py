"""A report of counts on US Letter paper: one table for each section, each number as it was published."""

from __future__ import annotations

import json
from dataclasses import dataclass

from denizen_press.page_data import words
from denizen_press.render import typeset

SPECIMEN = "SPECIMEN"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and lines of what was counted with its number."""

    heading: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One report."""

    place: str
    title: str
    heading: str
    note: str
    colour: str
    sections: tuple[Section, ...]


def render_report(report: Report, *, specimen: bool) -> bytes:
    """Set a report as a PDF; raises `ScriptNotCoveredError` for a script that no font of ours has."""
    data = {
        "place": words(report.place),
        "title": words(report.title),
        "heading": words(report.heading),
        "note": words(report.note),
        "colour": report.colour,
        "stamp": words(SPECIMEN) if specimen else None,
        "sections": [
            {
                "heading": words(section.heading),
                "lines": [[words(what), words(number)] for what, number in section.lines],
            }
            for section in report.sections
        ],
    }
    return typeset("report.typ", {"report.json": json.dumps(data, ensure_ascii=False)})
