"""From one root to the next: the old root signs a statement that names its successor.

A list carries the statements that lead from older roots to the one that signed it, so that a verifier
pinned to an older root follows them one by one; each is signed by the root before it, and the last
root named proves itself by signing the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from denizen._encoding import deterministic_cbor
from denizen.envelope import cose_sign1
from denizen.errors import DenizenError, MalformedError
from denizen.keys import PublicKey, Signer
from denizen.trust.list_payload import epoch, malformed, numbered, octets, read_mode, whole
from denizen.trust.trust_limits import HANDOVER_BYTES, LATEST_INSTANT
from denizen.trust.trust_list import ProgrammeMode, require_utc

PROFILE = "denizen-root-handover-1"
MEDIA_TYPE = "application/denizen-root-handover+cbor"
FIELDS = range(1, 5)


@dataclass(frozen=True, slots=True)
class RootPin:
    """The root that a verifier believes, and the mode of the programme it stands for."""

    public_key: PublicKey
    mode: ProgrammeMode


def sign_handover(
    next_root: PublicKey, root: Signer, *, mode: ProgrammeMode, at: datetime
) -> bytes:
    """State, signed by `root`, that `next_root` follows it in the same mode from `at` on."""
    require_utc(at)
    payload = {1: PROFILE, 2: mode.value, 3: epoch(at), 4: next_root.to_cose()}
    return cose_sign1.sign(deterministic_cbor.dumps(payload), root, typ=MEDIA_TYPE)


def follow(pin: RootPin, handovers: Sequence[bytes]) -> tuple[RootPin, ...]:
    """Give the roots that the pin leads to, itself first; statements of other roots lead nowhere.

    Raises `MalformedError` for a statement that is none, and nothing for one that does not verify: it
    simply adds no root.
    """
    path = [pin]
    for statement in handovers:
        successor = read_handover(statement, path[-1])
        if successor is not None:
            path.append(successor)
    return tuple(path)


def read_handover(statement: bytes, current: RootPin) -> RootPin | None:
    """Give the successor that `current` names in this statement, or none if it did not sign it."""
    envelope = cose_sign1.parse(statement)
    if envelope.key_id != current.public_key.key_id or envelope.typ != MEDIA_TYPE:
        return None
    try:
        envelope.verify(current.public_key)
    except MalformedError:
        raise
    except DenizenError:
        return None
    fields = numbered(deterministic_cbor.loads(envelope.payload), FIELDS, required=FIELDS)
    whole(fields[3], LATEST_INSTANT)
    if fields[1] != PROFILE:
        raise malformed("a handover is of a profile that we do not read")
    if read_mode(fields[2]) is not current.mode:
        return None
    return RootPin(PublicKey.from_cose(octets(fields[4], HANDOVER_BYTES)), current.mode)
