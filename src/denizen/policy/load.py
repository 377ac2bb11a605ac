"""Turns communities' folders into one `Community` with every layer over it; every fault at once.

    load_community("new-haven", {"new-haven": {"policy/policy.toml": b"..."}, "connecticut": {...}, ...})

Nothing is read from disk here.  The files are described in docs/policy/writing.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from denizen.policy.clause import Clause, Source
from denizen.policy.community import Community, LayerRules, slices_of
from denizen.policy.faults import Faults, Place, did_you_mean
from denizen.policy.folder import HEADING, PolicyFolder, read_policy_folder
from denizen.policy.judge import judge, weakening_clauses
from denizen.policy.words import Layer

Folders = Mapping[str, Mapping[str, bytes]]


def load_community(id_: str, folders: Folders) -> Community:
    """Load a community with the layers above it and its programme; raises `PolicyFaultsError`."""
    reader = StackReader(folders)
    chain = reader.chain_of(id_)
    programme = reader.programme_of(chain[0]) if chain else None
    involved = [*chain, *([programme] if programme and programme not in chain else [])]
    clauses = stack_of(chain, programme)
    sources = {folder.id: sources_of(folder, chain) for folder in involved}
    judge(clauses, sources=sources, faults=reader.faults)
    if chain and not clauses:
        reader.faults.add("empty", "no clause governs this community", place=chain[0].place())
    reader.faults.raise_if_any()
    return community_of(involved, clauses)


def community_of(involved: list[PolicyFolder], clauses: list[Clause]) -> Community:
    """Put a community together from its own folder, which comes first, and those that stand over it."""
    folder = involved[0]
    heading = folder.heading
    return Community(
        id=heading.id,
        name=heading.name,
        kind=heading.kind,
        above=heading.above,
        programme=heading.programme,
        completeness_note=heading.completeness_note,
        layers=layers_of(clauses),
        slices=slices_of(clauses),
        sources=everything(involved),
        instructions=folder.instructions,
        practice=folder.practice,
        encounters=folder.encounters,
        weakened=weakening_clauses(clauses),
        translations=tuple(one for each in involved for one in each.translations.values()),
    )


@dataclass(slots=True)
class StackReader:
    """Opens each folder once, following `above` and `programme`."""

    folders: Folders
    faults: Faults = field(default_factory=Faults)
    read: dict[str, PolicyFolder | None] = field(default_factory=dict)

    def open(self, id_: str, *, named_in: Place) -> PolicyFolder | None:
        """Read a community's folder; a fault and None if there is none."""
        if id_ not in self.folders:
            mend = did_you_mean(id_, sorted(self.folders))
            what = f"no community {id_!r}"
            self.faults.add("unknown_community", what, place=named_in, mend=mend)
            return None
        if id_ not in self.read:
            self.read[id_] = read_policy_folder(id_, self.folders[id_], faults=self.faults)
        return self.read[id_]

    def chain_of(self, id_: str) -> list[PolicyFolder]:
        """Follow `above` to the top; the community itself comes first."""
        chain: list[PolicyFolder] = []
        wanted = id_
        while wanted:
            place = chain[-1].place("above") if chain else Place(f"{id_}/{HEADING}")
            if any(folder.id == wanted for folder in chain):
                self.faults.add("cyclic_above", f"`above` leads back to {wanted}", place=place)
                break
            folder = self.open(wanted, named_in=place)
            if folder is None:
                break
            if chain and not stands_above(folder, chain[-1]):
                what = f"{folder.id} does not stand above {chain[-1].id}"
                self.faults.add("not_above", what, place=place)
            chain.append(folder)
            wanted = folder.heading.above
        return chain

    def programme_of(self, own: PolicyFolder) -> PolicyFolder | None:
        """Find whose programme.cedar governs the card software."""
        wanted = own.heading.programme
        if Layer.PROGRAMME in own.clauses and wanted != own.id:
            what = f"the folder has a programme.cedar of its own, and names {wanted!r}"
            self.faults.add("two_programmes", what, place=own.place("programme"))
        folder = self.open(wanted, named_in=own.place("programme")) if wanted else None
        if folder is not None and Layer.PROGRAMME not in folder.clauses:
            what = f"{wanted} has no policy/programme.cedar"
            self.faults.add("no_programme", what, place=own.place("programme"))
        return folder


def stands_above(upper: PolicyFolder, lower: PolicyFolder) -> bool:
    """Tell whether one community's layer is higher than another's."""
    return upper.heading.kind.layer.rank < lower.heading.kind.layer.rank


def stack_of(chain: list[PolicyFolder], programme: PolicyFolder | None) -> list[Clause]:
    """Give the clauses that govern: each upper community's own layer, all of one's own, the programme's."""
    if not chain:
        return []
    own, *upper = chain
    found = [folder.clauses.get(folder.heading.kind.layer, ()) for folder in reversed(upper)]
    found += [own.clauses.get(layer, ()) for layer in Layer if layer is not Layer.PROGRAMME]
    if programme is not None:
        found.append(programme.clauses.get(Layer.PROGRAMME, ()))
    return [clause for layer in found for clause in layer]


def layers_of(clauses: list[Clause]) -> tuple[LayerRules, ...]:
    """Cut the stack into layers, the highest first."""
    found = []
    for layer in Layer:
        own = tuple(clause for clause in clauses if clause.layer is layer)
        if own:
            found.append(LayerRules(layer, own[0].community, own))
    return tuple(found)


def sources_of(folder: PolicyFolder, chain: list[PolicyFolder]) -> dict[str, Source]:
    """Give the sources that a folder's clauses may name: its own, and those of the layers above."""
    start = chain.index(folder) if folder in chain else len(chain)
    return everything([*chain[start:], folder])


def everything(folders: list[PolicyFolder]) -> dict[str, Source]:
    """Join the sources of folders; an earlier folder wins."""
    return {key: one for folder in reversed(folders) for key, one in folder.sources.items()}
