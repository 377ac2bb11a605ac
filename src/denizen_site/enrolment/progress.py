"""Where a visit stands: what is done, what comes next, and why the next step is not open yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from denizen.charter import Charter
from denizen.documents import Accepted, Outcome, PrintedAddress, assess
from denizen.documents.papers_file import papers_of
from denizen_site.enrolment.visit import Recheck, Visit


class Step(StrEnum):
    """The steps of a visit, in order; each is a page."""

    PAPERS = "papers"
    PERSON = "person"
    PHOTO = "photo"
    CONFIRM = "confirm"
    ISSUE = "issue"
    HAND_OVER = "hand_over"


STEPS = tuple(Step)


@dataclass(frozen=True, slots=True)
class Progress:
    """The papers' outcome, which steps are done, and the first that is not."""

    outcome: Outcome
    done: frozenset[Step]

    @property
    def current(self) -> Step:
        """Give the step that is to be done next."""
        return next((step for step in STEPS if step not in self.done), Step.HAND_OVER)

    def is_open(self, step: Step) -> bool:
        """Say whether a step's page may be opened: all before it are done, or it is done itself."""
        return step in self.done or STEPS.index(step) <= STEPS.index(self.current)

    @property
    def print_effect(self) -> PrintedAddress:
        """Give what the papers ask of the printed address."""
        return self.outcome.print_effect.address


def assessed(visit: Visit, charter: Charter, *, at: date) -> Outcome:
    """Weigh the papers on the desk by the charter's rule set of the day."""
    rule_set = charter.rule_set_at(at)
    content = {
        "papers": [dict(paper) for paper in visit.papers],
        "applicant": dict(visit.applicant),
    }
    parsed = papers_of(content, rule_set)
    return assess(rule_set, parsed.papers, applicant=parsed.applicant, at=at)


def progress(visit: Visit, charter: Charter, *, at: date) -> Progress:
    """Say where a visit stands on a day."""
    outcome = assessed(visit, charter, at=at)
    facts = {
        Step.PAPERS: isinstance(outcome, Accepted) or visit.is_overridden,
        Step.PERSON: bool(visit.person),
        Step.PHOTO: bool(visit.photo),
        Step.CONFIRM: visit.is_confirmed,
        Step.ISSUE: visit.held is not None,
    }
    if (
        visit.held is not None
    ):  # what was issued is issued, whatever the papers would be worth tomorrow
        return Progress(outcome, frozenset(facts))
    return Progress(outcome, frozenset(step for step, is_done in facts.items() if is_done))


def may_hand_over(visit: Visit) -> bool:
    """Say whether nothing stands between an issued card and its holder: no second look is due."""
    return visit.held is not None and visit.recheck is not Recheck.CHOSEN
