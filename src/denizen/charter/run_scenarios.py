"""Runs a charter's golden cases and says exactly what differed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from denizen.charter.programme import Charter
from denizen.charter.scenarios import (
    Cure,
    ExpectedOutcome,
    NameScenario,
    PapersScenario,
    Scenario,
)
from denizen.documents import (
    Accepted,
    DocumentId,
    NeedsSupervisor,
    Outcome,
    Short,
    assess,
    weigh,
)
from denizen.errors import InputError


@dataclass(frozen=True, slots=True)
class Difference:
    """One expectation that was not met."""

    scenario: str
    what: str
    expected: str
    found: str


def run_scenarios(charter: Charter) -> tuple[Difference, ...]:
    """Run every scenario; an empty answer means that all hold."""
    return tuple(one for scenario in charter.scenarios for one in run_scenario(charter, scenario))


def run_scenario(charter: Charter, scenario: Scenario) -> list[Difference]:
    """Run one scenario."""
    match scenario:
        case PapersScenario():
            try:
                return papers_differences(charter, scenario)
            except InputError as error:
                return [Difference(scenario.id, "the run", "a decision", error.summary)]
        case NameScenario():
            return name_differences(charter, scenario)
        case _:
            assert_never(scenario)


def papers_differences(charter: Charter, scenario: PapersScenario) -> list[Difference]:
    """Compare what comes of the papers with what is expected."""
    rule_set = charter.rule_set_at(scenario.at)
    outcome = assess(rule_set, scenario.papers, applicant=scenario.applicant, at=scenario.at)
    score = {str(column): n for column, n in outcome.score.items()}
    asked: list[tuple[str, object, object]] = [
        ("outcome", scenario.outcome.value, outcome_word(outcome).value),
        ("rule_set", scenario.rule_set, str(rule_set.id)),
        ("address", scenario.address, outcome.print_effect.address),
        *((f"score.{column}", n, score.get(column)) for column, n in scenario.score.items()),
        *card_questions(charter, scenario),
    ]
    found = [
        Difference(scenario.id, what, str(expected), str(got))
        for what, expected, got in asked
        if expected is not None and expected != got
    ]
    return [*found, *cure_differences(scenario, outcome), *counted_differences(charter, scenario)]


def card_questions(charter: Charter, scenario: PapersScenario) -> list[tuple[str, object, object]]:
    """Ask for the card's last day and for the fee, if the scenario does."""
    birth_date = scenario.applicant.birth_date
    asked: list[tuple[str, object, object]] = []
    if scenario.last_day is not None and birth_date is not None:
        last_day = charter.validity.last_day(birth_date, scenario.at)
        asked.append(("last_day", scenario.last_day, last_day))
    if scenario.fee_cents is not None:
        cents = charter.fees.cents(scenario.act, birth_date=birth_date, at=scenario.at)
        asked.append(("fee_cents", scenario.fee_cents, cents))
    return asked


def cure_differences(scenario: PapersScenario, outcome: Outcome) -> list[Difference]:
    """Compare the cures that are offered with those that must and must not be."""
    offered = () if isinstance(outcome, Accepted) else outcome.cures
    sets = {frozenset(cure) for cure in offered}
    listed = "; ".join(written(cure) for cure in offered) or "none"
    found = [
        Difference(scenario.id, "cures_include", written(cure), listed)
        for cure in scenario.cures_include
        if frozenset(cure) not in sets
    ]
    found += [
        Difference(scenario.id, "cures_exclude", f"not {written(cure)}", listed)
        for cure in scenario.cures_exclude
        if frozenset(cure) in sets
    ]
    if scenario.no_cures and sets:
        found.append(Difference(scenario.id, "no_cures", "none", listed))
    return found


def counted_differences(charter: Charter, scenario: PapersScenario) -> list[Difference]:
    """Hold that papers which must not count do not."""
    rule_set = charter.rule_set_at(scenario.at)
    weighing = weigh(rule_set, scenario.papers, applicant=scenario.applicant, at=scenario.at)
    counted = {paper.document.id for paper in weighing.papers if paper.pays}
    return [
        Difference(scenario.id, "not_counted", f"{id_} counts nothing", "it counts")
        for id_ in scenario.not_counted
        if id_ in counted
    ]


def name_differences(charter: Charter, scenario: NameScenario) -> list[Difference]:
    """Hold that the name goes onto the face whole: same letters, same order, nothing cut.

    Not checked here: that a font covers it and that a person file with it is accepted; `denizen charter
    check` asks the card side and the press.
    """
    most = charter.face.name_max_characters
    found = []
    if printed_name(scenario.name) != scenario.printed:
        printed = printed_name(scenario.name)
        found.append(Difference(scenario.id, "printed", scenario.printed, printed))
    if len(printed_name(scenario.name)) > most:
        length = f"{len(printed_name(scenario.name))} characters"
        found.append(Difference(scenario.id, "printed", f"at most {most} characters", length))
    return found


def printed_name(name: str) -> str:
    """Give a name as it stands on the face: NFC, runs of spaces as one, and nothing else changed."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def outcome_word(outcome: Outcome) -> ExpectedOutcome:
    """Give the outcome's word for files and machines."""
    match outcome:
        case Accepted():
            return ExpectedOutcome.ACCEPTED
        case Short():
            return ExpectedOutcome.SHORT
        case NeedsSupervisor():
            return ExpectedOutcome.NEEDS_SUPERVISOR
        case _:
            assert_never(outcome)


def written(cure: Cure | Iterable[DocumentId]) -> str:
    """Write a set of papers."""
    return " + ".join(str(id_) for id_ in cure)
