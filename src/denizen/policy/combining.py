"""Joins the layers' own answers into one, by the rules of docs/policy/combining.md.

Within a layer a prohibition stands before a permission, and a duty before a permission; a duty and a
prohibition at once are contested.  Across layers, from the top down, the first that speaks stands: a lower
layer may narrow a `may` and never undo a `must` or `must_not`.  A clause may claim to void lower answers of
some kinds (`@preempts`); where that claim is disputed (`@contested`) both stand and the answer is contested.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from denizen.policy.clause import Clause
from denizen.policy.words import Ruling

Applying = Mapping[Ruling, tuple[Clause, ...]]
BINDING: Final = frozenset({Ruling.MUST, Ruling.MUST_NOT})


@dataclass(frozen=True, slots=True)
class Spoken:
    """A clause with what it says about the action asked."""

    clause: Clause
    ruling: Ruling


@dataclass(frozen=True, slots=True)
class Lost:
    """A clause that applies and did not decide, the clause that won, and why (a word of `answer.Why`)."""

    spoken: Spoken
    by: Clause
    why: str


@dataclass(frozen=True, slots=True)
class LayerVoice:
    """What one layer says by itself: its ruling, who said it, and who lost within the layer."""

    ruling: Ruling
    speaking: tuple[Spoken, ...] = ()
    lost: tuple[Lost, ...] = ()


@dataclass(slots=True)
class Standing:
    """What stands so far, from the top down."""

    ruling: Ruling = Ruling.SILENT
    speaking: list[Spoken] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    disputed: list[str] = field(default_factory=list)

    def hear(self, voice: LayerVoice) -> None:
        """Let the next lower layer speak."""
        if voice.ruling is Ruling.SILENT:
            return
        self.lost += voice.lost
        claims = self.claims_on(voice.ruling)
        settled = next((one for one in claims if not one.clause.contested), None)
        if settled is not None:
            self.lose(voice.speaking, settled, why="preempted")
        elif claims:
            self.dispute(claims, voice)
        elif self.ruling is Ruling.SILENT:
            self.stand(voice)
        elif self.ruling is Ruling.CONTESTED:
            self.speaking += voice.speaking
        else:
            self.hear_below(voice)

    def hear_below(self, voice: LayerVoice) -> None:
        """Let a layer speak below one that has said must, must not or may."""
        if voice.ruling is self.ruling:
            self.speaking += voice.speaking
        elif self.ruling in BINDING:
            self.lose(voice.speaking, self.speaking[0], why="upper_layer")
        else:
            wide = self.speaking
            self.speaking = []
            self.stand(voice)
            self.lose(tuple(wide), voice.speaking[0], why="narrowed")

    def claims_on(self, ruling: Ruling) -> list[Spoken]:
        """Find the standing clauses that claim to void an answer of this kind."""
        kinds = BINDING if ruling is Ruling.CONTESTED else {ruling}
        return [one for one in self.speaking if kinds & one.clause.preempts]

    def stand(self, voice: LayerVoice) -> None:
        """Let the layer's word stand."""
        self.ruling = voice.ruling
        self.speaking += voice.speaking
        if voice.ruling is Ruling.CONTESTED:
            self.disputed += [one.clause.cite for one in voice.speaking]

    def lose(self, losers: tuple[Spoken, ...], winner: Spoken, *, why: str) -> None:
        """Note who lost to whom."""
        self.lost += [Lost(one, winner.clause, why) for one in losers]

    def dispute(self, claims: list[Spoken], voice: LayerVoice) -> None:
        """Let both sides of a disputed claim stand."""
        for one in claims:
            self.disputed += [one.clause.cite, one.clause.contested]
        self.disputed += [one.clause.cite for one in voice.speaking]
        self.ruling = Ruling.CONTESTED
        self.speaking += voice.speaking


def voice_of(applying: Applying) -> LayerVoice:
    """Say what one layer says by itself, of the clauses that apply."""
    spoken = {
        ruling: tuple(Spoken(clause, ruling) for clause in clauses)
        for ruling, clauses in applying.items()
        if clauses
    }
    forbidding, demanding = spoken.get(Ruling.MUST_NOT), spoken.get(Ruling.MUST)
    permitting = spoken.get(Ruling.MAY, ())
    if forbidding and demanding:
        lost = lost_to(permitting, forbidding[0], why="same_layer")
        return LayerVoice(Ruling.CONTESTED, (*forbidding, *demanding), lost)
    if forbidding:
        return LayerVoice(
            Ruling.MUST_NOT, forbidding, lost_to(permitting, forbidding[0], why="same_layer")
        )
    if demanding:
        return LayerVoice(Ruling.MUST, demanding, lost_to(permitting, demanding[0], why="narrowed"))
    return LayerVoice(Ruling.MAY, permitting) if permitting else LayerVoice(Ruling.SILENT)


def lost_to(losers: tuple[Spoken, ...], winner: Spoken, *, why: str) -> tuple[Lost, ...]:
    """Note who lost to whom; a clause that both permits and demands does not lose to itself."""
    return tuple(
        Lost(one, winner.clause, why) for one in losers if one.clause.id != winner.clause.id
    )
