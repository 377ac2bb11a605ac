"""One demand as its page shows it: what exists, what the rules say, by when, who has signed, and its letter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext

from denizen.charter import Charter
from denizen.policy import Answer, ClauseUse, Ruling
from denizen_site.demands.calendar import Entry
from denizen_site.demands.community import bound_community
from denizen_site.demands.holdings import Holding, holdings
from denizen_site.demands.kinds import DemandState
from denizen_site.demands.queries import DemandFacts
from denizen_site.demands.rules import ATTORNEYS, Ruled, rules_for
from denizen_site.desk.demand_words import (
    ACTIONS,
    ASKED,
    HELD,
    KINDS,
    REPLIES,
    RULINGS,
    SENDERS,
    STATES,
    TONES,
    Words,
)
from denizen_site.ui.policy_words import READINGS

SOON_DAYS = 2


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """One clause as it is shown: in the reader's language if it was translated, with its cite and mark."""

    id: str
    says: str
    language: str
    cite: str
    mark: Words
    by: str = ""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One answer of the rules."""

    action: Words
    ruling: Words
    tone: str
    clauses: tuple[ClauseLine, ...]
    overridden: tuple[ClauseLine, ...]
    instruction: str
    call: str
    disputed: tuple[str, ...]
    is_for_attorney: bool


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One thing asked: what there is of it, and what the rules say of handing it over."""

    words: Words
    held: Words
    holding: Holding
    rules: tuple[RuleLine, ...]
    is_for_attorney: bool


@dataclass(frozen=True, slots=True)
class DueLine:
    """By when a demand is answered: how many days are left, and whether every holiday until then is known."""

    day: date
    days_left: int
    is_sure: bool
    means: str
    cite: str
    mark: Words

    @property
    def is_late(self) -> bool:
        """Say whether the day is over."""
        return self.days_left < 0

    @property
    def is_soon(self) -> bool:
        """Say whether the day is near."""
        return 0 <= self.days_left <= SOON_DAYS


@dataclass(frozen=True, slots=True)
class DemandLine:
    """One demand in a list."""

    facts: DemandFacts
    kind: Words
    sender: Words
    state: Words
    reply: Words
    due: DueLine | None


def line_of(facts: DemandFacts, charter: Charter, *, today: date) -> DemandLine:
    """Put a demand into words."""
    return DemandLine(
        facts=facts,
        kind=KINDS[facts.kind],
        sender=SENDERS[facts.sender],
        state=STATES[facts.state],
        reply=REPLIES[facts.reply] if facts.reply else "",
        due=None if facts.state is DemandState.CLOSED else due_line(facts, charter, today=today),
    )


def due_line(facts: DemandFacts, charter: Charter, *, today: date) -> DueLine | None:
    """Say by when a demand is answered and what lateness means; none where the charter knows no day."""
    rule = charter.demands.deadline(facts.kind)
    if facts.due is None or rule is None:
        return None
    return DueLine(
        day=facts.due,
        days_left=(facts.due - today).days,
        is_sure=charter.demands.is_counted_surely(facts.due),
        means=rule.means,
        cite=rule.cite,
        mark=READINGS[rule.attribution.reading],
    )


def asked_lines(facts: DemandFacts, *, at: date) -> tuple[AskedLine, ...]:
    """Answer each thing asked from the register and from the rules, as of a day."""
    ruled = ruled_of(facts, at=at)
    return tuple(
        AskedLine(
            words=ASKED[holding.asked],
            held=HELD[holding.asked],
            holding=holding,
            rules=tuple(rule_line(each) for each in ruled if each.asked is holding.asked),
            is_for_attorney=holding.asked in ATTORNEYS,
        )
        for holding in holdings(facts.asked)
    )


def ruled_of(facts: DemandFacts, *, at: date) -> tuple[Ruled, ...]:
    """Ask the rules about each thing asked."""
    return rules_for(facts.asking, facts.asked, community=bound_community(), at=at)


def rule_line(ruled: Ruled) -> RuleLine:
    """Put one answer into words."""
    return rule_line_of(ruled.action, ruled.answer)


def rule_line_of(action: str, answer: Answer) -> RuleLine:
    """Put an answer about an action into words."""
    told = answer.instruction
    return RuleLine(
        action=ACTIONS.get(action, action),
        ruling=RULINGS[answer.ruling],
        tone=TONES[answer.ruling],
        clauses=clause_lines(answer.clauses),
        overridden=tuple(clause_line(each.clause, by=each.by) for each in answer.overridden),
        instruction=told.text if told else "",
        call=told.call if told else "",
        disputed=answer.disputed,
        is_for_attorney=answer.ruling in {Ruling.SILENT, Ruling.CONTESTED},
    )


def clause_lines(clauses: Iterable[ClauseUse]) -> tuple[ClauseLine, ...]:
    """Put clauses into lines."""
    return tuple(clause_line(each) for each in clauses)


def clause_line(clause: ClauseUse, *, by: str = "") -> ClauseLine:
    """Put one clause into a line."""
    words = bound_community().spoken(clause, language=get_language() or "en")
    return ClauseLine(clause.id, *words, clause.cite, READINGS[clause.reading], by)


def calendar_entry(facts: DemandFacts, charter: Charter) -> Entry | None:
    """Give a demand's entry in the calendar; none where it has no day."""
    rule = charter.demands.deadline(facts.kind)
    if facts.due is None or rule is None:
        return None
    title = gettext("Answer demand %(reference)s: %(kind)s") % {
        "reference": facts.id.upper(),
        "kind": KINDS[facts.kind],
    }
    return Entry(facts.id, facts.due, title, f"{rule.means} ({rule.cite})")
