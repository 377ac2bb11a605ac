"""Golden cases of a charter: what a set of papers, or a name, must come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from denizen.charter.table import Table, no_repeats
from denizen.documents import ApplicantFacts, DocumentId, Fact, PresentedPaper, PrintedAddress

FILE: Final = "scenarios.toml"
FEWEST: Final = 12


class ScenarioKind(StrEnum):
    """What a scenario is about."""

    PAPERS = "papers"
    NAME = "name"


class ExpectedOutcome(StrEnum):
    """An outcome as files and `--json` write it."""

    ACCEPTED = "accepted"
    SHORT = "short"
    NEEDS_SUPERVISOR = "needs_supervisor"


class Act(StrEnum):
    """What a fee is paid for."""

    NEW = "new"
    RENEWAL = "renewal"
    REPLACEMENT = "replacement"


Cure = tuple[DocumentId, ...]


@dataclass(frozen=True, slots=True)
class PapersScenario:
    """Papers and an applicant on a day, and what must come of them; None means not asked."""

    id: str
    title: str
    at: date
    applicant: ApplicantFacts
    papers: tuple[PresentedPaper, ...]
    act: Act
    outcome: ExpectedOutcome
    rule_set: str | None
    score: Mapping[str, int]
    address: PrintedAddress | None
    cures_include: tuple[Cure, ...]
    cures_exclude: tuple[Cure, ...]
    no_cures: bool
    not_counted: tuple[DocumentId, ...]
    last_day: date | None
    fee_cents: int | None


@dataclass(frozen=True, slots=True)
class NameScenario:
    """An invented name, and how it must stand on the face."""

    id: str
    title: str
    name: str
    name_latin: str
    printed: str


Scenario = PapersScenario | NameScenario


@dataclass(slots=True)
class PaperReader:
    """Reads the papers of a scenario, checking the ids against what the charter lists."""

    documents: frozenset[str]
    facts: frozenset[str]
    rule_sets: frozenset[str]
    columns: frozenset[str] = field(default_factory=frozenset)

    def scenario(self, table: Table) -> Scenario:
        """Read one [[scenario]]."""
        kind = table.choice("kind", ScenarioKind, default=ScenarioKind.PAPERS)
        found = self.papers(table) if kind is ScenarioKind.PAPERS else name_scenario(table)
        table.done()
        return found

    def papers(self, table: Table) -> PapersScenario:
        """Read a scenario about papers."""
        expect = table.part("expect")
        applicant = ApplicantFacts(
            table.optional_day("birth_date"),
            table.yes("with_caretaker"),
            self.known_facts(table, "applicant_facts"),
        )
        last_day = expect.optional_day("last_day")
        fee_cents = expect.optional_whole("fee_cents")
        if applicant.birth_date is None and (last_day is not None or fee_cents is not None):
            table.fault(None, "a birth_date, which last_day and fee_cents need")
        found = PapersScenario(
            id=table.identifier("id"),
            title=table.text("title"),
            at=table.day("at"),
            applicant=applicant,
            papers=tuple(self.paper(one) for one in table.tables("papers")),
            act=table.choice("act", Act, default=Act.NEW),
            outcome=expect.choice("outcome", ExpectedOutcome),
            rule_set=self.rule_set(expect),
            score=self.score(expect),
            address=optional_address(expect),
            cures_include=self.cures(expect, "cures_include"),
            cures_exclude=self.cures(expect, "cures_exclude"),
            no_cures=expect.yes("no_cures"),
            not_counted=self.known_documents(expect, "not_counted"),
            last_day=last_day,
            fee_cents=fee_cents,
        )
        expect.done()
        return found

    def paper(self, table: Table) -> PresentedPaper:
        """Read one paper."""
        found = PresentedPaper(
            self.known_document(table, "document", id_=table.text("document")),
            table.optional_day("expires"),
            table.optional_day("dated"),
            self.known_facts(table, "facts"),
        )
        table.done()
        return found

    def known_document(self, table: Table, key: str, *, id_: str) -> DocumentId:
        """Hold an id to those that documents.toml lists."""
        if id_ and id_ not in self.documents:
            table.fault(key, f"a document of documents.toml, not {id_!r}")
        return DocumentId(id_)

    def known_documents(self, table: Table, key: str) -> tuple[DocumentId, ...]:
        """Read a list of document ids."""
        found = table.texts(key, needed=False)
        return tuple(self.known_document(table, key, id_=id_) for id_ in found)

    def known_facts(self, table: Table, key: str) -> frozenset[Fact]:
        """Read a list of facts; each must have words in [facts] of documents.toml."""
        found = table.texts(key, needed=False)
        for fact in found:
            if fact not in self.facts:
                table.fault(key, f"a fact of [facts] in documents.toml, not {fact!r}")
        return frozenset(Fact(fact) for fact in found)

    def rule_set(self, table: Table) -> str | None:
        """Read the rule set that must be in force."""
        if not table.has("rule_set"):
            return None
        id_ = table.text("rule_set")
        if id_ not in self.rule_sets:
            table.fault("rule_set", "a rule set of documents.toml")
        return id_

    def score(self, table: Table) -> dict[str, int]:
        """Read the columns that are asked about."""
        found = table.amounts("score", needed=False, least=0)
        for column in found:
            if column not in self.columns:
                table.fault("score", f"columns of documents.toml, not {column!r}")
        return found

    def cures(self, table: Table, key: str) -> tuple[Cure, ...]:
        """Read a list of sets of documents."""
        value = table.take(key, "", needed=False)
        if not isinstance(value, list):
            if key in table.data:
                table.fault(key, 'a list of lists of documents, such as [["lease"]]')
            return ()
        if not all(isinstance(one, list) and one for one in value):
            table.fault(key, 'a list of lists of documents, such as [["lease"]]')
            return ()
        return tuple(
            tuple(self.known_document(table, key, id_=str(id_)) for id_ in one) for one in value
        )


def optional_address(table: Table) -> PrintedAddress | None:
    """Read the printed address that is expected, if one is."""
    return table.choice("address", PrintedAddress) if table.has("address") else None


def name_scenario(table: Table) -> NameScenario:
    """Read a scenario about a name."""
    expect = table.part("expect")
    found = NameScenario(
        id=table.identifier("id"),
        title=table.text("title"),
        name=table.text("name"),
        name_latin=table.text("name_latin", needed=False),
        printed=expect.text("printed"),
    )
    expect.done()
    return found


def read_scenarios(root: Table, reader: PaperReader) -> tuple[Scenario, ...]:
    """Read scenarios.toml; a fault if there are fewer than twelve."""
    tables = root.tables("scenario")
    found = tuple(reader.scenario(table) for table in tables)
    no_repeats((table, one.id) for table, one in zip(tables, found, strict=True))
    if len(tables) < FEWEST:
        root.fault("scenario", f"at least {FEWEST} scenarios, not {len(tables)}")
    root.done()
    return found
