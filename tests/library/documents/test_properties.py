"""What must hold of every rule set: monotone, indifferent to order, and cures that cure and cannot be smaller."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from denizen.documents import (
    Accepted,
    ApplicantFacts,
    Column,
    Document,
    DocumentId,
    PresentedPaper,
    PrintedAddress,
    RuleSet,
    RuleSetId,
    Short,
    assess,
    ideal_paper,
)
from denizen.documents.cures import MOST_PAPERS
from denizen.documents.papers import Bounds, ExpiredTier, PaperDate, Span, Window
from denizen.documents.rule_set import Allowance, Path, incomparable_in_groups

AT = date(2026, 11, 20)
COLUMNS = tuple(Column(name) for name in ("a", "b"))
NEEDABLE = (*COLUMNS, Column("photo"), Column("birth_date"), Column("sum"))
IDS = [DocumentId(f"d{i}") for i in range(7)]

counts = st.dictionaries(st.sampled_from(COLUMNS), st.integers(1, 3), min_size=1)
needs = st.dictionaries(st.sampled_from(NEEDABLE), st.integers(1, 5), min_size=1)
bounds = st.builds(
    Bounds, st.none() | st.integers(0, 40), st.none() | st.integers(10, 90), st.booleans()
)
tiers = st.lists(st.builds(ExpiredTier, st.builds(Span, st.integers(1, 900)), counts), max_size=2)


@st.composite
def documents(draw, id_):
    return Document(
        id=id_,
        label=id_,
        counts=draw(counts),
        photo=draw(st.booleans()),
        birth_date=draw(st.booleans()),
        group=draw(st.none() | st.sampled_from(["g", "h"])),
        commonness=draw(st.integers(1, 5)),
        expired=tuple(draw(tiers)),
        window=draw(st.none() | st.just(Window(60, PaperDate.DATED))),
        attests=draw(st.sampled_from([(), ("fact",)])),
        applicant=draw(st.just(Bounds()) | bounds),
        prints=draw(st.none() | st.sampled_from(PrintedAddress)),
        supervisor=draw(st.sampled_from([False, False, False, True])),
    )


@st.composite
def rule_sets(draw):
    listed = [draw(documents(id_)) for id_ in IDS[: draw(st.integers(2, len(IDS)))]]
    bad = {d.id for pair in incomparable_in_groups(listed) for d in pair}
    kept = {d.id: d for d in listed if d.id not in bad}
    paths = draw(st.lists(st.tuples(needs, st.just(Bounds()) | bounds), min_size=1, max_size=3))
    waivers = draw(st.lists(st.tuples(bounds, st.sampled_from(NEEDABLE), counts), max_size=2))
    return RuleSet(
        id=RuleSetId("random"),
        since=date(2020, 1, 1),
        until=None,
        columns={c: c for c in COLUMNS},
        paths=tuple(Path(f"p{i}", f"p{i}", n, b) for i, (n, b) in enumerate(paths)),
        documents=kept,
        sums={Column("sum"): COLUMNS},
        allowances=tuple(
            Allowance(f"w{i}", "w", b, frozenset(), frozenset({c}), given)
            for i, (b, c, given) in enumerate(waivers)
        ),
        min_age=draw(st.none() | st.integers(0, 20)),
        caretaker_below_age=draw(st.none() | st.integers(1, 20)),
    )


days = st.none() | st.integers(-1200, 400).map(lambda n: AT + timedelta(days=n))
applicants = st.builds(
    ApplicantFacts, st.none() | st.dates(date(1930, 1, 1), date(2020, 1, 1)), st.booleans()
)
facts = st.frozensets(st.sampled_from(["fact", "cannot_be_verified"]))


@st.composite
def cases(draw):
    rules = draw(rule_sets())
    if not rules.documents:
        return rules, [], draw(applicants)
    ids = st.sampled_from(sorted(rules.documents))
    papers = draw(st.lists(st.builds(PresentedPaper, ids, days, days, facts), max_size=5))
    return rules, papers, draw(applicants)


@settings(max_examples=120, deadline=None)
@given(cases(), st.randoms())
def test_the_order_of_papers_is_irrelevant(case, random):
    rules, papers, applicant = case
    shuffled = random.sample(papers, len(papers))
    assert assess(rules, papers, applicant=applicant, at=AT) == assess(
        rules, shuffled, applicant=applicant, at=AT
    )


@settings(max_examples=120, deadline=None)
@given(cases())
def test_adding_a_paper_never_turns_accepted_into_anything_else_or_loosens_the_address(case):
    rules, papers, applicant = case
    for fewer in range(len(papers)):
        before = assess(rules, papers[:fewer], applicant=applicant, at=AT)
        after = assess(rules, papers[: fewer + 1], applicant=applicant, at=AT)
        assert isinstance(after, Accepted) or not isinstance(before, Accepted)
        assert after.print_effect.address.strictness >= before.print_effect.address.strictness


@settings(max_examples=120, deadline=None)
@given(cases())
def test_every_cure_cures_and_none_of_its_papers_is_needless(case):
    rules, papers, applicant = case
    outcome = assess(rules, papers, applicant=applicant, at=AT)
    for cure in () if isinstance(outcome, Accepted) else outcome.cures:
        assert isinstance(with_cure(rules, papers, applicant, cure), Accepted)
        for smaller in combinations(cure, len(cure) - 1):
            assert not isinstance(with_cure(rules, papers, applicant, smaller), Accepted)


@settings(max_examples=80, deadline=None)
@given(cases())
def test_the_smallest_cures_are_found_just_as_by_trying_every_set(case):
    rules, papers, applicant = case
    outcome = assess(rules, papers, applicant=applicant, at=AT)
    if not isinstance(outcome, Short):
        return
    fitting = [
        frozenset(ids)
        for size in range(1, min(MOST_PAPERS, len(rules.documents)) + 1)
        for ids in combinations(worth_bringing(rules, papers), size)
        if isinstance(with_cure(rules, papers, applicant, ids), Accepted)
    ]
    minimal = [one for one in fitting if not any(other < one for other in fitting)]
    sizes = sorted(len(one) for one in minimal)
    assert [len(cure) for cure in outcome.cures] == sizes[:8]
    assert {frozenset(cure) for cure in outcome.cures} <= set(minimal)


def worth_bringing(rules, papers):
    doubted = {paper.document for paper in papers if "cannot_be_verified" in paper.facts}
    return [id_ for id_ in rules.documents if id_ not in doubted]


def with_cure(rules, papers, applicant, ids):
    brought = [ideal_paper(rules.documents[id_], AT) for id_ in ids]
    return assess(rules, [*papers, *brought], applicant=applicant, at=AT)
