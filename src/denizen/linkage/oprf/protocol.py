"""The client's half of the protocol (RFC 9497, section 3.3): blind labels, make outputs of what comes back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from denizen.errors import LinkageError
from denizen.linkage.oprf.group import IDENTITY, Group
from denizen.linkage.oprf.hashing import MOST_BYTES, Mode, framed, hash_to_group


@dataclass(frozen=True, slots=True)
class Blinding:
    """One batch: random blinds, which stay with the client, and the elements that custodians see."""

    group: Group = field(repr=False)
    blinds: tuple[bytes, ...] = field(repr=False)
    elements: tuple[bytes, ...] = field(repr=False)


def blind(
    labels: Sequence[bytes],
    group: Group,
    *,
    mode: Mode = Mode.VERIFIABLE,
    blinds: Sequence[bytes] | None = None,
) -> Blinding:
    """Blind labels, each with a scalar of its own; `blinds` is for the standard's vectors only."""
    chosen = tuple(blinds) if blinds is not None else tuple(group.random_scalar() for _ in labels)
    elements = tuple(
        blinded(label, scalar, group=group, mode=mode)
        for label, scalar in zip(labels, chosen, strict=True)
    )
    return Blinding(group, chosen, elements)


def blinded(label: bytes, scalar: bytes, *, group: Group, mode: Mode) -> bytes:
    """Blind one label; raises `LinkageError` for one that is too long or falls on the identity."""
    if len(label) > MOST_BYTES:
        raise LinkageError("oprf.label_too_long", f"more than {MOST_BYTES} bytes", where="label")
    point = hash_to_group(label, group, mode=mode)
    if point == IDENTITY:
        raise LinkageError("oprf.element", "the label falls on the identity", where="label")
    return group.times(scalar, point)


def finalize(
    labels: Sequence[bytes], blinding: Blinding, *, evaluated: Sequence[bytes]
) -> tuple[bytes, ...]:
    """Take the blinds off evaluated elements and hash (RFC 9497, section 3.3.1); 64 bytes a label."""
    return tuple(
        output(label, blinding.group.times(blinding.group.inverse(scalar), element))
        for label, scalar, element in zip(labels, blinding.blinds, evaluated, strict=True)
    )


def output(label: bytes, element: bytes) -> bytes:
    """Hash a label with its unblinded element."""
    return hashlib.sha512(framed(label, element) + b"Finalize").digest()
