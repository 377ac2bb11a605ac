"""The tree is that of RFC 9162: the published vectors, and proofs that hold for nothing else."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.errors import PublicLogError
from denizen.public_log import consistency_proof, inclusion_proof, leaf_hash, root_of
from denizen.public_log.merkle import node_hash, split_of, verify_consistency, verify_inclusion

# The leaves, roots and proofs that implementations of Certificate Transparency have in common; facts first
# published with google/certificate-transparency (cpp/merkletree/merkle_tree_test.cc), RFC 6962.  RFC 9162,
# section 2.1, kept the tree.
INPUTS = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (5, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
}
CONSISTENCY = {
    (2, 8): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (6, 8): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 5): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}
LEAVES = [leaf_hash(each) for each in INPUTS]
MANY = [leaf_hash(bytes([n, n * 7 % 256])) for n in range(37)]


def hexes(proof: tuple[bytes, ...]) -> tuple[str, ...]:
    return tuple(each.hex() for each in proof)


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_the_published_ones(size):
    assert root_of(LEAVES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_the_inclusion_proofs_are_the_published_ones(index, size):
    assert hexes(inclusion_proof(LEAVES[:size], index)) == INCLUSION[index, size]


@pytest.mark.parametrize(("old", "size"), CONSISTENCY)
def test_the_consistency_proofs_are_the_published_ones(old, size):
    assert hexes(consistency_proof(LEAVES[:size], old)) == CONSISTENCY[old, size]


def root_by_the_book(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162, section 2.1.1, written down as it stands."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = split_of(len(leaves))
    return node_hash(root_by_the_book(leaves[:split]), root_by_the_book(leaves[split:]))


@pytest.mark.parametrize("size", range(len(MANY) + 1))
def test_building_by_levels_gives_the_tree_of_the_book(size):
    assert root_of(MANY[:size]) == root_by_the_book(MANY[:size])


def test_every_leaf_of_every_tree_is_proven_and_no_other_place_or_leaf_is():
    for size in range(1, len(MANY) + 1):
        leaves, root = MANY[:size], root_of(MANY[:size])
        for index, leaf in enumerate(leaves):
            proof = inclusion_proof(leaves, index)
            verify_inclusion(leaf, index, size=size, proof=proof, root=root)
            for wrong in ({"index": index + 1}, {"leaf": bytes(32)}, {"proof": (*proof, root)}):
                told = {"leaf": leaf, "index": index, "proof": proof} | wrong
                with pytest.raises(PublicLogError):
                    verify_inclusion(
                        told["leaf"], told["index"], size=size, proof=told["proof"], root=root
                    )


def test_every_tree_goes_on_from_every_smaller_one():
    for size in range(len(MANY) + 1):
        for old in range(size + 1):
            verify_consistency(
                old,
                root_of(MANY[:old]),
                size=size,
                root=root_of(MANY[:size]),
                proof=consistency_proof(MANY[:size], old),
            )


@given(st.data())
def test_a_tree_in_which_an_old_leaf_was_changed_goes_on_from_nothing(data):
    size = data.draw(st.integers(1, len(MANY)))
    old = data.draw(st.integers(1, size))
    changed = data.draw(st.integers(0, old - 1))
    other = [*MANY[:size]]
    other[changed] = leaf_hash(b"another")
    with pytest.raises(PublicLogError, match=r"log\.rewritten"):
        verify_consistency(
            old,
            root_of(MANY[:old]),
            size=size,
            root=root_of(other),
            proof=consistency_proof(other, old),
        )


@given(st.data())
def test_a_damaged_proof_is_refused(data):
    size = data.draw(st.integers(2, len(MANY)))
    old = data.draw(st.integers(1, size - 1))
    proof = list(consistency_proof(MANY[:size], old))
    place = data.draw(st.integers(0, len(proof) - 1))
    damage = data.draw(st.sampled_from(["drop", "flip", "add", "cut"]))
    if damage == "drop":
        del proof[place]
    elif damage == "flip":
        proof[place] = bytes([proof[place][0] ^ 1]) + proof[place][1:]
    elif damage == "add":
        proof.insert(place, bytes(32))
    else:
        proof[place] = proof[place][:31]
    with pytest.raises(PublicLogError):
        verify_consistency(
            old, root_of(MANY[:old]), size=size, root=root_of(MANY[:size]), proof=proof
        )


def test_limits_come_before_work_and_proofs_of_nothing_are_misuse():
    for size, proof in ((10**9, ()), (8, (bytes(32),) * 65)):
        with pytest.raises(PublicLogError, match=r"log\.too_large"):
            verify_inclusion(LEAVES[0], 0, size=size, proof=proof, root=bytes(32))
    with pytest.raises(PublicLogError, match=r"log\.shortened"):
        verify_consistency(8, bytes(32), size=7, root=bytes(32), proof=())
    for wrong in (-1, 8):
        with pytest.raises(ValueError):
            inclusion_proof(LEAVES, wrong)
    with pytest.raises(ValueError):
        consistency_proof(LEAVES, 9)
