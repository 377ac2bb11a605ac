"""What the papers page shows: the list to choose from, the papers on the desk with their checks, the score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext

from denizen.charter import Charter, RuleSetEntry
from denizen.documents import (
    Accepted,
    Column,
    Document,
    DocumentId,
    Fault,
    NeedsSupervisor,
    Outcome,
    WeighedPaper,
    weigh,
)
from denizen.documents.papers import CANNOT_BE_VERIFIED
from denizen.documents.papers_file import papers_of
from denizen.documents.rule_set import Path, RuleSet
from denizen_site.desk import paper_words as say
from denizen_site.desk.paper_search import is_found, search_words
from denizen_site.enrolment.visit import Visit

RESIDENCY = Column("residency")
FIRST_CURES = 5
TICKED = frozenset({Fault.DATE_NEEDED, Fault.FACT_MISSING})


@dataclass(frozen=True, slots=True)
class Tick:
    """One thing to look at that the clerk ticks."""

    name: str
    value: str
    words: str
    is_ticked: bool
    is_needed: bool = True

    @property
    def id(self) -> str:
        """Give its id on the page."""
        return f"{self.name}-{self.value}"


@dataclass(frozen=True, slots=True)
class DateFault:
    """A date that could not be read: as it was typed, and what to do."""

    typed: str = field(repr=False)
    sentence: str


@dataclass(frozen=True, slots=True)
class LaidPaper:
    """One paper on the desk: what to look at, and what it counts."""

    id: DocumentId
    label: str
    note: str
    looks: tuple[str, ...]
    ticks: tuple[Tick, ...]
    doubt: Tick
    takes_expiry: bool
    expires: str
    expiry_rules: tuple[str, ...]
    expiry_error: str
    worth: str
    faults: tuple[str, ...]
    is_good: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One document to choose from."""

    id: DocumentId
    label: str
    worth: str
    shows: tuple[str, ...]
    words: str
    commonness: int
    is_laid: bool
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that prove the same kind of thing."""

    id: str
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One column of one way to be entitled."""

    words: str
    have: int
    need: int

    @property
    def is_met(self) -> bool:
        """Say whether enough is there."""
        return self.have >= self.need

    @property
    def shown(self) -> int:
        """Give what the bar shows: never more than what is needed."""
        return min(self.have, self.need)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to be entitled, with its columns."""

    label: str
    lines: tuple[ScoreLine, ...]

    @property
    def missing(self) -> int:
        """Give how much is missing, so that the nearest way comes first."""
        return sum(1 for line in self.lines if not line.is_met)


@dataclass(frozen=True, slots=True)
class WantedPaper:
    """A paper that would help, and what must be right about it."""

    label: str
    conditions: str
    again: bool


@dataclass(frozen=True, slots=True)
class Score:
    """What the papers came to, and what would mend it."""

    state: str
    ways: tuple[Way, ...]
    missing: tuple[str, ...]
    reasons: tuple[str, ...]
    cures: tuple[tuple[WantedPaper, ...], ...]
    address: str
    age: int | None
    has_doubt: bool = field(default=False)

    @property
    def first_cures(self) -> tuple[tuple[WantedPaper, ...], ...]:
        """Give the nearest cures; the rest is one key away."""
        return self.cures[:FIRST_CURES]

    @property
    def more_cures(self) -> tuple[tuple[WantedPaper, ...], ...]:
        """Give the other cures."""
        return self.cures[FIRST_CURES:]

    @property
    def may_go_on(self) -> bool:
        """Say whether the person's page is open."""
        return self.state in ("accepted", "overridden")


def laid_papers(
    visit: Visit, charter: Charter, *, at: date, faults: Mapping[str, DateFault]
) -> list[LaidPaper]:
    """List the papers on the desk; `faults` says what is wrong with a date that was typed."""
    entry = charter.entry_at(at)
    rule_set = entry.rule_set
    parsed = papers_of(file_of(visit), rule_set)
    weighing = weigh(rule_set, parsed.papers, applicant=parsed.applicant, at=at)
    birth_date = parsed.applicant.birth_date
    return [
        Laying(entry, at, birth_date, faults.get(str(weighed.document.id))).paper(sent, weighed)
        for sent, weighed in zip(visit.papers, weighing.papers, strict=True)
    ]


def file_of(visit: Visit) -> dict[str, Any]:
    """Give the visit's papers in the form of a papers file."""
    return {"papers": [dict(paper) for paper in visit.papers], "applicant": dict(visit.applicant)}


