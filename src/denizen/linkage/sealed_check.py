"""A check that waits for custodians, sealed so that only as many of them as a check needs can open it.

    R = r * base,  K = r * key          the epoch's public key is the custodians' first commitment
    sealed = R | ChaCha20-Poly1305 under BLAKE2b(K; R, epoch, day), padded to one size

To open it, custodians are asked to multiply R, as they multiply blinded labels: it costs them the same proof
and counts as one person against the same budget.  The city has no key that opens it, and after the epoch's
burn nobody has.  docs/decisions/0021 says why the custodians' own key is the queue's.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from denizen.errors import LinkageError
from denizen.linkage.labels import Person
from denizen.linkage.oprf import Evaluator, Group, PublicKey
from denizen.linkage.oprf.group import BYTES

PLAIN_BYTES: Final = 2048
LINEAGE_BYTES: Final = 16
ONCE: Final = bytes(12)  # each key seals one message


@dataclass(frozen=True, slots=True)
class WaitingCheck:
    """What a check needs when custodians answer again: who, whose card, and the day on which they came.

    `inserts` says that the person's rows are still to be made in this epoch.
    """

    person: Person = field(repr=False)
    lineage: bytes = field(repr=False)
    inserts: bool


def seal_check(check: WaitingCheck, key: PublicKey, *, day: date, group: Group) -> bytes:
    """Seal a check to an epoch's custodians; every sealed check has the same length."""
    scalar = group.random_scalar()
    shown = group.base_times(scalar)
    shared = group.times(scalar, key.commitments[0])
    plain = written(check)
    cipher = ChaCha20Poly1305(key_of(shared, shown, epoch=key.epoch, day=day))
    return shown + cipher.encrypt(ONCE, plain, None)


def open_check(
    data: bytes, key: PublicKey, *, day: date, evaluator: Evaluator, group: Group
) -> WaitingCheck:
    """Open a check with the custodians' help; raises `LinkageError` when too few answer or it stays shut."""
    shown = group.element(data[:BYTES], where="sealed check")
    shared = evaluator.evaluate((shown,)).elements[0]
    cipher = ChaCha20Poly1305(key_of(shared, shown, epoch=key.epoch, day=day))
    try:
        return read(cipher.decrypt(ONCE, data[BYTES:], None))
    except InvalidTag:
        raise LinkageError(
            "linkage.stays_shut", "the custodians' key does not open the check", where="check"
        ) from None


def key_of(shared: bytes, shown: bytes, *, epoch: str, day: date) -> bytes:
    """Derive the key of one sealed check."""
    data = shown + f"{epoch}|{day.isoformat()}".encode()
    return hashlib.blake2b(data, digest_size=32, key=shared, person=b"denizen check").digest()


def written(check: WaitingCheck) -> bytes:
    """Write a check, padded so that no length tells a name; raises `LinkageError` for one that does not fit."""
    body = json.dumps(
        [
            check.person.given,
            check.person.family,
            check.person.born.isoformat(),
            check.lineage.hex(),
            check.inserts,
        ]
    ).encode()
    if len(body) > PLAIN_BYTES:
        raise LinkageError("linkage.name_too_long", "the names do not fit", where="person")
    return body.ljust(PLAIN_BYTES)


def read(plain: bytes) -> WaitingCheck:
    """Read what `written` wrote."""
    given, family, born, lineage, inserts = json.loads(plain)
    return WaitingCheck(
        Person(given, family, date.fromisoformat(born)), bytes.fromhex(lineage), bool(inserts)
    )
