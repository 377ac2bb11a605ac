"""Reads documents.toml: dated rule sets and every paper that they accept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from denizen.charter.ages import read_ages, read_bounds
from denizen.charter.programme import DocumentRow, RuleSetEntry
from denizen.charter.sources import Attribution, read_attribution
from denizen.charter.table import IDENTIFIER, Table, no_repeats
from denizen.documents import Column, Document, DocumentId, Fact, PrintedAddress, RuleSet, RuleSetId
from denizen.documents.papers import (
    BIRTH_DATE,
    CANNOT_BE_VERIFIED,
    PHOTO,
    Bounds,
    CutOff,
    ExpiredTier,
    PaperDate,
    Span,
    Window,
)
from denizen.documents.rule_set import Allowance, Path, incomparable_in_groups
from denizen.reading import Reading

FILE: Final = "documents.toml"
SPAN: Final = re.compile(r"([1-9]\d{0,3}) (day|month)s?|([1-9]\d?) years?")
SHARE: Final = re.compile(r"([1-9]\d?)/([1-9]\d?)")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A [[document]] with the rule sets that it belongs to."""

    table: Table
    row: DocumentRow
    rule_sets: frozenset[str]


def read_documents(root: Table) -> tuple[RuleSetEntry, ...]:
    """Read the whole file; rule sets come out oldest first."""
    facts = read_facts(root)
    tables = root.tables("rule_set")
    ids = [table.identifier("id") for table in tables]
    no_repeats(zip(tables, ids, strict=True))
    rows = [read_row(table, ids, facts=facts) for table in root.tables("document")]
    entries = [
        read_rule_set(table, id_, reads=[r for r in rows if id_ in r.rule_sets], facts=facts)
        for table, id_ in zip(tables, ids, strict=True)
    ]
    check_periods(tables, entries)
    check_facts_used(root, rows, entries=entries)
    root.done()
    return tuple(sorted(entries, key=lambda entry: entry.rule_set.since))


def read_facts(root: Table) -> dict[Fact, str]:
    """Read [facts]: words for every fact that papers or applicants attest."""
    found = root.sentences("facts", needed=False)
    if CANNOT_BE_VERIFIED in found:
        root.fault("facts", f"no {CANNOT_BE_VERIFIED}: it always exists")
    return {Fact(id_): words for id_, words in found.items()}


def check_facts_used(
    root: Table, rows: Sequence[ReadRow], *, entries: Sequence[RuleSetEntry]
) -> None:
    """Hold that every fact with words is used by something."""
    by_papers = {fact for read in rows for fact in read.row.document.attests}
    by_allowances = {f for e in entries for one in e.rule_set.allowances for f in one.facts}
    facts = root.part("facts") if root.has("facts") else None
    for fact in () if facts is None else facts.data:
        if facts is not None and fact not in by_papers | by_allowances:
            facts.fault(fact, "a fact that some document or allowance uses")


def known_facts(table: Table, key: str, *, facts: Mapping[Fact, str]) -> tuple[Fact, ...]:
    """Read a list of facts, each of which must have words."""
    found = tuple(Fact(one) for one in table.texts(key, needed=False))
    for fact in found:
        if fact not in facts:
            table.fault(key, f"facts of the table [facts]; {fact!r} has no words there")
    return found


def read_rule_set(
    table: Table, id_: str, *, reads: Sequence[ReadRow], facts: Mapping[Fact, str]
) -> RuleSetEntry:
    """Read one [[rule_set]] and put its documents into it."""
    columns = {Column(one): words for one, words in table.sentences("columns").items()}
    check_column_names(table, columns)
    sums = read_sums(table, columns)
    known = frozenset({PHOTO, BIRTH_DATE, *columns, *sums})
    allowances = [
        read_allowance(one, known - set(sums), known=known, facts=facts)
        for one in table.tables("allowance", needed=False)
    ]
    rule_set = RuleSet(
        id=RuleSetId(id_),
        since=table.day("from"),
        until=table.optional_day("until"),
        columns=columns,
        paths=read_paths(table, known),
        documents=gather(reads, frozenset(columns)),
        sums=sums,
        allowances=tuple(allowance for allowance, _ in allowances),
        facts=facts,
        min_age=table.optional_whole("min_age", most=130),
        caretaker_below_age=table.optional_whole("caretaker_below_age", least=1, most=130),
    )
    entry = RuleSetEntry(
        rule_set=rule_set,
        residency_days=table.optional_whole("residency_days", most=366),
        rows={read.row.document.id: read.row for read in reads},
        attribution=read_attribution(table),
        allowance_attributions={one.id: mark for one, mark in allowances},
    )
    table.done()
    return entry


