"""Says in plain words what papers came to: for a clerk with a queue, and for a resident at home."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from denizen.charter import Charter, Completeness, RuleSetEntry
from denizen.documents import (
    Accepted,
    Column,
    Cure,
    Document,
    Fault,
    NeedsSupervisor,
    Outcome,
    PrintedAddress,
    Reason,
    ReasonCode,
    Short,
    WeighedPaper,
    Weighing,
)
from denizen.documents.cures import MOST_CURES
from denizen.documents.papers import PaperDate

FLAG_WORDS = {"photo": "photo", "birth_date": "birth date"}
DATE_WORDS = {
    PaperDate.DATED: "dated",
    PaperDate.ISSUED: "issued",
    PaperDate.STATEMENT: "with a statement date",
    PaperDate.FILING: "filed",
    PaperDate.STAY_END: "with a stay ending",
    PaperDate.TAX_YEAR: "for a tax year",
}
ADDRESS_WORDS = {
    PrintedAddress.HOME: "the home address, if the holder wants it printed",
    PrintedAddress.CARE_OF: "care of the organisation that wrote the letter, never the home address",
    PrintedAddress.CONFIDENTIAL: "the confidentiality programme's address; do not ask for another",
    PrintedAddress.NONE: "no address at all; do not ask for one",
}


@dataclass(frozen=True, slots=True)
class Told:
    """All that the words are made from."""

    charter: Charter
    entry: RuleSetEntry
    weighing: Weighing
    outcome: Outcome
    at: date


def sentences(told: Told) -> Iterator[str]:
    """Give the whole answer, line by line."""
    yield from heading(told)
    yield from papers(told)
    yield from sums(told)
    yield ""
    yield verdict(told.outcome)
    yield from reasons(told)
    yield from cures(told)
    yield f"Printed address: {ADDRESS_WORDS[told.outcome.print_effect.address]}."
    yield "Recorded: the rule set and the answer. Nothing of these papers is kept."


def heading(told: Told) -> Iterator[str]:
    """Name the rules, their date and how complete they are."""
    place, rule_set = told.charter.place, told.entry.rule_set
    yield f"{place.programme_name}, {place.name} · rules {rule_set.id} · on {told.at}"
    if told.charter.completeness is not Completeness.COMPLETE:
        yield f"This list is {told.charter.completeness.value}."
    yield told.charter.completeness_note
    yield ""


def papers(told: Told) -> Iterator[str]:
    """List what counts for how much, and what does not count and why."""
    counting = [paper for paper in told.weighing.papers if paper.pays]
    others = [paper for paper in told.weighing.papers if not paper.pays]
    if counting:
        yield "Counts"
        yield from (f"  {counted(paper, told)}" for paper in counting)
    if others:
        yield "Does not count"
        yield from (f"  {paper.document.label}: {why_not(paper, told)}" for paper in others)
    if not told.weighing.papers:
        yield "No papers were shown."


def counted(paper: WeighedPaper, told: Told) -> str:
    """Say what one paper pays, and how sure the charter is of the row."""
    columns = told.entry.rule_set.columns
    paid = [f"{columns[c]} {n}" for c, n in paper.pays.items() if c in columns]
    row = told.entry.rows[paper.document.id]
    sure = "" if row.flags_reading is row.attribution.reading else f" ({row.flags_reading.shown})"
    flags = [f"{FLAG_WORDS[c]}{sure}" for c in paper.pays if c in FLAG_WORDS]
    mark = row.attribution.reading.shown
    return f"{paper.document.label}: {', '.join([*paid, *flags])} [{mark}]"


def why_not(paper: WeighedPaper, told: Told) -> str:
    """Say every reason why a paper counts nothing."""
    return "; ".join(fault_words(fault, paper, told=told) for fault in paper.faults)


def fault_words(fault: Fault, paper: WeighedPaper, *, told: Told) -> str:
    """Say one fault."""
    match fault:
        case Fault.EXPIRED:
            return "expired, and too long ago" if paper.document.expired else "expired"
        case Fault.DATE_NEEDED:
            return f"its date is needed; it must be {date_rule(paper.document)}"
        case Fault.DATED_LATER:
            return "dated after today"
        case Fault.TOO_OLD:
            return f"too old; it must be {date_rule(paper.document)}"
        case Fault.FACT_MISSING:
            facts = told.entry.rule_set.facts
            return "it must also say: " + ", ".join(facts[fact] for fact in paper.missing_facts)
        case Fault.NOT_FOR_APPLICANT:
            return f"only for {applicant_words(paper.document)}"
        case Fault.CANNOT_BE_VERIFIED:
            return "it cannot be verified; a supervisor may decide"
        case Fault.SUPERVISOR_ONLY:
            return "only a supervisor may accept it"
        case _:
            assert_never(fault)


def date_rule(document: Document) -> str:
    """Say the window or the cut-off of a paper; empty if it has none."""
    if document.window is not None:
        word = DATE_WORDS[document.window.anchor]
        return f"{word} within the last {document.window.days} days"
    if document.cut_off is not None:
        last = date(2000, document.cut_off.month, document.cut_off.day)
        years = document.cut_off.years_after
        when = (
            "the same year"
            if years == 0
            else "the next year"
            if years == 1
            else f"{years} years on"
        )
        word = DATE_WORDS[document.cut_off.anchor]
        return f"{word} whose papers are good until {last.day} {last:%B} of {when}"
    return ""


def applicant_words(document: Document) -> str:
    """Say for whom alone a paper counts."""
    bounds = document.applicant
    parts = [
        f"those of {bounds.min_age} or older" if bounds.min_age is not None else "",
        f"those of {bounds.max_age} or younger" if bounds.max_age is not None else "",
        "those with a caretaker present" if bounds.with_caretaker else "",
    ]
    return ", ".join(part for part in parts if part)


def sums(told: Told) -> Iterator[str]:
    """Say how far each column is on the nearest path."""
    paths = told.weighing.paths
    if not paths:
        return
    if len(paths) > 1:
        yield "Ways to be entitled"
    for path in paths:
        yield f"{path.label}:" if len(paths) > 1 else "In all"
        for column, need in path.needs.items():
            have = told.outcome.score[column]
            mark = "yes" if have >= need else "no "
            yield f"  {mark}  {column_words(column, told)}: {have} of {need}"


def column_words(column: Column, told: Told) -> str:
    """Give the words of a column."""
    if column in FLAG_WORDS:
        return f"A paper with a {FLAG_WORDS[column]}"
    return told.entry.rule_set.columns.get(column, str(column).capitalize())


def verdict(outcome: Outcome) -> str:
    """Say the answer."""
    match outcome:
        case Accepted():
            return "ACCEPTED: these papers suffice."
        case Short():
            return "SHORT: these papers do not suffice yet."
        case NeedsSupervisor():
            return "ASK A SUPERVISOR: the papers suffice only with one that could not be verified."
        case _:
            assert_never(outcome)


def reasons(told: Told) -> Iterator[str]:
    """Say what no further paper can mend."""
    if not isinstance(told.outcome, Accepted):
        yield from (words for one in told.outcome.reasons if (words := reason_words(one)))


def reason_words(reason: Reason) -> str:
    """Say one reason; a short column stands in the sums already."""
    match reason.code:
        case ReasonCode.COLUMN_SHORT | ReasonCode.PAPER_IN_DOUBT:
            return ""
        case ReasonCode.TOO_YOUNG:
            return f"The youngest who may have this card are {reason.need}."
        case ReasonCode.CARETAKER_NEEDED:
            return f"Below the age of {reason.need} a caretaker must come along and show the relationship."
        case ReasonCode.NO_PATH_FOR_AGE:
            return "The rules have no way for this age."
        case _:
            assert_never(reason.code)


def cures(told: Told) -> Iterator[str]:
    """List the smallest sets of further papers, each as one line."""
    if isinstance(told.outcome, Accepted) or not told.outcome.cures:
        return
    yield "Any one of these lines would do:"
    yield from (f"  - {cure_words(cure, told)}" for cure in told.outcome.cures)
    if len(told.outcome.cures) >= MOST_CURES:
        yield "These are the smallest and commonest; other papers of the list may do as well."


def cure_words(cure: Cure, told: Told) -> str:
    """Say one set."""
    return "  and  ".join(wanted_paper(told.entry.rows[id_].document, told) for id_ in cure)


def wanted_paper(document: Document, told: Told) -> str:
    """Say which paper to bring, and what must be right about it."""
    facts: Mapping[str, str] = {str(f): words for f, words in told.entry.rule_set.facts.items()}
    conditions = [date_rule(document), *(facts[fact] for fact in document.attests)]
    shown = {paper.document.id for paper in told.weighing.papers}
    again = ["this time in order"] if document.id in shown else []
    said = "; ".join(one for one in (*again, *conditions) if one)
    return f"{document.label} ({said})" if said else document.label