@dataclass(frozen=True, slots=True)
class Laying:
    """Lays one paper out: the rules, the day, the birth date to compare with, and the fault of its date."""

    entry: RuleSetEntry
    at: date
    birth_date: date | None = field(repr=False)
    date_fault: DateFault | None = None

    def paper(self, sent: Mapping[str, Any], weighed: WeighedPaper) -> LaidPaper:
        """Show one paper with its checks."""
        document = weighed.document
        # A missing tick is its own reminder; it is not said twice.
        others = [fault for fault in weighed.faults if fault not in TICKED]
        told = [say.fault_words(fault, weighed, at=self.at) for fault in others]
        return LaidPaper(
            id=document.id,
            label=document.label,
            note=self.entry.rows[document.id].note,
            looks=tuple(self.looks(document)),
            ticks=tuple(self.ticks(document, sent)),
            doubt=doubt_of(document, sent),
            takes_expiry=bool(document.expired),
            expires=self.date_fault.typed if self.date_fault else typed(sent.get("expires")),
            expiry_rules=tuple(say.expiry_rules(document, self.entry, at=self.at)),
            expiry_error=self.date_fault.sentence if self.date_fault else "",
            worth=say.worth_words(dict(weighed.pays), self.entry),
            faults=tuple(told),
            is_good=not weighed.faults,
        )

    def looks(self, document: Document) -> Iterator[str]:
        """List what a clerk looks at and ticks nowhere."""
        if document.photo:
            yield gettext("The photo is this person.")
        if document.birth_date and self.birth_date is not None:
            yield gettext("The birth date is %(day)s.") % {"day": say.day_words(self.birth_date)}
        elif document.birth_date:
            yield gettext("The birth date is on it.")
        if not document.expired and document.window is None and document.cut_off is None:
            yield gettext("If it has an end date, that is today or later.")
        if whom := say.for_whom(document):
            yield whom[:1].upper() + whom[1:] + "."

    def ticks(self, document: Document, sent: Mapping[str, Any]) -> Iterator[Tick]:
        """List what a clerk looks at and ticks."""
        if check := say.date_check(document, self.at):
            is_dated = bool(sent.get("dated") or sent.get("tax_year"))
            yield Tick(f"dated-{document.id}", "yes", check, is_dated)
        for fact in document.attests:
            words = self.entry.rule_set.facts[fact]
            said = words[:1].upper() + words[1:]
            yield Tick(f"fact-{document.id}", str(fact), said, fact in (sent.get("facts") or ()))


def doubt_of(document: Document, sent: Mapping[str, Any]) -> Tick:
    """Make the tick that sends a paper to a supervisor."""
    words = gettext("I cannot check this paper")
    is_ticked = CANNOT_BE_VERIFIED in (sent.get("facts") or ())
    return Tick(f"fact-{document.id}", str(CANNOT_BE_VERIFIED), words, is_ticked, is_needed=False)


def typed(written: object) -> str:
    """Write a day as it is typed at this desk."""
    if not isinstance(written, str):
        return ""
    day = date.fromisoformat(written)
    return f"{day.month}/{day.day}/{day.year}"


def groups(entry: RuleSetEntry, laid: frozenset[str], *, query: str = "") -> list[Group]:
    """Sort a rule set's documents by what they prove, the commonest first."""
    headings = {
        "who": gettext("Who they are"),
        "where": gettext("Where they live"),
        "both": gettext("Both at once"),
    }
    sorted_in: dict[str, list[Row]] = {name: [] for name in headings}
    for document in sorted(entry.rule_set.documents.values(), key=lambda each: -each.commonness):
        sorted_in[group_of(document)].append(row_of(document, entry, laid=laid, query=query))
    return [Group(name, headings[name], tuple(rows)) for name, rows in sorted_in.items() if rows]


def group_of(document: Document) -> str:
    """Say which of the three questions a document answers."""
    where = RESIDENCY in document.counts
    who = any(column != RESIDENCY for column in document.counts)
    return "both" if where and who else "where" if where else "who"


def row_of(document: Document, entry: RuleSetEntry, *, laid: frozenset[str], query: str) -> Row:
    """Show one document to choose from; one that lies on the desk is never hidden."""
    words = search_words(document.label)
    is_laid = str(document.id) in laid
    shows = [
        *((gettext("photo"),) if document.photo else ()),
        *((gettext("birth date"),) if document.birth_date else ()),
    ]
    return Row(
        id=document.id,
        label=document.label,
        worth=say.worth_words(document.pays(document.counts), entry),
        shows=tuple(shows),
        words=words,
        commonness=document.commonness,
        is_laid=is_laid,
        is_hidden=bool(query) and not is_laid and not is_found(words, query),
    )


