"""The shipped charters, read from their folders once, and a short way to try papers on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from denizen.charter import Charter, load_charter
from denizen.documents import (
    ApplicantFacts,
    DocumentId,
    Fact,
    Outcome,
    PresentedPaper,
    assess,
)

CHARTERS = Path(__file__).resolve().parents[3] / "charters"
VISIT = date(2026, 11, 20)

Paper = tuple[str, dict[str, date]]
Try = Callable[..., Outcome]


@cache
def shipped(id_: str) -> Charter:
    root = CHARTERS / id_
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }
    return load_charter(files)


def every_fact_of(charter: Charter) -> frozenset[Fact]:
    return frozenset(charter.rule_set_at(VISIT).facts)


@pytest.fixture
def charter_of() -> Callable[[str], Charter]:
    return shipped


@pytest.fixture
def try_papers() -> Try:
    """Papers are ids, or (id, {"expires": day, "dated": day}); facts that a letter attests are all stated."""

    def attempt(
        charter_id: str,
        *papers: str | Paper,
        born: date | None = None,
        with_caretaker: bool = False,
    ) -> Outcome:
        charter = shipped(charter_id)
        shown = [paper if isinstance(paper, tuple) else (paper, {}) for paper in papers]
        presented = [
            PresentedPaper(
                DocumentId(id_),
                expires=days.get("expires"),
                dated=days.get("dated", VISIT),
                facts=every_fact_of(charter),
            )
            for id_, days in shown
        ]
        applicant = ApplicantFacts(birth_date=born, with_caretaker=with_caretaker)
        return assess(charter.rule_set_at(VISIT), presented, applicant=applicant, at=VISIT)

    return attempt