def check_column_names(table: Table, columns: Mapping[Column, str]) -> None:
    """Hold column names to ids that are not built in."""
    for column in columns:
        if column in (PHOTO, BIRTH_DATE) or not IDENTIFIER.fullmatch(column):
            table.fault("columns", "ids other than photo and birth_date, which always exist")


def read_sums(table: Table, columns: Mapping[Column, str]) -> dict[Column, tuple[Column, ...]]:
    """Read `sums`: columns that add up others."""
    part = table.table("sums", needed=False)
    if part is None:
        return {}
    found = {Column(k): tuple(Column(c) for c in part.texts(k)) for k in part.data}
    for name, parts in found.items():
        if name in columns or not set(parts) <= set(columns):
            part.fault(name, "a new name, and a list of columns")
    return {name: tuple(p for p in parts if p in columns) for name, parts in found.items()}


def read_paths(table: Table, known: frozenset[Column]) -> tuple[Path, ...]:
    """Read [[rule_set.path]]."""
    tables = table.tables("path")
    found = tuple(read_path(one, known) for one in tables)
    no_repeats((one, path.id) for one, path in zip(tables, found, strict=True))
    return found


def read_path(table: Table, known: frozenset[Column]) -> Path:
    """Read one way to be entitled."""
    found = Path(
        id=table.identifier("id"),
        label=table.text("label"),
        needs=known_columns(table, "needs", known=known),
        bounds=read_ages(table),
    )
    table.done()
    return found


def known_columns(
    table: Table, key: str, *, known: frozenset[Column], needed: bool = True
) -> dict[Column, int]:
    """Read amounts by column, each of which must exist."""
    found = table.amounts(key, needed=needed)
    wrong = sorted(set(found) - known)
    if wrong:
        table.fault(key, f"columns out of {', '.join(sorted(known))}, not {wrong[0]!r}")
    return {Column(column): n for column, n in found.items() if column in known}


def read_allowance(
    table: Table,
    plain: frozenset[Column],
    *,
    known: frozenset[Column],
    facts: Mapping[Fact, str],
) -> tuple[Allowance, Attribution]:
    """Read one [[rule_set.allowance]]."""
    waives = table.texts("waives", needed=False)
    if not set(waives) <= known:
        table.fault("waives", f"columns out of {', '.join(sorted(known))}")
    found = Allowance(
        id=table.identifier("id"),
        label=table.text("label"),
        bounds=read_bounds(table),
        facts=frozenset(known_facts(table, "facts", facts=facts)),
        waives=frozenset(Column(one) for one in waives),
        counts=known_columns(table, "counts", known=plain, needed=False),
    )
    if not found.waives and not found.counts:
        table.fault(None, "waives or counts: an allowance must allow something")
    attribution = read_attribution(table)
    table.done()
    return found, attribution


def gather(reads: Sequence[ReadRow], columns: frozenset[Column]) -> dict[DocumentId, Document]:
    """Put a rule set's documents together: known columns, each id once, groups comparable."""
    found: dict[DocumentId, Document] = {}
    for read in reads:
        document = read.row.document
        tiers = [tier.counts for tier in document.expired]
        wrong = {c for counts in (document.counts, *tiers) for c in counts} - columns
        if wrong:
            known = ", ".join(sorted(columns))
            read.table.fault("counts", f"columns out of {known}, not {min(wrong)!r}")
        if document.id in found:
            expected = "an id that no other document of the same rule set has"
            read.table.fault("id", expected, code="charter.repeated")
        found[document.id] = document
    check_groups(reads)
    return found


def check_groups(reads: Sequence[ReadRow]) -> None:
    """Hold that of two papers of a group one is at least as good in every column."""
    tables = {read.row.document.id: read.table for read in reads}
    for one, other in incomparable_in_groups([read.row.document for read in reads]):
        expected = f"a group in which papers are comparable; this one and {one.id} are not"
        tables[other.id].fault("group", expected)


def check_periods(tables: Sequence[Table], entries: Sequence[RuleSetEntry]) -> None:
    """Hold that rule sets do not overlap and end after they begin."""
    pairs = sorted(
        zip(tables, (entry.rule_set for entry in entries), strict=True),
        key=lambda pair: pair[1].since,
    )
    for table, rule_set in pairs:
        if rule_set.until is not None and rule_set.until < rule_set.since:
            table.fault("until", "a day not before `from`")
    for (_, earlier), (table, later) in pairwise(pairs):
        if (earlier.until or date.max) >= later.since:
            table.fault("from", f"a day after the end of {earlier.id}; give that one an `until`")


