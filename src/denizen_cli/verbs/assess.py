"""Says whether papers suffice, and what would cure it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import assert_never

from denizen.charter import Charter, outcome_word
from denizen.documents import (
    Accepted,
    ApplicantFacts,
    Column,
    Document,
    NeedsSupervisor,
    Outcome,
    Short,
    WeighedPaper,
    assess,
    ideal_paper,
    weigh,
)
from denizen.documents.papers_file import Visit, read_papers
from denizen_cli.assessment_words import Told, sentences
from denizen_cli.output import ExitCode, Output
from denizen_site.config.charter_folder import open_charter, read_day, today_in

SUMMARY = (
    "Say whether papers suffice for a card, what counts for how much, and the smallest sets of further"
    " papers that would do. Nothing is stored. Exit 0: accepted, 1: short, 2: a supervisor must look."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the charter, the papers and what is known of the applicant."""
    parser.add_argument(
        "--charter",
        required=True,
        metavar="DIR",
        help="a charter's folder, or a shipped one's name",
    )
    parser.add_argument(
        "--papers",
        required=True,
        type=Path,
        metavar="FILE",
        help='JSON: [{"document": ID, "expires": DATE, "dated": DATE, "facts": [...]}]',
    )
    parser.add_argument("--at", metavar="DATE", help="the day of the visit (default: today there)")
    parser.add_argument("--birth-date", metavar="DATE", help="the applicant's birth date")
    parser.add_argument(
        "--with-caretaker",
        action="store_true",
        help="a caretaker is present and has shown the relationship",
    )
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")


def run(args: argparse.Namespace, out: Output) -> ExitCode:
    """Decide, and say why."""
    charter = open_charter(args.charter)
    at = read_day(args.at, option="--at") or today_in(charter)
    rule_set = charter.rule_set_at(at)
    visit = with_options(read_papers(args.papers.read_bytes(), rule_set), args)
    outcome = assess(rule_set, visit.papers, applicant=visit.applicant, at=at)
    weighing = weigh(rule_set, visit.papers, applicant=visit.applicant, at=at)
    told = Told(charter, charter.entry_at(at), weighing, outcome, at)
    for line in sentences(told):
        out.say(line)
    out.json(for_machines(told, charter))
    return exit_code_of(outcome)


def with_options(visit: Visit, args: argparse.Namespace) -> Visit:
    """Let the options stand over what the file says of the applicant."""
    applicant: ApplicantFacts = visit.applicant
    birth_date: date | None = read_day(args.birth_date, option="--birth-date")
    if birth_date is not None:
        applicant = replace(applicant, birth_date=birth_date)
    if args.with_caretaker:
        applicant = replace(applicant, with_caretaker=True)
    return replace(visit, applicant=applicant)


def exit_code_of(outcome: Outcome) -> ExitCode:
    """Give the exit code of a decision."""
    match outcome:
        case Accepted():
            return ExitCode.GOOD
        case Short():
            return ExitCode.REFUSED
        case NeedsSupervisor():
            return ExitCode.CANNOT_TELL
        case _:
            assert_never(outcome)


def for_machines(told: Told, charter: Charter) -> dict[str, object]:
    """Give the answer as DESIGN section 14 fixes it, with more beside it."""
    outcome, entry = told.outcome, told.entry
    cures = () if isinstance(outcome, Accepted) else outcome.cures
    reasons = () if isinstance(outcome, Accepted) else outcome.reasons
    documents = entry.rule_set.documents
    return {
        "outcome": outcome_word(outcome).value,
        "rule_set": outcome.rule_set,
        "charter": charter.id,
        "at": told.at.isoformat(),
        "score": plain(outcome.score),
        "needs": [{"path": path.id, "minima": plain(path.needs)} for path in told.weighing.paths],
        "reasons": [
            {
                "code": r.code.value,
                "path": r.path,
                "column": r.column,
                "have": r.have,
                "need": r.need,
            }
            for r in reasons
        ],
        "cures": [list(cure) for cure in cures],
        "cure_papers": [[sample_paper(documents[id_], told) for id_ in cure] for cure in cures],
        "print": {"address": outcome.print_effect.address.value},
        "papers": [paper_for_machines(paper, told) for paper in told.weighing.papers],
        "completeness": charter.completeness.value,
        "completeness_note": charter.completeness_note,
    }


def sample_paper(document: Document, told: Told) -> dict[str, object]:
    """Give a paper of a cure as a papers file would state it if it were in order today."""
    paper = ideal_paper(document, told.at)
    sample: dict[str, object] = {"document": document.id}
    if document.window is not None or document.cut_off is not None:
        sample["dated"] = told.at.isoformat()
    if paper.facts:
        sample["facts"] = sorted(paper.facts)
    return sample


def paper_for_machines(paper: WeighedPaper, told: Told) -> dict[str, object]:
    """Give what one paper pays or why it does not."""
    row = told.entry.rows[paper.document.id]
    return {
        "document": paper.document.id,
        "counts": plain(paper.pays),
        "faults": [fault.value for fault in paper.faults],
        "missing_facts": list(paper.missing_facts),
        "reading": row.attribution.reading.value,
        "reading_shown": row.attribution.reading.shown,
        "source": row.attribution.source,
    }


def plain(amounts: Mapping[Column, int]) -> dict[str, int]:
    """Give amounts by the plain names of their columns."""
    return {str(column): amount for column, amount in amounts.items()}
