"""Checks a community's rules: every fault, its golden encounters, and what its author should look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from denizen.charter.table import TODO
from denizen.policy import (
    Clause,
    Community,
    GoldenEncounter,
    PolicyFault,
    PolicyFaultsError,
    ask,
    contradictions,
    dead_clauses,
)
from denizen.policy.folder import HEADING
from denizen_cli.policy_words import fault_json, marks_line
from denizen_site.config.policy_folder import open_community


@dataclass(frozen=True, slots=True)
class GoldenDifference:
    """A golden encounter that came out otherwise."""

    scenario: str
    what: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class PolicyCheck:
    """What a check found; `community` is None where the files have faults."""

    name: str
    community: Community | None
    faults: tuple[PolicyFault, ...]
    differences: tuple[GoldenDifference, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Tell whether the rules may be used: no fault, nothing to decide, every golden encounter right."""
        return not self.faults and not self.differences and not self.unfinished

    @property
    def unfinished(self) -> tuple[str, ...]:
        """Name what the author has still to decide."""
        if self.community is None:
            return ()
        told = {
            "name": self.community.name,
            "completeness_note": self.community.completeness_note,
        }
        return tuple(
            f"{HEADING}: community.{key}" for key, text in told.items() if text.startswith(TODO)
        )

    def lines(self) -> Iterator[str]:
        """Say what was found."""
        yield from (str(fault) for fault in self.faults)
        for one in self.differences:
            yield f"{one.scenario}: {one.what}: expected {one.expected}; found {one.found}"
        yield from (f"unfinished: {spot}" for spot in self.unfinished)
        yield from (f"look at: {remark}" for remark in self.remarks)
        yield self.summary()

    def summary(self) -> str:
        """Say in one line how it went."""
        if self.community is None:
            count = len(self.faults)
            return f"{self.name}: {count} {'fault' if count == 1 else 'faults'} in the rules"
        own = self.community.own_clauses
        what = (
            f"{len(own)} clauses of its own ({marks_line([one.reading for one in own])}), "
            f"{len(self.community.clauses)} govern it, {len(self.community.encounters)} golden encounters"
        )
        answer = "good" if self.holds else "not good yet"
        return f"{self.name}: rules {answer} ({what}; {self.community.completeness_note})"

    def for_machines(self) -> dict[str, object]:
        """Give it for machines."""
        community = self.community
        return {
            "community": self.name,
            "holds": self.holds,
            "faults": [fault_json(fault) for fault in self.faults],
            "differences": [asdict(one) for one in self.differences],
            "unfinished": list(self.unfinished),
            "remarks": list(self.remarks),
            "clauses": len(community.own_clauses) if community else 0,
            "encounters": len(community.encounters) if community else 0,
            "weakened": [clause.id for clause in community.weakened] if community else [],
        }


def check_policy(name: str, *, at: date) -> PolicyCheck:
    """Load a community and try it; raises `InputError` if there is none of that name."""
    try:
        community = open_community(name)
    except PolicyFaultsError as error:
        return PolicyCheck(name, None, error.faults)
    differences = tuple(d for one in community.encounters for d in differences_of(community, one))
    return PolicyCheck(community.id, community, (), differences, tuple(remarks(community, at)))


def differences_of(community: Community, golden: GoldenEncounter) -> Iterator[GoldenDifference]:
    """Ask one golden encounter and yield what came out otherwise."""
    answer = ask(community, golden.question, at=golden.at)
    if answer.ruling is not golden.answer:
        yield GoldenDifference(golden.name, "answer", golden.answer.value, answer.ruling.value)
    found = {clause.id for clause in answer.clauses}
    missing = [id_ for id_ in golden.clauses if id_ not in found]
    if missing:
        named = ", ".join(sorted(found)) or "none"
        yield GoldenDifference(golden.name, "clauses", ", ".join(missing), named)


def remarks(community: Community, at: date) -> Iterator[str]:
    """Name what is no fault and should be looked at."""
    yield from (str(warning) for warning in community.warnings(at))
    yield from clause_remarks(community)


def clause_remarks(community: Community) -> Iterator[str]:
    """Name the clauses that can never apply, contradict each other, or weaken the promise."""
    for clause in dead_clauses(community):
        yield f"{place(clause)} applies in no possible encounter"
    for one in contradictions(community):
        yield (
            f"{place(one.forbidding)} forbids {one.action} where {one.demanding.id} demands it: contested"
        )
    for clause in community.weakened:
        yield f"{place(clause)} weakens the promise, by {clause.law or clause.cite}; every public page says so"


def place(clause: Clause) -> str:
    """Say where a clause stands."""
    return f"{clause.file}, line {clause.line} ({clause.id})"
