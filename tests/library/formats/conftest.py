"""One card's worth of claims, and the published key that signs without chance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from denizen.credential import (
    CardClaims,
    CardNumber,
    Portrait,
    SealedFields,
    StatusReference,
    ValidityPeriod,
)
from denizen.keys import SoftwareSigner

ISSUER = "https://new-haven.denizen.example"


@pytest.fixture(scope="session")
def signer() -> SoftwareSigner:
    return SoftwareSigner.generate()


@pytest.fixture(scope="session")
def make_claims() -> Callable[..., CardClaims]:
    def make(**changes: Any) -> CardClaims:
        usual: dict[str, Any] = {
            "issuer": ISSUER,
            "number": CardNumber.new(),
            "validity": ValidityPeriod(date(2026, 11, 22), date(2027, 11, 21)),
            "status": StatusReference(f"{ISSUER}/status", 123_456),
            "portrait": Portrait(bytes(range(256)) + bytes(range(150))),
            "sealed": SealedFields({each: bytes([each]) * 16 for each in range(1, 5)}),
        }
        return CardClaims(**usual | changes)

    return make
