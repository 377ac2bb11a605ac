"""Whether a log is the one that its head speaks of, and whether it goes on from an older head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from denizen.errors import PublicLogError
from denizen.keys import PublicKey
from denizen.public_log.entry import Entry, parse_entry
from denizen.public_log.head import LogHead, parse_head
from denizen.public_log.log_limits import ENTRIES
from denizen.public_log.merkle import leaf_hash, root_of, verify_consistency


@dataclass(frozen=True, slots=True)
class VerifiedLog:
    """A log that fits its signed head.  `uncovered` entries came after the head and are not vouched for."""

    head: LogHead
    entries: tuple[Entry, ...]
    leaves: tuple[bytes, ...] = field(repr=False)
    uncovered: int


def verify(entries: Sequence[bytes], head: str, *, key: PublicKey) -> VerifiedLog:
    """Check a log against its signed head with a key that the caller trusts.

    A head and a log fetched a moment apart may differ by the newest entries: those past the head are counted
    and left out.  Not checked here: whether the key was allowed to sign, whether an older log said the same.
    Raises `MalformedError`, `BadSignatureError`, `KeyNotUsableError` and `PublicLogError`.
    """
    found = parse_head(head).verify(key)
    if len(entries) > ENTRIES:
        raise PublicLogError("log.too_large", f"the log has more than {ENTRIES} entries")
    if found.size > len(entries):
        raise PublicLogError(
            "log.shortened",
            "the log has fewer entries than its head says",
            mend="Fetch log and head again; keep both if it stays.",
        )
    leaves = tuple(leaf_hash(entry) for entry in entries[: found.size])
    if root_of(leaves) != found.root:
        raise PublicLogError(
            "log.changed",
            "the entries are not those that the head was signed over",
            mend="Fetch log and head again; keep both if it stays.",
        )
    parsed = tuple(parse_entry(entry) for entry in entries[: found.size])
    check_days(parsed, found)
    return VerifiedLog(found, parsed, leaves, len(entries) - found.size)


def check_days(entries: Sequence[Entry], head: LogHead) -> None:
    """See that days never go back, and that none is later than the head's (`PublicLogError`)."""
    for earlier, later in pairwise([*(entry.day for entry in entries), head.day]):
        if later < earlier:
            raise PublicLogError(
                "log.days", "the log's days do not follow each other", where=later.isoformat()
            )


def verify_extends(old: LogHead, new: LogHead, *, proof: Sequence[bytes]) -> None:
    """Check that a log goes on from an older head of itself: nothing changed, nothing gone.

    Both heads must have been verified by the caller.  Raises `PublicLogError`.
    """
    if old.log != new.log:
        raise PublicLogError("log.other_log", "the two heads speak of different logs")
    if new.day < old.day:
        raise PublicLogError("log.rolled_back", "the newer head was signed on an earlier day")
    verify_consistency(old.size, old.root, size=new.size, root=new.root, proof=proof)
