"""Evaluation by t of n custodians: each answer is proved, liars are named, any t good ones make the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from denizen.errors import CustodianFaultError, LinkageError
from denizen.linkage.oprf.dleq import Statement, holds, prove
from denizen.linkage.oprf.group import Group, scalar_of
from denizen.linkage.oprf.key_share import KeyShare, PublicKey, lagrange

MOST_ELEMENTS = 256


@dataclass(frozen=True, slots=True)
class ShareAnswer:
    """One custodian's answer to a batch: its share times every element, and the proof."""

    epoch: str
    index: int
    elements: tuple[bytes, ...] = field(repr=False)
    proof: bytes = field(repr=False)


class Custodian(Protocol):
    """Whoever holds a share: a process elsewhere, or one embedded in a demonstration."""

    @property
    def index(self) -> int:
        """Give the share's index."""

    def answer(self, epoch: str, elements: tuple[bytes, ...]) -> ShareAnswer:
        """Multiply a batch; raises `LinkageError` when it cannot or will not."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A batch evaluated under the whole key, and the custodians whose answers were not taken, with why."""

    elements: tuple[bytes, ...] = field(repr=False)
    faults: tuple[LinkageError, ...] = ()


class Evaluator(Protocol):
    """Evaluates blinded elements under an epoch's key; whoever implements it never sees a label."""

    def evaluate(self, elements: tuple[bytes, ...]) -> Evaluation:
        """Evaluate a batch; raises `LinkageError` when too few custodians gave a good answer."""


@dataclass(frozen=True, slots=True)
class EmbeddedCustodian:
    """A custodian inside this process: for demonstrations and tests; it protects nothing."""

    share: KeyShare = field(repr=False)
    group: Group = field(repr=False)

    @property
    def index(self) -> int:
        """Give the share's index."""
        return self.share.index

    def answer(self, epoch: str, elements: tuple[bytes, ...]) -> ShareAnswer:
        """Multiply a batch and prove it; raises `LinkageError` for another epoch or a bad element."""
        return answer_of(self.share, epoch, elements=elements, group=self.group)


def answer_of(
    share: KeyShare, epoch: str, *, elements: tuple[bytes, ...], group: Group
) -> ShareAnswer:
    """Answer a batch with a share; what a daemon does as well."""
    if epoch != share.public.epoch:
        raise LinkageError("oprf.epoch", "this share is of another epoch", where="epoch")
    if not 1 <= len(elements) <= MOST_ELEMENTS:
        raise LinkageError(
            "oprf.batch", f"a batch has 1 to {MOST_ELEMENTS} elements", where="elements"
        )
    for each in elements:
        group.element(each, where="elements")
    evaluated = tuple(group.times(share.scalar, each) for each in elements)
    public = share.public.of_share(share.index, group)
    proof = prove(Statement(public, elements, evaluated), share.scalar, group=group)
    return ShareAnswer(epoch, share.index, evaluated, proof)


@dataclass(frozen=True, slots=True)
class ThresholdEvaluator:
    """Asks custodians in turn until as many as are needed gave a good answer."""

    public: PublicKey
    custodians: Iterable[Custodian]
    group: Group = field(repr=False)

    def evaluate(self, elements: tuple[bytes, ...]) -> Evaluation:
        """Evaluate a batch; raises `LinkageError` with `oprf.too_few` when too few answers are good."""
        good: dict[int, tuple[bytes, ...]] = {}
        faults: list[LinkageError] = []
        for custodian in self.custodians:
            try:
                good[custodian.index] = self.checked(custodian, elements)
            except LinkageError as fault:
                faults.append(fault)
            if len(good) == self.public.threshold:
                break  # before the next is fetched, for whom one may have to wait
        if len(good) < self.public.threshold:
            raise too_few(len(good), self.public.threshold, faults=faults)
        return Evaluation(combined(good, self.group), tuple(faults))

    def checked(self, custodian: Custodian, elements: tuple[bytes, ...]) -> tuple[bytes, ...]:
        """Ask one custodian and hold the answer to its proof; raises `CustodianFaultError` naming a liar."""
        answer = custodian.answer(self.public.epoch, elements)
        if answer.epoch != self.public.epoch or answer.index != custodian.index:
            raise CustodianFaultError(
                "oprf.wrong_answer", "the answer is of another key", custodian=custodian.index
            )
        try:
            for each in answer.elements:
                self.group.element(each, where="answer")
            public = self.public.of_share(custodian.index, self.group)
            proved = holds(
                Statement(public, elements, answer.elements), answer.proof, group=self.group
            )
        except LinkageError:
            proved = False
        if not proved:
            raise CustodianFaultError(
                "oprf.bad_proof", "the answer's proof does not hold", custodian=custodian.index
            )
        return answer.elements


def combined(good: Mapping[int, tuple[bytes, ...]], group: Group) -> tuple[bytes, ...]:
    """Join shares' answers to the whole key's, by Lagrange's weights at zero."""
    weights = {index: scalar_of(lagrange(index, good)) for index in good}
    joined = []
    for parts in zip(*good.values(), strict=True):
        weighted = [
            group.times(weights[index], part) for index, part in zip(good, parts, strict=True)
        ]
        whole = weighted[0]
        for part in weighted[1:]:
            whole = group.plus(whole, part)
        joined.append(whole)
    return tuple(joined)


def too_few(good: int, needed: int, *, faults: Sequence[LinkageError]) -> LinkageError:
    """Make the refusal that too few answered, naming how each other one failed by its code."""
    codes = ", ".join(fault.code for fault in faults) or "none was asked"
    return LinkageError(
        "oprf.too_few",
        f"{good} of {needed} custodians gave a good answer ({codes})",
        where="custodians",
        mend="The check waits; the card is issued all the same.",
    )
