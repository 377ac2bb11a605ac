"""A revocation code's hash fits its own code only, and names its own cost."""

from __future__ import annotations

import secrets

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from denizen.credential import RevocationCode
from denizen_site.issuance.code_hash import COST, NOBODYS_HASH, fits, hash_code

CODE, OTHER = RevocationCode.new(), RevocationCode.new()


def test_a_hash_fits_its_code_and_no_other():
    stored = hash_code(CODE)
    assert fits(stored, CODE)
    assert not fits(stored, OTHER)
    assert not fits(NOBODYS_HASH, CODE)


def test_a_hash_names_its_cost_so_that_it_can_grow():
    stored = hash_code(CODE)
    assert stored[0] == COST == NOBODYS_HASH[0]
    assert not fits(bytes([COST + 1]) + stored[1:], CODE)


def test_a_card_from_before_hashes_named_their_cost_can_still_be_stopped():
    salt = secrets.token_bytes(16)
    derived = Scrypt(salt=salt, length=32, n=2**14, r=8, p=1).derive(CODE.value.encode())
    assert fits(salt + derived, CODE)
    assert not fits(salt + derived, OTHER)


def test_two_cards_with_one_code_have_two_hashes():
    assert hash_code(CODE) != hash_code(CODE)