def read_row(table: Table, ids: Sequence[str], *, facts: Mapping[Fact, str]) -> ReadRow:
    """Read one [[document]]."""
    counts = {Column(c): n for c, n in table.amounts("counts").items()}
    document = Document(
        id=DocumentId(table.identifier("id")),
        label=table.text("label"),
        counts=counts,
        photo=table.yes("photo"),
        birth_date=table.yes("birth_date"),
        group=table.identifier("group") if table.has("group") else None,
        commonness=table.whole("commonness", most=5),
        expired=read_tiers(table, counts),
        window=read_window(table),
        cut_off=read_cut_off(table),
        attests=known_facts(table, "attests", facts=facts),
        applicant=read_applicant(table),
        prints=read_prints(table),
        supervisor=table.yes("supervisor"),
    )
    attribution = read_attribution(table)
    row = DocumentRow(
        document=document,
        note=table.text("note", needed=False),
        flags_reading=table.choice("flags_reading", Reading, default=attribution.reading),
        attribution=attribution,
    )
    chosen = read_membership(table, ids)
    table.done()
    return ReadRow(table, row, chosen)


def read_membership(table: Table, ids: Sequence[str]) -> frozenset[str]:
    """Read which rule sets a document belongs to; all, if it does not say."""
    if not table.has("rule_sets"):
        return frozenset(ids)
    chosen = frozenset(table.texts("rule_sets"))
    if not chosen or not chosen <= set(ids):
        table.fault("rule_sets", f"ids out of {', '.join(ids)}")
    return chosen


def read_tiers(table: Table, counts: Mapping[Column, int]) -> tuple[ExpiredTier, ...]:
    """Read `expired`: tiers by age of expiry, shortest first."""
    tables = table.tables("expired", needed=False)
    tiers = tuple(read_tier(one, counts) for one in tables)
    lengths = [tier.up_to.days + 30 * tier.up_to.months for tier in tiers]
    if lengths != sorted(set(lengths)):
        table.fault("expired", "tiers with growing up_to")
    return tiers


def read_tier(table: Table, counts: Mapping[Column, int]) -> ExpiredTier:
    """Read one tier: `counts` instead, `keeps` a share, or neither for the full value."""
    up_to = read_span(table, "up_to")
    if table.has("counts") and table.has("keeps"):
        table.fault("keeps", "counts or keeps, not both")
    worth = dict(counts)
    if table.has("counts"):
        worth = {Column(c): n for c, n in table.amounts("counts").items()}
    elif table.has("keeps"):
        worth = share_of(counts, table)
    table.done()
    return ExpiredTier(up_to, worth)


def share_of(counts: Mapping[Column, int], table: Table) -> dict[Column, int]:
    """Take a share of every amount, rounded down."""
    found = SHARE.fullmatch(table.text("keeps"))
    if found is None or int(found[1]) > int(found[2]):
        table.fault("keeps", 'a share such as "1/2"')
        return dict(counts)
    return {column: n * int(found[1]) // int(found[2]) for column, n in counts.items()}


def read_span(table: Table, key: str) -> Span:
    """Read a length of time such as "60 days", "18 months" or "3 years"."""
    found = SPAN.fullmatch(table.text(key))
    if found is None:
        table.fault(key, 'a length such as "60 days", "18 months" or "3 years"')
        return Span()
    if found[3] is not None:
        return Span(months=12 * int(found[3]))
    number = int(found[1])
    return Span(days=number) if found[2] == "day" else Span(months=number)


def read_window(table: Table) -> Window | None:
    """Read `window`."""
    part = table.table("window", needed=False)
    if part is None:
        return None
    found = Window(part.whole("days", least=1, most=3660), part.choice("from", PaperDate))
    part.done()
    return found


def read_cut_off(table: Table) -> CutOff | None:
    """Read `valid_until`; it stands instead of a window."""
    part = table.table("valid_until", needed=False)
    if part is None:
        return None
    if table.has("window"):
        table.fault("valid_until", "window or valid_until, not both")
    found = CutOff(
        month=part.whole("month", least=1, most=12),
        day=part.whole("day", least=1, most=31),
        years_after=part.whole("years_after", most=10),
        anchor=part.choice("of", PaperDate),
    )
    part.done()
    return found


def read_applicant(table: Table) -> Bounds:
    """Read `applicant`: for whom alone the paper counts."""
    part = table.table("applicant", needed=False)
    if part is None:
        return Bounds()
    found = read_bounds(part)
    part.done()
    return found


def read_prints(table: Table) -> PrintedAddress | None:
    """Read `prints`: what the paper makes of the printed address."""
    if not table.has("prints"):
        return None
    found = table.choice("prints", PrintedAddress)
    if found is PrintedAddress.HOME:
        table.fault("prints", "care_of, confidentiality_programme or none")
    return found
