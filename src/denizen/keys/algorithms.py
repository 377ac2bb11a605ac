"""The signature algorithms, JOSE and COSE names side by side."""

from __future__ import annotations

from enum import Enum
from typing import Final


class Algorithm(Enum):
    """What a key signs with; a key has exactly one, and a message's own word for it is never followed."""

    ES256 = (-7, "ES256")  # RFC 9053, section 2.1; RFC 7518, section 3.4
    EDDSA = (-8, "EdDSA")  # RFC 9053, section 2.2; RFC 8037, section 3.1

    def __init__(self, cose_id: int, jose_name: str) -> None:
        self.cose_id: Final = cose_id
        self.jose_name: Final = jose_name
