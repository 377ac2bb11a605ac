"""The Merkle tree of RFC 9162, section 2.1, with SHA-256: roots, proofs, and checking them.

Roots and proofs are made from the hashes of all leaves; a city's log is small enough to be read whole.

>>> root_of([]).hex()[:16]
'e3b0c44298fc1c14'
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from denizen.errors import PublicLogError
from denizen.public_log.log_limits import ENTRIES, HASH_BYTES, PROOF_HASHES


def leaf_hash(entry: bytes) -> bytes:
    """Hash one entry (RFC 9162, section 2.1.1): the prefix keeps leaves and nodes apart."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into one."""
    return sha256(b"\x01" + left + right).digest()


def split_of(size: int) -> int:
    """Give the largest power of two that is smaller than a size of at least 2."""
    return 1 << ((size - 1).bit_length() - 1)


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Give the root over leaf hashes; of an empty tree the hash of nothing."""
    if not leaves:
        return sha256(b"").digest()
    # A level at a time: a node without a neighbour moves up as it is, which is the same tree.
    level = list(leaves)
    while len(level) > 1:
        paired = [node_hash(a, b) for a, b in zip(level[::2], level[1::2], strict=False)]
        level = paired + level[len(paired) * 2 :]
    return level[0]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Prove that the tree holds the leaf at `index`, from 0 (RFC 9162, section 2.1.3.1)."""
    if not 0 <= index < len(leaves):
        raise ValueError("the tree has no leaf there")
    if len(leaves) == 1:
        return ()
    split = split_of(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if index < split:
        return (*inclusion_proof(left, index), root_of(right))
    return (*inclusion_proof(right, index - split), root_of(left))


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> tuple[bytes, ...]:
    """Prove that the first `old_size` leaves are as they were (RFC 9162, section 2.1.4.1)."""
    if not 0 <= old_size <= len(leaves):
        raise ValueError("the tree never had that size")
    if old_size in (0, len(leaves)):
        return ()
    return subproof(leaves, old_size, is_whole=True)


def subproof(leaves: Sequence[bytes], old_size: int, *, is_whole: bool) -> tuple[bytes, ...]:
    """Give SUBPROOF of RFC 9162, section 2.1.4.1; a subtree that the verifier knows is not repeated."""
    if old_size == len(leaves):
        return () if is_whole else (root_of(leaves),)
    split = split_of(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if old_size <= split:
        return (*subproof(left, old_size, is_whole=is_whole), root_of(right))
    return (*subproof(right, old_size - split, is_whole=False), root_of(left))


def verify_inclusion(
    leaf: bytes, index: int, *, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Check a proof that a tree of this size and root holds a leaf hash (RFC 9162, section 2.1.3.2).

    Raises `PublicLogError`.
    """
    check_shape(proof, size=size)
    if not 0 <= index < size:
        raise not_proven("log.not_included", "the tree has no such entry")
    here, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise not_proven("log.not_included", "the proof is too long")
        if here & 1 or here == last:
            found = node_hash(sibling, found)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        here, last = here >> 1, last >> 1
    if last != 0 or found != root:
        raise not_proven("log.not_included", "the proof does not lead to the root")


def verify_consistency(
    old_size: int, old_root: bytes, *, size: int, root: bytes, proof: Sequence[bytes]
) -> None:
    """Check a proof that a tree goes on from an older one (RFC 9162, section 2.1.4.2).

    Raises `PublicLogError`.
    """
    check_shape(proof, size=size)
    if not 0 <= old_size <= size:
        raise not_proven("log.shortened", "the log is shorter than it was")
    if old_size in (0, size):
        same = old_root == (root_of([]) if old_size == 0 else root)
        if proof or not same:
            raise not_proven("log.rewritten", "the log is not the one it was")
        return
    path = list(proof)
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)
    if not path:
        raise not_proven("log.rewritten", "the proof is too short")
    if follow(path, old_size=old_size, size=size) != (old_root, root):
        raise not_proven("log.rewritten", "the log is not a continuation of the one it was")


def follow(path: list[bytes], *, old_size: int, size: int) -> tuple[bytes, bytes] | None:
    """Compute the old and the new root from a consistency path; none if it has a wrong length."""
    here, last = old_size - 1, size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if here & 1 or here == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        here, last = here >> 1, last >> 1
    return (old, new) if last == 0 else None


def check_shape(proof: Sequence[bytes], *, size: int) -> None:
    """Refuse a proof or a tree beyond the limits before anything is computed (`PublicLogError`)."""
    if size > ENTRIES or len(proof) > PROOF_HASHES:
        raise not_proven("log.too_large", "the tree or the proof is larger than any log of ours")
    if any(len(each) != HASH_BYTES for each in proof):
        raise not_proven("log.proof", "a hash of the proof has another length")


def not_proven(code: str, summary: str) -> PublicLogError:
    """Make the refusal of a proof."""
    return PublicLogError(code, summary, mend="Fetch log and head again; keep both if it stays.")