def score_of(
    visit: Visit, charter: Charter, *, outcome: Outcome, at: date, takes_home: bool = False
) -> Score:
    """Show what the papers came to, with cures where something is missing.

    For a sheet that is taken home windows are said in days: the resident comes on another day.
    """
    entry = charter.entry_at(at)
    applicant = papers_of(file_of(visit), entry.rule_set).applicant
    paths = entry.rule_set.open_paths(applicant, at)
    ways = sorted(
        (way_of(path, outcome, entry=entry) for path in paths), key=lambda way: way.missing
    )
    is_enough = isinstance(outcome, Accepted)
    if is_enough:
        ways = ways[:1]
    shown = {str(paper["document"]) for paper in visit.papers}
    wanted = [] if isinstance(outcome, Accepted) else [
        tuple(wanted_of(id_, entry, at=None if takes_home else at, shown=shown) for id_ in cure)
        for cure in outcome.cures
    ]  # fmt: skip
    return Score(
        state=state_of(visit, outcome),
        ways=tuple(ways),
        missing=() if is_enough or not ways else missing_of(paths, outcome, entry=entry),
        reasons=reasons_of(outcome),
        cures=tuple(wanted),
        address=say.address_words(outcome.print_effect.address),
        age=None if applicant.birth_date is None else applicant.age_on(at),
        has_doubt=isinstance(outcome, NeedsSupervisor),
    )


def state_of(visit: Visit, outcome: Outcome) -> str:
    """Name the state for the page: accepted, overridden, empty, short or supervisor."""
    if isinstance(outcome, Accepted):
        return "accepted"
    if visit.is_overridden:
        return "overridden"
    if isinstance(outcome, NeedsSupervisor):
        return "supervisor"
    return "short" if visit.papers else "empty"


def way_of(path: Path, outcome: Outcome, *, entry: RuleSetEntry) -> Way:
    """Show how far one way has come."""
    lines = (
        ScoreLine(say.column_words(column, entry), outcome.score[column], need)
        for column, need in path.needs.items()
    )
    return Way(path.label, tuple(lines))


def missing_of(paths: Sequence[Path], outcome: Outcome, *, entry: RuleSetEntry) -> tuple[str, ...]:
    """Say what is missing on the nearest way."""
    score = outcome.score

    def lacking(path: Path) -> list[tuple[Column, int]]:
        return [(column, need) for column, need in path.needs.items() if score[column] < need]

    nearest = lacking(min(paths, key=lambda path: len(lacking(path))))
    short = {column for column, _ in nearest}
    sums = entry.rule_set.sums
    return tuple(
        say.missing_words(column, have=score[column], need=need, rules=entry)
        for column, need in nearest
        if short.isdisjoint(sums.get(column, ()))  # a sum is short because a part of it is
    )


def reasons_of(outcome: Outcome) -> tuple[str, ...]:
    """Say what no paper can mend."""
    if isinstance(outcome, Accepted):
        return ()
    return tuple(words for reason in outcome.reasons if (words := say.reason_words(reason)))


def wanted_of(
    id_: DocumentId, entry: RuleSetEntry, *, at: date | None, shown: set[str]
) -> WantedPaper:
    """Show one paper of a cure."""
    document = entry.rule_set.documents[id_]
    return WantedPaper(document.label, say.wanted_words(document, entry, at=at), str(id_) in shown)


def needs_care(paper: LaidPaper) -> bool:
    """Say whether something on the paper is still to be ticked."""
    return any(tick.is_needed and not tick.is_ticked for tick in paper.ticks)


def asks_for_caretaker(rule_set: RuleSet) -> bool:
    """Say whether the rules ask if a caretaker came along."""
    bounds = [
        *(document.applicant for document in rule_set.documents.values()),
        *(one.bounds for one in rule_set.allowances),
        *(path.bounds for path in rule_set.paths),
    ]
    return rule_set.caretaker_below_age is not None or any(each.with_caretaker for each in bounds)


def applicant_facts(rule_set: RuleSet) -> list[tuple[str, str]]:
    """List the facts that the rules ask about the applicant, with their words."""
    asked = {fact for one in rule_set.allowances for fact in one.facts}
    return [(str(fact), rule_set.facts[fact]) for fact in rule_set.facts if fact in asked]
