"""A custodian's share of a key, the public key that shares are proved against, and their file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from denizen.errors import LinkageError
from denizen.linkage.oprf.group import ORDER, Group, scalar_of

SCHEMA: Final = 1
FIELDS: Final = {"schema", "epoch", "index", "count", "share", "commitments", "sum"}
MOST_CUSTODIANS: Final = 16
MOST_BYTES: Final = 20_000


@dataclass(frozen=True)
class PublicKey:
    """What everybody knows of a key: its epoch, how many hold shares, and commitments to its polynomial.

    There are as many commitments as custodians are needed; the first is the whole key's public element.
    """

    epoch: str
    count: int
    commitments: tuple[bytes, ...]

    @property
    def threshold(self) -> int:
        """Give how many custodians have to answer."""
        return len(self.commitments)

    @cached_property
    def _of_shares(self) -> dict[int, bytes]:
        """Keep what was worked out of each share."""
        return {}

    def of_share(self, index: int, group: Group) -> bytes:
        """Give the public element of one custodian's share."""
        if index not in self._of_shares:
            self._of_shares[index] = committed_at(self.commitments, index, group=group)
        return self._of_shares[index]


@dataclass(frozen=True, slots=True)
class KeyShare:
    """One custodian's share; only its holder has it."""

    public: PublicKey
    index: int
    scalar: bytes = field(repr=False)


def committed_at(commitments: Iterable[bytes], index: int, *, group: Group) -> bytes:
    """Evaluate a committed polynomial at an index, in the exponent."""
    found: bytes | None = None
    for power, commitment in enumerate(commitments):
        part = group.times(scalar_of(pow(index, power, ORDER)), commitment)
        found = part if found is None else group.plus(found, part)
    if found is None:
        raise LinkageError("oprf.no_commitments", "a key has no commitments", where="key")
    return found


def lagrange(index: int, among: Iterable[int]) -> int:
    """Give the weight of one share at zero; indexes are public, so plain numbers do."""
    above, below = 1, 1
    for other in among:
        if other != index:
            above = above * other % ORDER
            below = below * (other - index) % ORDER
    return above * pow(below, -1, ORDER) % ORDER


def write_share(share: KeyShare) -> bytes:
    """Write a share as a file for its holder; a sum shows when a part is missing."""
    body = {
        "schema": SCHEMA,
        "epoch": share.public.epoch,
        "index": share.index,
        "count": share.public.count,
        "share": share.scalar.hex(),
        "commitments": [each.hex() for each in share.public.commitments],
    }
    return json.dumps({**body, "sum": sum_of(body)}, indent=1).encode() + b"\n"


def read_share(data: bytes, group: Group) -> KeyShare:
    """Read a share and hold it to its commitments; raises `LinkageError` naming what is wrong, no value."""
    body = opened(data)
    try:
        public = PublicKey(
            str(body["epoch"]),
            int(body["count"]),
            tuple(bytes.fromhex(each) for each in body["commitments"]),
        )
        share = KeyShare(public, int(body["index"]), bytes.fromhex(body["share"]))
    except (ValueError, TypeError):
        raise broken("a value is not of its kind") from None
    check_share(share, group)
    return share


def opened(data: bytes) -> Mapping[str, Any]:
    """Open the file and check its sum."""
    try:
        body = json.loads(data) if len(data) <= MOST_BYTES else None
    except ValueError:
        raise broken("the file is cut short or is no share file") from None
    if not isinstance(body, dict) or set(body) != FIELDS or body["schema"] != SCHEMA:
        raise broken("the file has not the fields of a share of this version")
    plain = {key: value for key, value in body.items() if key != "sum"}
    if body["sum"] != sum_of(plain):
        raise broken("the file was changed or damaged")
    return body


def check_share(share: KeyShare, group: Group) -> None:
    """Hold a share to the numbers that it claims."""
    public = share.public
    if not 1 <= public.threshold <= public.count <= MOST_CUSTODIANS:
        raise broken("more custodians are needed than there are")
    if not 1 <= share.index <= public.count:
        raise broken("the index is not one of the custodians'")
    for each in public.commitments:
        group.element(each, where="share file")
    if group.base_times(group.scalar(share.scalar, where="share file")) != public.of_share(
        share.index, group
    ):
        raise broken("the share does not fit the public key")


def sum_of(body: Mapping[str, Any]) -> str:
    """Sum a share file up."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def broken(what: str) -> LinkageError:
    """Make the refusal of a share file."""
    return LinkageError(
        "oprf.share_file",
        what,
        where="share file",
        mend="Take the copy that the ceremony made, or ask for a new ceremony.",
    )
