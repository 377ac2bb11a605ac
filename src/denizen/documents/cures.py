"""Finds cures: the smallest sets of further papers that would turn `Short` into `Accepted`.

Ninety papers make 120,000 triples, and most of them differ only in name.  So papers are first put into
*classes* that add the same amounts where something is missing; the search runs over classes, smallest
number of papers first, and cuts off whatever could not reach a path even with the best papers left.
Only then are the classes filled with papers, the commonest first.

A set is offered only if no proper subset of it would do, and smaller sets always come first.  Papers of one
group are comparable (see `RuleSet`), so two of a group never do more than the better one, and a set never
holds two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from itertools import islice
from typing import Final

from denizen.documents.outcome import Cure
from denizen.documents.papers import ApplicantFacts, Column, Document, ideal_paper
from denizen.documents.weighing import Fault, Weighing, best_of, weigh_paper

MOST_CURES: Final = 8
MOST_PAPERS: Final = 6  # nobody is helped by a list of seven further papers
MOST_CHOICES: Final = (
    20_000  # bounds the time for a charter of hundreds of amounts; real ones need 300
)

# One rarer paper outweighs several commoner ones: bring two things you have, not one you must apply for.
COST_BY_COMMONNESS: Final = {5: 1, 4: 4, 3: 16, 2: 64, 1: 256}

Amounts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PaperClass:
    """Papers that add the same amounts; of one group (`kind` not None) only one may be taken."""

    adds: Amounts
    kind: str | None
    papers: tuple[Document, ...]

    @property
    def most(self) -> int:
        """Give how many of the class one set may hold."""
        return len(self.papers) if self.kind is None else 1


@dataclass(frozen=True, slots=True)
class Search:
    """What is missing on each path (negative or 0: nothing), and the classes that could fill it."""

    gaps: tuple[Amounts, ...]
    classes: tuple[PaperClass, ...]
    best: tuple[Amounts, ...]  # best[i]: the most that one paper of classes[i:] adds, per column

    def fills(self, amounts: Amounts) -> bool:
        """Tell whether some path is complete with these amounts."""
        return any(covers(amounts, gap) for gap in self.gaps)

    def hopeless(self, amounts: Amounts, *, first: int, left: int) -> bool:
        """Tell whether no path can be completed with `left` papers of classes[first:]."""
        reach = tuple(a + left * b for a, b in zip(amounts, self.best[first], strict=True))
        return not self.fills(reach)


def find_cures(
    weighing: Weighing, applicant: ApplicantFacts, *, at: date, at_most: int = MOST_CURES
) -> tuple[Cure, ...]:
    """List the smallest cures, fewest papers first and then the commonest; empty if nothing helps."""
    search = prepare(weighing, applicant, at=at)
    found: list[Cure] = []
    for size in range(1, MOST_PAPERS + 1):
        wanted = at_most - len(found)
        if wanted <= 0:
            break
        chosen = islice(minimal_choices(search, size), MOST_CHOICES)
        priced = (one for choice in chosen for one in fill(choice, wanted))
        found += [cure for _, _, cure in nsmallest(wanted, priced)]
    return tuple(found)


def prepare(weighing: Weighing, applicant: ApplicantFacts, *, at: date) -> Search:
    """Turn the papers still worth bringing into classes, and the paths into gaps."""
    columns = tuple(sorted({column for path in weighing.paths for column in path.needs}))
    gaps = tuple(
        tuple(path.needs.get(column, 0) - weighing.score[column] for column in columns)
        for path in weighing.paths
    )
    caps = tuple(max(0, *(gap[i] for gap in gaps)) for i in range(len(columns)))
    candidates = [
        (
            capped(added_by(document, weighing, applicant=applicant, at=at), columns, caps=caps),
            document,
        )
        for document in worth_suggesting(weighing)
    ]
    classes = sort_into_classes([(adds, doc) for adds, doc in candidates if any(adds)])
    return Search(gaps, classes, best_from_each(classes, width=len(columns)))


def worth_suggesting(weighing: Weighing) -> list[Document]:
    """List what may be suggested: not what nobody can get, and not a paper already found doubtful."""
    shown = weighing.papers
    doubtful = {p.document.id for p in shown if Fault.CANNOT_BE_VERIFIED in p.faults}
    documents = weighing.rule_set.documents.values()
    return [d for d in documents if d.commonness > 0 and not d.supervisor and d.id not in doubtful]


def added_by(
    document: Document, weighing: Weighing, *, applicant: ApplicantFacts, at: date
) -> dict[Column, int]:
    """Give what a faultless paper of this kind would add to the score, sums included."""
    pays = weigh_paper(document, ideal_paper(document, at), applicant=applicant, at=at).pays
    before = weighing.paid_by_kind.get(document.kind, {})
    after = best_of(before, pays)
    gain = {column: amount - before.get(column, 0) for column, amount in after.items()}
    return weighing.rule_set.with_sums(gain)


def capped(adds: dict[Column, int], columns: Sequence[Column], *, caps: Amounts) -> Amounts:
    """Cut each amount down to what is missing: more than that never helps."""
    return tuple(min(adds[column], cap) for column, cap in zip(columns, caps, strict=True))


def sort_into_classes(candidates: Sequence[tuple[Amounts, Document]]) -> tuple[PaperClass, ...]:
    """Put papers that add the same into one class, commonest first; each group into its own."""
    sorted_in: dict[tuple[Amounts, str | None], list[Document]] = {}
    for adds, document in candidates:
        kind = document.kind if document.group is not None else None
        sorted_in.setdefault((adds, kind), []).append(document)
    return tuple(
        PaperClass(adds, kind, tuple(sorted(papers, key=lambda d: -d.commonness)))
        for (adds, kind), papers in sorted_in.items()
    )


def best_from_each(classes: Sequence[PaperClass], *, width: int) -> tuple[Amounts, ...]:
    """Give, for each place in the list, the most that one paper from there on adds, per column."""
    best: list[Amounts] = [(0,) * width]
    for one in reversed(classes):
        best.append(tuple(max(a, b) for a, b in zip(one.adds, best[-1], strict=True)))
    return tuple(reversed(best))


Choice = tuple[tuple[PaperClass, int], ...]


def minimal_choices(search: Search, size: int) -> Iterator[Choice]:
    """List every choice of `size` papers by class that completes a path and of which none is needless."""
    nothing = (0,) * len(search.best[-1])
    for choice in choices(search, size, first=0, amounts=nothing):
        if not any(search.fills(amounts_of(less, nothing)) for less in one_fewer(choice)):
            yield choice


def choices(search: Search, size: int, *, first: int, amounts: Amounts) -> Iterator[Choice]:
    """List every choice of `size` papers from classes[first:] that completes a path."""
    if size == 0:
        if search.fills(amounts):
            yield ()
        return
    if search.hopeless(amounts, first=first, left=size):
        return
    for i in range(first, len(search.classes)):
        one = search.classes[i]
        total = amounts
        for number in range(1, min(size, one.most) + 1):
            total = plus(total, one.adds)
            for rest in choices(search, size - number, first=i + 1, amounts=total):
                if one.kind is None or all(other.kind != one.kind for other, _ in rest):
                    yield ((one, number), *rest)


def one_fewer(choice: Choice) -> Iterator[Choice]:
    """List the choices with one paper taken out."""
    for i, (one, number) in enumerate(choice):
        yield (*choice[:i], (one, number - 1), *choice[i + 1 :])


def amounts_of(choice: Choice, start: Amounts) -> Amounts:
    """Add up what a choice pays."""
    total = start
    for one, number in choice:
        total = plus(total, tuple(number * amount for amount in one.adds))
    return total


PricedCure = tuple[int, tuple[str, ...], Cure]


def fill(choice: Choice, at_most: int) -> list[PricedCure]:
    """Fill a choice with papers, cheapest first; the best of the whole come from the best of each class."""
    filled: list[PricedCure] = [(0, (), ())]
    for one, number in choice:
        sets = cheapest_sets(one.papers, number, at_most=at_most)
        filled = nsmallest(at_most, (joined(a, b) for a in filled for b in sets))
    return filled


def cheapest_sets(papers: Sequence[Document], number: int, *, at_most: int) -> list[PricedCure]:
    """List the cheapest sets of `number` papers of one class."""
    kept: dict[int, list[PricedCure]] = {0: [(0, (), ())]}
    for paper in papers:
        alone: PricedCure = (COST_BY_COMMONNESS[paper.commonness], (str(paper.id),), (paper.id,))
        for have in range(min(number, len(kept)), 0, -1):
            longer = [joined(fewer, alone) for fewer in kept.get(have - 1, [])]
            kept[have] = nsmallest(at_most, [*kept.get(have, []), *longer])
    return kept.get(number, [])


def joined(one: PricedCure, other: PricedCure) -> PricedCure:
    """Put two sets together."""
    return (one[0] + other[0], tuple(sorted(one[1] + other[1])), one[2] + other[2])


def plus(one: Amounts, other: Amounts) -> Amounts:
    """Add column by column."""
    return tuple(a + b for a, b in zip(one, other, strict=True))


def covers(amounts: Amounts, gap: Amounts) -> bool:
    """Tell whether the amounts reach everything that is missing."""
    return all(have >= need for have, need in zip(amounts, gap, strict=True))
