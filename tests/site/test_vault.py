"""Sealed keys open only as what they were sealed as, with what they were sealed under."""

from __future__ import annotations

import pytest

from denizen_site.custody import vault
from denizen_site.custody.vault import Method, Unlock, open_sealed, seal
from denizen_site.errors import CustodyError

SECRET = Unlock(Method.SECRET, bytes(range(32)), "DENIZEN_KEY_SECRET")
PASSPHRASE = Unlock(Method.PASSPHRASE, b"correct horse", "DENIZEN_KEY_PASSPHRASE")
PRIVATE, CONTEXT = b"a private key", b"card key 1"


def refused(sealed: bytes, unlock: Unlock, context: bytes = CONTEXT) -> str:
    with pytest.raises(CustodyError) as caught:
        open_sealed(sealed, unlock=unlock, context=context)
    return caught.value.code


@pytest.mark.parametrize("unlock", [SECRET, PASSPHRASE])
def test_what_was_sealed_opens_and_two_sealings_differ(unlock):
    first, second = (seal(PRIVATE, unlock=unlock, context=CONTEXT) for _ in range(2))
    assert open_sealed(first, unlock=unlock, context=CONTEXT) == PRIVATE
    assert first != second
    assert PRIVATE not in first


def test_another_secret_another_context_and_another_method_are_refused():
    sealed = seal(PRIVATE, unlock=SECRET, context=CONTEXT)
    other = Unlock(Method.SECRET, bytes(32), "DENIZEN_KEY_SECRET")
    assert refused(sealed, other) == "custody.wrong_passphrase"
    assert refused(sealed, SECRET, b"status key 1") == "custody.wrong_passphrase"
    assert refused(sealed, PASSPHRASE) == "custody.wrong_unlock"


def test_a_passphrase_is_stretched_over_sixty_four_megabytes(passphrases_cost_little):
    """At 128 x r x N bytes (RFC 7914, section 2)."""
    assert 128 * vault.SCRYPT_R * passphrases_cost_little == 64 * 2**20


def test_a_wrong_passphrase_has_its_own_clear_refusal():
    sealed = seal(PRIVATE, unlock=PASSPHRASE, context=CONTEXT)
    typo = Unlock(Method.PASSPHRASE, b"correct hose", "DENIZEN_KEY_PASSPHRASE")
    assert refused(sealed, typo) == "custody.wrong_passphrase"


def test_every_flipped_bit_and_every_cut_is_refused():
    sealed = seal(PRIVATE, unlock=SECRET, context=CONTEXT)
    for place in range(len(sealed) * 8):
        flipped = bytearray(sealed)
        flipped[place >> 3] ^= 1 << (place & 7)
        assert refused(bytes(flipped), SECRET).startswith("custody.")
    for length in range(len(sealed)):
        assert refused(sealed[:length], SECRET).startswith("custody.")


def test_the_unlock_shows_nothing_of_itself():
    assert "correct horse" not in repr(PASSPHRASE)


def test_a_remembered_passphrase_is_stretched_once_and_opens_nothing_else(monkeypatch):
    first, second = (seal(PRIVATE, unlock=PASSPHRASE, context=CONTEXT) for _ in range(2))
    monkeypatch.setattr(vault, "_DERIVED", {})
    vault.remember(first, unlock=PASSPHRASE)
    stretched = []
    slowly = vault.stretched
    monkeypatch.setattr(vault, "stretched", lambda *a: stretched.append(a) or slowly(*a))
    assert open_sealed(first, unlock=PASSPHRASE, context=CONTEXT) == PRIVATE
    assert not stretched
    typo = Unlock(Method.PASSPHRASE, b"correct hose", "DENIZEN_KEY_PASSPHRASE")
    assert refused(first, typo) == "custody.wrong_passphrase"
    assert open_sealed(second, unlock=PASSPHRASE, context=CONTEXT) == PRIVATE
    assert len(stretched) == 2


def test_a_secret_needs_no_remembering(monkeypatch):
    monkeypatch.setattr(vault, "_DERIVED", {})
    vault.remember(seal(PRIVATE, unlock=SECRET, context=CONTEXT), unlock=SECRET)
    assert not vault._DERIVED
