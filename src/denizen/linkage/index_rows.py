"""Rows of the blind index: where a label's output leads, and how a card's lineage is sealed there.

    place = IndexPlace.of(output)             the OPRF's 64 bytes; whoever has them can look and open
    place.row_key(0), place.seal(lineage)     one row: 16 bytes and 44, both noise to everybody else

Two people who share a label (twins, chance) get rows under the label's first, second, ... key: no key ever
has two rows, so that nothing shows which labels are shared.  A row says nothing of any other row.  A day's rows
wait under that day's key, which is destroyed when they are laid down in the order of their keys.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from denizen.errors import LinkageError

KEY_BYTES: Final = 16
LINEAGE_BYTES: Final = 16
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
VALUE_BYTES: Final = NONCE_BYTES + LINEAGE_BYTES + TAG_BYTES
DAY_KEY_BYTES: Final = 32
EPOCH_BYTES: Final = 2
WAITING_BYTES: Final = NONCE_BYTES + EPOCH_BYTES + KEY_BYTES + VALUE_BYTES + TAG_BYTES


def derived(secret: bytes, purpose: bytes, *, size: int, data: bytes = b"") -> bytes:
    """Derive bytes for one purpose by keyed BLAKE2b (RFC 7693)."""
    # A key is 64 bytes at most, and `person` keeps purposes apart.
    return hashlib.blake2b(data, digest_size=size, key=secret, person=purpose).digest()


@dataclass(frozen=True, slots=True)
class IndexPlace:
    """One label's place in the index; made of the OPRF's output, and as secret."""

    output: bytes = field(repr=False)

    def row_key(self, slot: int) -> bytes:
        """Give the key of the label's row number `slot`, from zero; 16 bytes."""
        return derived(self.output, b"denizen row key", size=KEY_BYTES, data=slot.to_bytes(4))

    def seal(self, lineage: bytes) -> bytes:
        """Seal a lineage of 16 bytes for a row; 44 bytes."""
        return sealed(self.value_key, lineage)

    def open(self, value: bytes) -> bytes:
        """Open a row's value; raises `LinkageError` for one that this label did not seal."""
        return opened(self.value_key, value)

    @property
    def value_key(self) -> bytes:
        """Derive the key of the label's values."""
        return derived(self.output, b"denizen value", size=32)


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One row as it will lie in the index; `epoch` is the number of its partition."""

    epoch: int
    row_key: bytes = field(repr=False)
    value: bytes = field(repr=False)

    @property
    def order(self) -> tuple[int, bytes]:
        """Give what rows are sorted by before they are laid down."""
        return self.epoch, self.row_key


def noise_row(epoch: int) -> IndexRow:
    """Make a row of no label, which nobody can tell from a true one."""
    return IndexRow(epoch, secrets.token_bytes(KEY_BYTES), secrets.token_bytes(VALUE_BYTES))


@dataclass(frozen=True, slots=True)
class DayKey:
    """The key under which a day's rows wait; with it destroyed, whatever is left of them is noise."""

    secret: bytes = field(repr=False)

    @classmethod
    def new(cls) -> DayKey:
        """Draw a key."""
        return cls(secrets.token_bytes(DAY_KEY_BYTES))

    def waiting_key(self, epoch: int, row_key: bytes) -> bytes:
        """Give the key under which a row waits; nothing shows which row of the index it becomes."""
        data = epoch.to_bytes(EPOCH_BYTES) + row_key
        return derived(self.secret, b"denizen waiting", size=KEY_BYTES, data=data)

    def seal(self, row: IndexRow) -> bytes:
        """Seal a row whole; 88 bytes."""
        whole = row.epoch.to_bytes(EPOCH_BYTES) + row.row_key + row.value
        return sealed(self.sealing_key, whole)

    def open(self, data: bytes) -> IndexRow:
        """Open a waiting row; raises `LinkageError` for another day's or a damaged one."""
        whole = opened(self.sealing_key, data)
        epoch, rest = whole[:EPOCH_BYTES], whole[EPOCH_BYTES:]
        return IndexRow(int.from_bytes(epoch), rest[:KEY_BYTES], rest[KEY_BYTES:])

    @property
    def sealing_key(self) -> bytes:
        """Derive the key of the seals."""
        return derived(self.secret, b"denizen day seal", size=32)


def sealed(key: bytes, plain: bytes) -> bytes:
    """Seal with ChaCha20-Poly1305 (RFC 8439) under a random nonce, which goes in front."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, plain, None)


def opened(key: bytes, data: bytes) -> bytes:
    """Open what `sealed` made; raises `LinkageError`."""
    try:
        return ChaCha20Poly1305(key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], None)
    except (InvalidTag, ValueError):
        raise LinkageError(
            "linkage.stays_shut", "this key does not open the row", where="row"
        ) from None
