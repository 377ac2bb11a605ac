"""Reads one community's folder: heading, sources, rule files, instructions, practice, golden cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from denizen.policy.clause import Clause, Source
from denizen.policy.community import CommunityKind, Instruction, Observation
from denizen.policy.faults import Faults, Place, did_you_mean
from denizen.policy.golden import GoldenEncounter, read_golden
from denizen.policy.read_clauses import RuleFile, read_clauses
from denizen.policy.tables import Table, decoded, open_table
from denizen.policy.translations import FILE as TRANSLATION
from denizen.policy.translations import Translation, read_translations
from denizen.policy.words import Layer, Ruling
from denizen.reading import Reading

HEADING: Final = "policy/policy.toml"
SOURCES: Final = "policy/sources.toml"
PRACTICE: Final = "policy/practice.toml"
ENCOUNTERS: Final = "policy/encounters.toml"
SCHEMA: Final = 1


@dataclass(frozen=True, slots=True)
class Heading:
    """Who a community is and where it stands."""

    id: str
    name: str
    kind: CommunityKind
    above: str
    programme: str
    completeness_note: str
    lines: Mapping[str, int | None]


@dataclass(slots=True)
class PolicyFolder:
    """One community's folder, read."""

    id: str
    heading: Heading
    clauses: dict[Layer, tuple[Clause, ...]]
    sources: dict[str, Source] = field(default_factory=dict)
    instructions: tuple[Instruction, ...] = ()
    practice: tuple[Observation, ...] = ()
    encounters: tuple[GoldenEncounter, ...] = ()
    translations: Mapping[str, Translation] = field(default_factory=dict)

    def place(self, key: str = "id") -> Place:
        """Name the place of a key in the folder's heading."""
        return Place(f"{self.id}/{HEADING}", self.heading.lines.get(key))


def read_policy_folder(
    id_: str, files: Mapping[str, bytes], *, faults: Faults
) -> PolicyFolder | None:
    """Read everything in `policy/`; None if there is no heading to go by."""
    names = {name for name in files if name.startswith("policy/")}
    if HEADING not in names:
        faults.add("no_heading", "the file is missing", place=Place(f"{id_}/{HEADING}"))
        return None
    root = opened(id_, HEADING, files=files, faults=faults)
    if root is None:
        return None
    heading, instructions = read_heading(id_, root)
    folder = PolicyFolder(id_, heading, {}, instructions=instructions)
    read_tables(folder, files, faults=faults)
    read_rules(folder, files, faults=faults)
    ids = [clause.id for layer in folder.clauses.values() for clause in layer]
    folder.translations = read_translations(id_, files, clauses=ids, faults=faults)
    refuse_strangers(folder, names, faults=faults)
    return folder


def opened(id_: str, name: str, *, files: Mapping[str, bytes], faults: Faults) -> Table | None:
    """Open one TOML file of a folder; None if it is not there or cannot be read."""
    return open_table(f"{id_}/{name}", files[name], faults=faults) if name in files else None


def read_heading(id_: str, root: Table) -> tuple[Heading, tuple[Instruction, ...]]:
    """Read policy.toml."""
    root.asked.add("schema")
    if root.data.get("schema") != SCHEMA:
        root.fault("schema", f"expected {SCHEMA}")
    part = root.part("community")
    heading = Heading(
        id=part.text("id"),
        name=part.text("name"),
        kind=part.choice("layer", CommunityKind),
        above=part.text("above", needed=False),
        programme=part.text("programme", needed=False),
        completeness_note=part.text("completeness_note"),
        lines={key: part.line_of(key) for key in ("id", "above", "programme")},
    )
    if heading.id and heading.id != id_:
        part.fault("id", f"expected {id_!r}, the folder's name")
    part.done()
    instructions = tuple(read_instruction(row) for row in root.rows("instruction"))
    root.done()
    return heading, instructions


