"""Holds a whole stack of clauses to what no single file can show: ids, sources, marks, claims, the promise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final

from denizen.policy.clause import Clause, Source
from denizen.policy.community import place_of
from denizen.policy.faults import Faults
from denizen.policy.words import Layer, RecordAction, Ruling

# What the card's promise rules out (DESIGN section 2): papers are looked at and handed back, and nobody is
# found by name.
PROMISE: Final = (
    RecordAction.KEEP_COPY,
    RecordAction.SEARCH_BY_NAME,
    RecordAction.COPY_DOCUMENT,
)
MADE_BY_LAW: Final = frozenset({Layer.FEDERAL, Layer.STATE})


def judge(
    clauses: Sequence[Clause], *, sources: Mapping[str, Mapping[str, Source]], faults: Faults
) -> None:
    """Note every fault of the stack; `sources` are those that each community's clauses may name."""
    refuse_repeats(clauses, faults)
    for clause in clauses:
        check_source(clause, sources[clause.community], faults=faults)
        check_promise(clause, faults)
        check_own_kind(clause, faults)
    refuse_circles(clauses, faults)


def refuse_repeats(clauses: Iterable[Clause], faults: Faults) -> None:
    """Refuse an id that an earlier clause of the stack has."""
    seen: dict[str, Clause] = {}
    for clause in clauses:
        first = seen.setdefault(clause.id, clause)
        if first is not clause:
            what = f"the id is taken: {first.file}, line {first.line}"
            faults.add("duplicate_id", what, place=place_of(clause))


def check_source(clause: Clause, sources: Mapping[str, Source], *, faults: Faults) -> None:
    """Hold that the source exists and that the clause's mark claims no more than the source's."""
    source = sources.get(clause.source)
    if source is None:
        what = f"no source {clause.source!r} in policy/sources.toml"
        faults.add("unknown_source", what, place=place_of(clause))
    elif clause.reading.stronger_than(source.reading):
        claimed, earned = clause.reading, source.reading
        if claimed.counts_as_cited and not earned.counts_as_cited:
            what = (
                f"claimed as cited ({claimed}), while its source is only {earned.shown} ({earned})"
            )
        else:
            what = f"the mark {claimed} is stronger than its source's {earned}"
        faults.add("reading_too_strong", what, place=place_of(clause))


def weakens(clause: Clause) -> bool:
    """Tell whether a clause would let or make somebody do what the promise rules out."""
    rulings = {clause.ruling_on(action) for action in PROMISE}
    if (
        clause.layer in MADE_BY_LAW
    ):  # what a law merely permits, the city's own rules may still forbid
        return Ruling.MUST in rulings
    return bool(rulings & {Ruling.MUST, Ruling.MAY})


def check_promise(clause: Clause, faults: Faults) -> None:
    """Refuse to weaken the promise, unless a law that was read demands it."""
    if clause.layer in MADE_BY_LAW or not weakens(clause):
        return
    if not (clause.law and clause.reading.counts_as_cited):
        faults.add(
            "weakens_promise",
            "the clause lets staff copy papers, keep copies or search by name, against the promise",
            place=place_of(clause),
            mend='Take it out, or name the law that demands it: @law("...") with @reading T or O.',
        )


def weakening_clauses(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """List the clauses that weaken the promise, so that every public page can say so."""
    return tuple(clause for clause in clauses if weakens(clause))


def check_own_kind(clause: Clause, faults: Faults) -> None:
    """Refuse a clause that claims to void answers like its own, or that has nothing below it."""
    own = {clause.ruling_on(action) for action in clause.subjects}
    if own & clause.preempts:
        what = "the clause claims to void answers of its own kind"
        faults.add("cyclic_preemption", what, place=place_of(clause))
    if clause.preempts and clause.layer is Layer.PROGRAMME:
        what = "nothing stands below the programme for the clause to void"
        faults.add("unknown_preemption", what, place=place_of(clause))


def refuse_circles(clauses: Sequence[Clause], faults: Faults) -> None:
    """Refuse two clauses of one layer that each claim to void what the other says."""
    claiming = [clause for clause in clauses if clause.preempts]
    for first, second in combinations(claiming, 2):
        if first.layer is not second.layer or not overlap(first, second):
            continue
        for action in first.subjects & second.subjects:
            voids = (
                first.ruling_on(action) in second.preempts,
                second.ruling_on(action) in first.preempts,
            )
            if all(voids):
                what = f"this clause and {first.id} each claim to void the other"
                faults.add("cyclic_preemption", what, place=place_of(second))
                break


def overlap(first: Clause, second: Clause) -> bool:
    """Tell whether two clauses are in force on a common day."""
    start = max(first.window.start, second.window.start)
    return first.window.covers(start) and second.window.covers(start)
