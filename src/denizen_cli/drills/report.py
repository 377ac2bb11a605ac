"""What a drill did and found, for machines and for a council member; no personal value is ever in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Plant:
    """A leak made on purpose, and whether the search found it."""

    what: str
    was_found: bool


@dataclass(frozen=True, slots=True)
class DrillReport:
    """One drill's outcome: what was done, what it found, whether it could find anything at all."""

    drill: str
    title: str
    done: tuple[str, ...]
    found: tuple[str, ...]
    planted: tuple[Plant, ...]
    limits: tuple[str, ...]
    letter: tuple[str, ...] = ()

    @property
    def has_teeth(self) -> bool:
        """Say whether every planted leak was found; a drill that planted none has shown nothing."""
        return bool(self.planted) and all(each.was_found for each in self.planted)

    @property
    def holds(self) -> bool:
        """Say whether nothing was found by a search that finds what is there."""
        return not self.found and self.has_teeth


def report_page(report: DrillReport, *, on: date) -> str:
    """Write the report in Markdown, for people who do not write software."""
    parts = [
        f"# {report.title}\n",
        f"Played on {on.isoformat()}. **{verdict(report)}**\n",
        listed("What was done", report.done),
        listed("What was found", report.found or ("Nothing.",)),
        listed("Does the drill find a leak that is there?", [*map(plant_line, report.planted)]),
        "\n".join(["", *report.letter, ""]) if report.letter else "",
        listed("What this drill does not show", report.limits),
    ]
    return "\n".join(part for part in parts if part)


def verdict(report: DrillReport) -> str:
    """Say the outcome in a sentence."""
    if report.found:
        return "The promise does not hold: something was found."
    if not report.has_teeth:
        return "The drill proves nothing: it missed a leak that was planted."
    return "The promise holds: nothing was found, and every planted leak was."


def plant_line(plant: Plant) -> str:
    """Say what was planted and whether it was found."""
    return f"{plant.what}: {'found, as it must be' if plant.was_found else '**MISSED**'}."


def listed(title: str, lines: Sequence[str]) -> str:
    """Write a heading with its list."""
    return "\n".join([f"## {title}\n", *(f"- {line}" for line in lines), ""])


def write_report(report: DrillReport, folder: Path, *, on: date) -> Path:
    """Write the page into a folder and give its place."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"drill-{report.drill}.md"
    path.write_text(report_page(report, on=on), encoding="utf-8")
    return path
