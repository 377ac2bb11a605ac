"""Proofs that one scalar multiplied a whole batch (RFC 9497, section 2.2), so that a liar is named."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from denizen.errors import LinkageError
from denizen.linkage.oprf.group import BYTES, Group
from denizen.linkage.oprf.hashing import Mode, context_of, framed, hash_to_scalar

PROOF_BYTES = 2 * BYTES
CONTEXT = context_of(Mode.VERIFIABLE)


@dataclass(frozen=True, slots=True)
class Statement:
    """What is claimed: one scalar times the base is `public`, and times each of `blinded` is `evaluated`."""

    public: bytes
    blinded: tuple[bytes, ...]
    evaluated: tuple[bytes, ...]


def prove(
    statement: Statement, scalar: bytes, *, group: Group, random: bytes | None = None
) -> bytes:
    """Prove a statement; 64 bytes.  `random` is for the standard's vectors only."""
    once = random if random is not None else group.random_scalar()
    weighted = weigh(statement.blinded, weights(statement, group), group=group)
    evaluated = group.times(scalar, weighted)
    commitments = (group.base_times(once), group.times(once, weighted))
    challenge = challenge_of(
        statement.public, (weighted, evaluated), commitments=commitments, group=group
    )
    response = group.scalar_minus(once, group.scalar_times(challenge, scalar))
    return challenge + response


def holds(statement: Statement, proof: bytes, *, group: Group) -> bool:
    """Tell whether a proof shows a statement; what is no proof at all shows nothing."""
    if len(proof) != PROOF_BYTES or len(statement.blinded) != len(statement.evaluated):
        return False
    try:
        return hmac.compare_digest(proof[:BYTES], challenge_again(statement, proof, group=group))
    except LinkageError:
        return False


def challenge_again(statement: Statement, proof: bytes, *, group: Group) -> bytes:
    """Work the challenge out from the proof (RFC 9497, section 2.2.2)."""
    challenge = group.scalar(proof[:BYTES], where="proof")
    response = group.scalar(proof[BYTES:], where="proof")
    each = weights(statement, group)
    weighted = weigh(statement.blinded, each, group=group)
    evaluated = weigh(statement.evaluated, each, group=group)
    commitments = (
        group.plus(group.base_times(response), group.times(challenge, statement.public)),
        group.plus(group.times(response, weighted), group.times(challenge, evaluated)),
    )
    return challenge_of(
        statement.public, (weighted, evaluated), commitments=commitments, group=group
    )


def weights(statement: Statement, group: Group) -> list[bytes]:
    """Draw a weight for each pair from all that is claimed (RFC 9497, section 2.2.1)."""
    seed = hashlib.sha512(framed(statement.public, b"Seed-" + CONTEXT)).digest()
    pairs = zip(statement.blinded, statement.evaluated, strict=True)
    return [
        hash_to_scalar(
            framed(seed) + place.to_bytes(2, "big") + framed(one, other) + b"Composite",
            group,
            tag=b"HashToScalar-" + CONTEXT,
        )
        for place, (one, other) in enumerate(pairs)
    ]


def weigh(elements: Sequence[bytes], each: Sequence[bytes], *, group: Group) -> bytes:
    """Add elements up by their weights."""
    if not elements:
        raise LinkageError("oprf.empty_batch", "nothing to prove", where="batch")
    found: bytes | None = None
    for element, weight in zip(elements, each, strict=True):
        part = group.times(weight, element)
        found = part if found is None else group.plus(found, part)
    return found or b""


def challenge_of(
    public: bytes,
    composites: tuple[bytes, bytes],
    *,
    commitments: tuple[bytes, bytes],
    group: Group,
) -> bytes:
    """Hash the transcript to the challenge."""
    transcript = framed(public, *composites, *commitments) + b"Challenge"
    return hash_to_scalar(transcript, group, tag=b"HashToScalar-" + CONTEXT)
