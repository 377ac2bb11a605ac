"""Asks all custodians at the same time, so that one that stalls costs its deadline once and no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field

from denizen.linkage.oprf import (
    Custodian,
    Evaluation,
    Group,
    PublicKey,
    ShareAnswer,
    ThresholdEvaluator,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A custodian that is being asked."""

    index: int
    coming: Future[ShareAnswer] = field(repr=False)

    def answer(self, epoch: str, elements: tuple[bytes, ...]) -> ShareAnswer:
        """Wait for the answer to what was asked; raises what the custodian's line raised."""
        del epoch, elements
        return self.coming.result()


@dataclass(frozen=True, slots=True)
class TogetherEvaluator:
    """Evaluates with whichever custodians answer first; the others are not waited for."""

    public: PublicKey
    custodians: Sequence[Custodian]
    group: Group = field(repr=False)

    def evaluate(self, elements: tuple[bytes, ...]) -> Evaluation:
        """Evaluate a batch; raises `LinkageError` as `ThresholdEvaluator` does."""
        pool = ThreadPoolExecutor(max_workers=max(1, len(self.custodians)))
        try:
            coming = {
                pool.submit(each.answer, self.public.epoch, elements): each.index
                for each in self.custodians
            }
            answers = as_they_come(coming)
            return ThresholdEvaluator(self.public, answers, self.group).evaluate(elements)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def as_they_come(coming: Mapping[Future[ShareAnswer], int]) -> Iterator[Custodian]:
    """Give each custodian once its answer, or its failure, is there."""
    for each in as_completed(coming):
        yield Asked(coming[each], each)
