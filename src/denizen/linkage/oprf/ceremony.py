"""Making a key that nobody ever holds whole: each custodian deals shares of a number of their own.

    1. each   `deal(...)`: a random polynomial, commitments to it, a proof of knowing its constant term;
    2. all    show the digest of their commitments first, then the commitments (`digest_of`);
    3. each   sends every other custodian its share, over the meeting's table;
    4. each   `accept(...)`: checks every share against its dealer's commitments, and adds up.

Dealing is Pedersen's, commitments are Feldman's.  Showing digests first keeps the last dealer from choosing a
number by the others' (the bias that Gennaro and others describe in "Secure Distributed Key Generation", 2007);
the proof keeps anybody from cancelling another's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from denizen.errors import CustodianFaultError, LinkageError
from denizen.linkage.oprf.group import BYTES, Group, scalar_of
from denizen.linkage.oprf.hashing import framed, hash_to_scalar
from denizen.linkage.oprf.key_share import MOST_CUSTODIANS, KeyShare, PublicKey, committed_at

TAG: Final = b"denizen-custodian-ceremony-1"


@dataclass(frozen=True, slots=True)
class Plan:
    """What the custodians agree on before they begin."""

    epoch: str
    threshold: int
    count: int

    def __post_init__(self) -> None:
        """Refuse a plan that cannot work, or that would leave one holder with everything."""
        if not 2 <= self.threshold <= self.count <= MOST_CUSTODIANS:
            raise LinkageError(
                "oprf.plan",
                f"{self.threshold} of {self.count} custodians cannot be",
                where="threshold",
                mend=f"Two at least have to answer, of {MOST_CUSTODIANS} at most.",
            )


@dataclass(frozen=True, slots=True)
class Dealing:
    """What one custodian deals: commitments for all, a share for each, a proof about the constant term."""

    dealer: int
    commitments: tuple[bytes, ...]
    proof: bytes
    shares: Mapping[int, bytes] = field(repr=False)


def deal(plan: Plan, dealer: int, *, group: Group) -> Dealing:
    """Draw a polynomial and deal its shares."""
    terms = [group.random_scalar() for _ in range(plan.threshold)]
    commitments = tuple(group.base_times(term) for term in terms)
    shares = {index: value_at(terms, index, group=group) for index in range(1, plan.count + 1)}
    proof = know(plan, dealer, term=terms[0], group=group)
    return Dealing(dealer, commitments, proof, shares)


def value_at(terms: Sequence[bytes], index: int, *, group: Group) -> bytes:
    """Evaluate a polynomial of secret terms at a public index (Horner)."""
    found = terms[-1]
    for term in reversed(terms[:-1]):
        found = group.scalar_plus(group.scalar_times(found, scalar_of(index)), term)
    return found


def digest_of(dealing: Dealing) -> bytes:
    """Give what a dealer shows before the commitments."""
    number = dealing.dealer.to_bytes(2, "big")
    return hashlib.sha512(framed(TAG, number, *dealing.commitments, dealing.proof)).digest()


def accept(plan: Plan, own: int, *, dealings: Sequence[Dealing], group: Group) -> KeyShare:
    """Add up what all dealt to one custodian.

    Raises `CustodianFaultError` naming the dealer whose share, proof or commitments do not fit.
    """
    if sorted(each.dealer for each in dealings) != list(range(1, plan.count + 1)):
        raise LinkageError("oprf.dealings", "not every custodian dealt once", where="ceremony")
    for each in dealings:
        check_dealing(plan, each, own=own, group=group)
    total = dealings[0].shares[own]
    for each in dealings[1:]:
        total = group.scalar_plus(total, each.shares[own])
    return KeyShare(public_of(plan, dealings, group=group), own, total)


def public_of(plan: Plan, dealings: Sequence[Dealing], *, group: Group) -> PublicKey:
    """Add the dealers' commitments up to those of the whole key."""
    added = list(dealings[0].commitments)
    for each in dealings[1:]:
        added = [group.plus(one, other) for one, other in zip(added, each.commitments, strict=True)]
    return PublicKey(plan.epoch, plan.count, tuple(added))


def check_dealing(plan: Plan, dealing: Dealing, *, own: int, group: Group) -> None:
    """Hold one dealing to the plan, to its proof and to its commitments."""
    try:
        if len(dealing.commitments) != plan.threshold:
            raise LinkageError("oprf.dealings", "another number of terms", where="ceremony")
        for each in dealing.commitments:
            group.element(each, where="ceremony")
        share = group.scalar(dealing.shares.get(own, b""), where="ceremony")
        expected = committed_at(dealing.commitments, own, group=group)
        fits = group.base_times(share) == expected and knows(plan, dealing, group=group)
    except LinkageError:
        fits = False
    if not fits:
        raise CustodianFaultError(
            "oprf.bad_dealing", "what this custodian dealt does not fit", custodian=dealing.dealer
        )


def know(plan: Plan, dealer: int, *, term: bytes, group: Group) -> bytes:
    """Prove knowledge of a constant term (Schnorr), bound to the epoch and the dealer."""
    once = group.random_scalar()
    public = group.base_times(term)
    challenge = challenged(plan, dealer, elements=(public, group.base_times(once)), group=group)
    return challenge + group.scalar_minus(once, group.scalar_times(challenge, term))


def knows(plan: Plan, dealing: Dealing, *, group: Group) -> bool:
    """Tell whether a dealer proved to know the constant term."""
    challenge = group.scalar(dealing.proof[:BYTES], where="ceremony")
    response = group.scalar(dealing.proof[BYTES:], where="ceremony")
    public = dealing.commitments[0]
    commitment = group.plus(group.base_times(response), group.times(challenge, public))
    return challenge == challenged(plan, dealing.dealer, elements=(public, commitment), group=group)


def challenged(plan: Plan, dealer: int, *, elements: tuple[bytes, bytes], group: Group) -> bytes:
    """Hash the proof's transcript."""
    numbers = bytes([dealer, plan.threshold, plan.count])
    transcript = framed(plan.epoch.encode(), numbers, *elements)
    return hash_to_scalar(transcript, group, tag=TAG)
