"""Joins the layers' answers over a whole space at once: `combining`, written for arrays.

Every array is only as large as what its clauses mention; numpy's broadcasting joins them.  The order of the
steps is that of `combining.Standing.hear`, and tests hold the two equal on every cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from denizen.policy.clause import Clause
from denizen.policy.combining import BINDING
from denizen.policy.expression import Flags
from denizen.policy.words import Ruling

Codes = NDArray[np.uint8]
CODES: Final = {ruling: code for code, ruling in enumerate(Ruling)}
RULINGS: Final = tuple(Ruling)
SILENT: Final = CODES[Ruling.SILENT]
CONTESTED: Final = CODES[Ruling.CONTESTED]
NOWHERE: Final[Flags] = np.zeros((), dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a clause applies."""

    clause: Clause
    where: Flags


@dataclass(slots=True)
class Deciding:
    """Where a clause is among those that decide so far."""

    clause: Clause
    where: Flags


@dataclass(slots=True)
class Resolution:
    """What stands so far over a space, about one action."""

    action: str
    codes: Codes = field(default_factory=lambda: np.full((), SILENT, dtype=np.uint8))
    deciding: list[Deciding] = field(default_factory=list)

    def hear(self, hits: Sequence[Hit]) -> None:
        """Let the next lower layer speak."""
        voice = voice_codes(hits, self.action)
        speaks = voice != SILENT
        settled = speaks & self.claimed(voice, disputed=False)
        disputed = speaks & ~settled & self.claimed(voice, disputed=True)
        rest = speaks & ~settled & ~disputed
        narrows = rest & (self.codes == CODES[Ruling.MAY]) & (voice != self.codes)
        stands = narrows | (rest & (self.codes == SILENT))
        heard = disputed | stands | (rest & ((self.codes == CONTESTED) | (voice == self.codes)))
        for one in self.deciding:
            one.where = one.where & ~narrows
        self.codes = np.where(disputed, np.uint8(CONTESTED), np.where(stands, voice, self.codes))
        self.deciding += [
            Deciding(one.clause, heard & said)
            for one, said in spoken(hits, voice, action=self.action)
        ]

    def claimed(self, voice: Codes, *, disputed: bool) -> Flags:
        """Tell where a deciding clause claims to void what the layer says."""
        found = NOWHERE
        for one in self.deciding:
            if one.clause.preempts and bool(one.clause.contested) is disputed:
                found = found | (one.where & among(voice, voided_by(one.clause)))
        return found


def voice_codes(hits: Sequence[Hit], action: str) -> Codes:
    """Say what one layer says by itself, everywhere."""
    forbidding = anywhere(hits, action, ruling=Ruling.MUST_NOT)
    demanding = anywhere(hits, action, ruling=Ruling.MUST)
    permitting = anywhere(hits, action, ruling=Ruling.MAY)
    codes = np.where(permitting, np.uint8(CODES[Ruling.MAY]), np.uint8(SILENT))
    codes = np.where(demanding, np.uint8(CODES[Ruling.MUST]), codes)
    codes = np.where(forbidding, np.uint8(CODES[Ruling.MUST_NOT]), codes)
    return np.where(forbidding & demanding, np.uint8(CONTESTED), codes)


def anywhere(hits: Iterable[Hit], action: str, *, ruling: Ruling) -> Flags:
    """Tell where any clause of one ruling applies."""
    found = NOWHERE
    for hit in hits:
        if hit.clause.ruling_on(action) is ruling:
            found = found | hit.where
    return found


def spoken(hits: Iterable[Hit], voice: Codes, *, action: str) -> Iterator[tuple[Hit, Flags]]:
    """Tell where each clause is among those that say what its layer says."""
    for hit in hits:
        ruling = hit.clause.ruling_on(action)
        if ruling is not None:
            kinds = [CODES[ruling], *([CONTESTED] if ruling in BINDING else [])]
            yield hit, hit.where & among(voice, kinds)


def voided_by(clause: Clause) -> list[int]:
    """Give the codes of the answers that a clause claims to void; a contradiction falls with its halves."""
    codes = [CODES[ruling] for ruling in clause.preempts]
    return [*codes, CONTESTED] if BINDING & clause.preempts else codes


def among(codes: Codes, wanted: Sequence[int]) -> Flags:
    """Tell where a code is one of some."""
    found = NOWHERE
    for code in wanted:
        found = found | (codes == code)
    return found


def resolve(layers: Sequence[Sequence[Hit]], action: str) -> Resolution:
    """Join the layers' answers about an action, the highest layer first."""
    standing = Resolution(action)
    for hits in layers:
        about = [hit for hit in hits if action in hit.clause.subjects]
        if about:
            standing.hear(about)
    return standing
