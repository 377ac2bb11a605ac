"""What the list of files and the page of one show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext

from denizen_site.adjudication.case_content import Evidence, Ground
from denizen_site.adjudication.filing import OpenFile
from denizen_site.adjudication.queries import CaseFacts
from denizen_site.adjudication.schedule import CaseKind, CaseState
from denizen_site.desk.case_forms import about_of
from denizen_site.desk.case_words import (
    EVIDENCE,
    GROUNDS_TOLD,
    KINDS,
    MISCONDUCT_STATES,
    STATES,
    Words,
)
from denizen_site.desk.languages import OWN_NAMES
from denizen_site.desk.paper_words import day_words


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of the list."""

    facts: CaseFacts
    kind: Words
    state: Words
    is_late: bool


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One thing that a file says."""

    label: str
    value: str = field(repr=False)


def list_rows(facts: Iterable[CaseFacts], today: date) -> list[ListRow]:
    """Put the list into words."""
    return [
        ListRow(one, KINDS[one.kind], state_words(one.kind, one.state), one.is_late(today))
        for one in facts
    ]


def state_words(kind: CaseKind, state: CaseState) -> Words:
    """Say where a file stands."""
    if kind is CaseKind.MISCONDUCT:
        return MISCONDUCT_STATES.get(state, STATES[state])
    return STATES[state]


def case_rows(opened: OpenFile, names: Mapping[str, str]) -> list[CaseRow]:
    """List what a file says in a word or two; longer texts have their own place on the page."""
    content = opened.content
    evidence = str(EVIDENCE[Evidence(content.evidence)]) if content.evidence else ""
    filed = names.get(content.filed_by, "")
    decided = ", ".join(names.get(one, "?") for one in content.done_by)
    rows = [
        CaseRow(gettext("About"), about_of(content.about)),
        CaseRow(gettext("Card"), content.number_shown),
        CaseRow(gettext("Evidence"), evidence),
        CaseRow(gettext("How to reach the person"), content.contact or no_contact(opened)),
        CaseRow(gettext("Language"), OWN_NAMES.get(content.language, content.language)),
        CaseRow(gettext("Filed by"), filed),
        CaseRow(gettext("Had a part in it before"), decided),
        *decision_rows(opened, names),
    ]
    return [row for row in rows if row.value]


def no_contact(opened: OpenFile) -> str:
    """Say that a person gave no contact, which is their right."""
    is_appeal = opened.kind is CaseKind.APPEAL
    return gettext("None given: they come back with the reference") if is_appeal else ""


def decision_rows(opened: OpenFile, names: Mapping[str, str]) -> list[CaseRow]:
    """Say how a case ended."""
    decision = opened.content.decision
    if decision is None:
        return []
    ground = str(GROUNDS_TOLD[Ground(decision.ground)]) if decision.ground else ""
    state = str(state_words(opened.kind, CaseState(decision.outcome)))
    return [
        CaseRow(gettext("Decision"), state),
        CaseRow(gettext("Reason"), ground),
        CaseRow(gettext("Decided by"), names.get(decision.by, "")),
        CaseRow(gettext("Decided on"), day_words(date.fromisoformat(decision.day))),
        CaseRow(gettext("In plain words"), decision.words),
    ]
