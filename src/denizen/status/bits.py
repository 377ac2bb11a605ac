"""One bit a card, least significant bit first (Token Status List draft 21, section 4.1)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from denizen._encoding.inflate import inflate

# entries; a list for the largest city and a century of cards, 12.5 MB in memory
MOST_ENTRIES = 100_000_000
FASTEST_BITS = (1, 2, 4, 8, 16, 32, 64, 128)


class StatusBits:
    """A status list being built: `size` entries, all good until set; one bit knows no reason."""

    __slots__ = ("_bytes", "size")

    def __init__(self, size: int) -> None:
        """Start with `size` good entries, rounded up to whole bytes (`ValueError` beyond the limit)."""
        if not 0 < size <= MOST_ENTRIES:
            raise ValueError(f"a status list has between 1 and {MOST_ENTRIES} entries")
        self._bytes = bytearray((size + 7) // 8)
        self.size = len(self._bytes) * 8

    def set(self, index: int) -> None:
        """Mark one entry as no longer good (`IndexError` outside the list)."""
        self._require_inside(index)
        self._bytes[index >> 3] |= 1 << (index & 7)

    def set_many(self, indexes: Iterable[int]) -> None:
        """Mark many entries as no longer good (`IndexError` outside the list)."""
        octets, masks = self._bytes, FASTEST_BITS
        for index in indexes:
            # A negative index would silently count from the end of the bytearray.
            if index < 0:
                self._require_inside(index)
            octets[index >> 3] |= masks[index & 7]

    def clear(self, index: int) -> None:
        """Mark one entry as good again, to mend a mistake before publication (`IndexError` outside)."""
        self._require_inside(index)
        self._bytes[index >> 3] &= ~(1 << (index & 7)) & 0xFF

    def is_set(self, index: int) -> bool:
        """Say whether an entry is marked (`IndexError` outside the list)."""
        self._require_inside(index)
        return bool(self._bytes[index >> 3] >> (index & 7) & 1)

    def to_bytes(self) -> bytes:
        """Give the uncompressed byte array."""
        return bytes(self._bytes)

    def compress(self) -> bytes:
        """Give `lst`: ZLIB data at the highest level, as the draft recommends."""
        # Z_FILTERED skips matches too short to pay on random positions: smaller and faster than default.
        deflate = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS, 9, zlib.Z_FILTERED)
        return deflate.compress(self._bytes) + deflate.flush()

    def _require_inside(self, index: int) -> None:
        if not 0 <= index < self.size:
            raise IndexError("the index lies outside the status list")


def expand(lst: bytes) -> bytes:
    """Give the byte array of a received `lst`; raises `MalformedError`, or `LimitExceededError` for a bomb."""
    return inflate(lst, MOST_ENTRIES // 8)
