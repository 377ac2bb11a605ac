"""Small rule sets, written the way the reference describes each programme's shape."""

from __future__ import annotations

from datetime import date

import pytest

from denizen.documents import ApplicantFacts, Column, Document, DocumentId, RuleSet, RuleSetId
from denizen.documents.papers import ExpiredTier, PaperDate, PresentedPaper, Span, Window
from denizen.documents.rule_set import Allowance, Bounds, Path

AT = date(2026, 11, 20)


def amounts(**counts):
    return {Column(name): n for name, n in counts.items()}


def document(id_, *, counts, **rest):
    return Document(DocumentId(id_), id_.replace("_", " "), amounts(**counts), **rest)


def rule_set(documents, *paths, columns=None, **rest):
    named = {d.id: d for d in documents}
    found = columns or sorted({c for d in documents for c in d.counts})
    return RuleSet(
        id=RuleSetId("test"),
        since=date(2020, 1, 1),
        until=None,
        columns={Column(c): c for c in found},
        paths=tuple(
            Path(f"path{i}", f"path {i}", amounts(**needs)) for i, needs in enumerate(paths)
        ),
        documents=named,
        **rest,
    )


def paper(id_, **rest):
    return PresentedPaper(DocumentId(id_), **rest)


class Kit:
    """Makers of documents, rule sets and papers, for tests of this folder."""

    at = AT
    nobody = ApplicantFacts()
    amounts = staticmethod(amounts)
    document = staticmethod(document)
    rule_set = staticmethod(rule_set)
    paper = staticmethod(paper)


@pytest.fixture
def kit():
    return Kit


@pytest.fixture
def points_rules():
    """New York's shape: two columns with minima, a photo, a birth date, a waiver for the young."""
    documents = [
        document("passport", counts={"identity": 3}, photo=True, birth_date=True, commonness=4),
        document("birth_certificate", counts={"identity": 2}, birth_date=True, commonness=5),
        document("work_card", counts={"identity": 1}, photo=True, commonness=3),
        document("bill", counts={"residency": 1}, window=Window(60, PaperDate.DATED), commonness=5),
        document(
            "licence",
            counts={"identity": 3, "residency": 1},
            photo=True,
            birth_date=True,
            commonness=2,
        ),
    ]
    needs = {"identity": 3, "residency": 1, "photo": 1, "birth_date": 1}
    waiver = Allowance(
        "waiver", "21 with a caretaker", Bounds(None, 21, True), waives=frozenset({Column("photo")})
    )
    return rule_set(documents, needs, allowances=(waiver,), min_age=10, caretaker_below_age=14)


@pytest.fixture
def halving_rules():
    """Washtenaw's shape: 300 points, halved when expired for five to ten years."""
    tiers = (
        ExpiredTier(Span(months=60), amounts(points=200)),
        ExpiredTier(Span(months=120), amounts(points=100)),
    )
    documents = [
        document("passport", counts={"points": 200}, photo=True, birth_date=True, expired=tiers),
        document("state_id", counts={"points": 200}, photo=True, birth_date=True, expired=tiers),
        document("bank_record", counts={"points": 50}),
        document("voter_card", counts={"points": 50}),
        document("baptism_record", counts={"points": 50}, birth_date=True),
    ]
    return rule_set(documents, {"points": 300, "photo": 1, "birth_date": 1})
