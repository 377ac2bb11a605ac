"""The three sizes of QR code that a charter may choose (MRC-QR-1)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

_DATA_CODEWORDS: Final = {(19, "L"): 795, (24, "M"): 914, (13, "M"): 334}  # ISO/IEC 18004, table 7
_MODE_BITS: Final = 4
_COUNT_BITS: Final = 11  # versions 10 to 26, alphanumeric mode (ISO/IEC 18004, table 3)


@dataclass(frozen=True, slots=True)
class _Size:
    """One symbol: version, error correction level, largest portrait in bytes."""

    version: int
    error_correction: str
    portrait_bytes: int


class QrProfile(Enum):
    """Which symbol holds the card; the names are those of the charter."""

    STANDARD = _Size(19, "L", 450)
    ROOMY = _Size(24, "M", 600)
    PLAIN = _Size(13, "M", 0)

    @classmethod
    def named(cls, name: str) -> QrProfile:
        """Find by a charter's word: standard, roomy or plain.  Raises `KeyError`."""
        return cls[name.upper()]

    @property
    def version(self) -> int:
        """QR version; the side has 17 + 4 * version modules."""
        return self.value.version

    @property
    def error_correction(self) -> str:
        """Error correction level: L or M."""
        return self.value.error_correction

    @property
    def portrait_bytes(self) -> int:
        """Most bytes of portrait; 0 for a code without one."""
        return self.value.portrait_bytes

    @property
    def characters(self) -> int:
        """Alphanumeric characters that the symbol holds: eleven bits for two, six for the odd one."""
        codewords = _DATA_CODEWORDS[self.version, self.error_correction]
        pairs, rest = divmod(codewords * 8 - _MODE_BITS - _COUNT_BITS, 11)
        return 2 * pairs + (rest >= 6)

    @property
    def compressed_bytes(self) -> int:
        """Bytes that this many characters of base45 stand for."""
        triples, rest = divmod(self.characters, 3)
        return 2 * triples + rest // 2