def read_instruction(row: Table) -> Instruction:
    """Read one [[instruction]]."""
    found = Instruction(
        action=row.text("action"),
        text=row.text("text"),
        ruling=row.choice("ruling", Ruling),
        signed_by=row.text("signed_by"),
        review_by=row.day("review_by"),
        call=row.text("call"),
    )
    if found.ruling in {Ruling.SILENT, Ruling.CONTESTED}:
        row.fault("ruling", "an instruction says must, may or must_not")
    row.done()
    return found


def read_tables(folder: PolicyFolder, files: Mapping[str, bytes], *, faults: Faults) -> None:
    """Read sources, practice and golden encounters."""
    sources = opened(folder.id, SOURCES, files=files, faults=faults)
    if sources is not None:
        for row in sources.rows("source"):
            source = read_source(row)
            if source.id in folder.sources:
                row.fault("id", "an id that an earlier source has", code="duplicate_source")
            folder.sources[source.id] = source
        sources.done()
    practice = opened(folder.id, PRACTICE, files=files, faults=faults)
    if practice is not None:
        rows = [(row, read_observation(row)) for row in practice.rows("observation")]
        folder.practice = tuple(observation for _, observation in rows)
        for row, observation in rows:
            check_mark(row, observation, sources=folder.sources)
        practice.done()
    encounters = opened(folder.id, ENCOUNTERS, files=files, faults=faults)
    if encounters is not None:
        golden = [read_golden(row) for row in encounters.rows("encounter")]
        folder.encounters = tuple(one for one in golden if one is not None)
        encounters.done()


def read_source(row: Table) -> Source:
    """Read one [[source]]."""
    found = Source(
        id=row.text("id"),
        title=row.text("title"),
        url=row.text("url"),
        reading=row.choice("reading", Reading),
        note=row.text("note", needed=False),
    )
    row.done()
    return found


def read_observation(row: Table) -> Observation:
    """Read one [[observation]] of practice."""
    found = Observation(
        dated=row.day("date"),
        text=row.text("text"),
        source=row.text("source"),
        reading=row.choice("reading", Reading),
        until=row.optional_day("until"),
    )
    row.done()
    return found


def check_mark(row: Table, observation: Observation, *, sources: Mapping[str, Source]) -> None:
    """Hold an observation's mark to its source's."""
    found = sources.get(observation.source)
    if found is None:
        row.fault("source", f"no source {observation.source!r} in {SOURCES}", code="unknown_source")
    elif observation.reading.stronger_than(found.reading):
        row.fault("reading", "stronger than its source's mark", code="reading_too_strong")


def read_rules(folder: PolicyFolder, files: Mapping[str, bytes], *, faults: Faults) -> None:
    """Read the rule files that a community of this kind may write."""
    own = folder.heading.kind.layer
    for layer in Layer:
        name = f"policy/{layer.value}.cedar"
        if name not in files:
            continue
        place = Place(f"{folder.id}/{name}")
        if layer not in {own, Layer.DEPARTMENT, Layer.PROGRAMME}:
            what = f"a community of the layer {own.value} does not write {layer.value} rules"
            faults.add("foreign_layer", what, place=place)
        text = decoded(place.file, files[name], faults=faults)
        if text is not None:
            file = RuleFile(folder.id, layer, place.file, text)
            folder.clauses[layer] = tuple(read_clauses(file, faults))


def refuse_strangers(folder: PolicyFolder, names: set[str], *, faults: Faults) -> None:
    """Refuse a file in policy/ that nothing would read; a misspelt layer would else be silence."""
    known = [
        HEADING,
        SOURCES,
        PRACTICE,
        ENCOUNTERS,
        *(f"policy/{one.value}.cedar" for one in Layer),
    ]
    for name in sorted(names - set(known)):
        if name.endswith((".cedar", ".toml")) and not TRANSLATION.fullmatch(name):
            mend = did_you_mean(name, known)
            place = Place(f"{folder.id}/{name}")
            faults.add("unknown_file", "no such file is read", place=place, mend=mend)
