"""What the community's rules say about a demand today: one question for each thing asked, clauses and all.

Nothing here decides.  Where no rule speaks, or where courts disagree, the attorney is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from denizen.charter import DemandKind
from denizen.policy import (
    Answer,
    Community,
    EncounterAction,
    Fact,
    Paper,
    Part,
    Question,
    RecordAction,
    RecordKind,
    Requester,
    Role,
    Stage,
    ask,
)
from denizen_site.demands.kinds import Asked, Basis, Sender

PAPERS = {
    DemandKind.DETAINER: Paper.ICE_DETAINER,
    DemandKind.ADMINISTRATIVE_WARRANT: Paper.ICE_ADMIN_WARRANT,
    DemandKind.COURT_ORDER: Paper.COURT_ORDER,
}
DISCLOSED = {
    Asked.CARDHOLDERS: RecordKind.CARD,
    Asked.ONE_PERSON: RecordKind.CARD,
    Asked.PAPERS: RecordKind.APPLICATION,
    Asked.CASE_FILES: RecordKind.APPEAL,
    Asked.STAFF_ACTS: RecordKind.LEDGER,
    Asked.FIGURES: RecordKind.FIGURES,
}
# What no action of the rules speaks of: always the attorney's.
ATTORNEYS = frozenset({Asked.ENTRY, Asked.MACHINES, Asked.KEEP_FROM_NOW, Asked.NOT_SAID})


@dataclass(frozen=True, slots=True)
class Asking:
    """A demand as the rules see it."""

    kind: DemandKind
    sender: Sender
    judge_signed: bool
    safety_finding: bool = False
    legal_hold: bool = False

    @property
    def paper(self) -> Paper:
        """Name the paper that was shown; one that a judge signed is that, whatever it is called."""
        if self.judge_signed and self.kind is not DemandKind.COURT_ORDER:
            return Paper.JUDICIAL_WARRANT
        return PAPERS.get(self.kind, Paper.NONE)

    @property
    def record_facts(self) -> frozenset[Fact]:
        """Give what is true of the records asked for."""
        found = {
            Fact.JUDGE_SIGNED: self.judge_signed,
            Fact.SAFETY_DETERMINATION: self.safety_finding,
            Fact.LEGAL_HOLD: self.legal_hold,
        }
        return frozenset(fact for fact, is_true in found.items() if is_true)


@dataclass(frozen=True, slots=True)
class Ruled:
    """One thing asked, the action that handing it over would be, and the rules' answer."""

    asked: Asked
    action: str
    answer: Answer


def rules_for(
    asking: Asking, asked: Iterable[Asked], *, community: Community, at: date
) -> tuple[Ruled, ...]:
    """Ask the rules about every thing that a demand asks for."""
    return tuple(
        Ruled(each, question.action.value, ask(community, question, at=at))
        for each in asked
        for question in questions(asking, each)
    )


def questions(asking: Asking, asked: Asked) -> tuple[Question, ...]:
    """Put one thing asked into the rules' words; nothing for what they have no word for."""
    if asked in ATTORNEYS:
        return ()
    if asked is Asked.STATUS:
        return (status_question(asking.paper, facts=frozenset()),)
    if asked is Asked.HOLD_PERSON:
        return (
            Question(
                EncounterAction.HOLD_PAST_RELEASE,
                role=Role.JAIL_OFFICER,
                stage=Stage.RELEASE,
                part=Part.ARRESTEE,
                paper=asking.paper,
            ),
        )
    if asked is Asked.CARD_CHECK:
        return (of_record(RecordAction.CONFIRM_CARD, RecordKind.CARD, asking=asking),)
    disclose = of_record(RecordAction.DISCLOSE_RECORD, DISCLOSED[asked], asking=asking)
    if asked in {Asked.CARDHOLDERS, Asked.ONE_PERSON}:
        return (of_record(RecordAction.SEARCH_BY_NAME, RecordKind.CARD, asking=asking), disclose)
    return (disclose,)


def of_record(action: RecordAction, kind: RecordKind, *, asking: Asking) -> Question:
    """Ask about a record, as the officer who would hand it over."""
    return Question(
        action,
        role=Role.RECORDS_OFFICER,
        requester=Requester(asking.sender.value),
        kind=kind,
        paper=asking.paper,
        facts=asking.record_facts,
    )


def status_question(paper: Paper, *, facts: frozenset[Fact]) -> Question:
    """Ask whether a records officer may tell anybody a person's immigration status."""
    return Question(
        EncounterAction.SHARE_STATUS,
        role=Role.RECORDS_OFFICER,
        stage=Stage.COUNTER,
        part=Part.SERVICE_USER,
        paper=paper,
        facts=facts,
    )


def share_answer(basis: Basis, *, asking: Asking, community: Community, at: date) -> Answer:
    """Say what the rules make of handing a status over on this basis; advice is no law."""
    facts = {Basis.ADVICE: {Fact.ADVICE_ONLY}, Basis.LAW: {Fact.REQUIRED_BY_LAW}}.get(basis, set())
    question = status_question(asking.paper, facts=frozenset(facts))
    return ask(community, question, at=at)
