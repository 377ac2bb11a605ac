"""A root, its successor, and one city, with which trust lists are made by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from denizen.keys import SoftwareSigner
from denizen.trust import (
    KeyPurpose,
    ProgrammeMode,
    RootPin,
    TrustedIssuer,
    TrustedKey,
    TrustList,
    open_trust_list,
    sign_trust_list,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass
class Publisher:
    """Makes lists of one city, signed by whom the test likes."""

    root: SoftwareSigner = field(default_factory=SoftwareSigner.generate)
    next_root: SoftwareSigner = field(default_factory=SoftwareSigner.generate)
    card_key: SoftwareSigner = field(default_factory=SoftwareSigner.generate)
    status_key: SoftwareSigner = field(default_factory=SoftwareSigner.generate)
    now: datetime = NOW

    def key(self, signer, purpose, **times) -> TrustedKey:
        defaults = {
            "sign_from": NOW - DAY,
            "sign_until": NOW + 365 * DAY,
            "verify_until": NOW + 3650 * DAY,
        }
        return TrustedKey(signer.public_key, purpose, **(defaults | times))

    def issuer(self, name="elm", **changes) -> TrustedIssuer:
        url = f"https://{name}.denizen.example"
        keys = (
            self.key(self.card_key, KeyPurpose.CARD),
            self.key(self.status_key, KeyPurpose.STATUS),
        )
        fields = {"url": url, "name": "Elm City", "status_uri": f"{url}/status", "keys": keys}
        return TrustedIssuer(**(fields | changes))

    def list(self, **changes) -> TrustList:
        fields = {
            "version": 7,
            "issued": NOW,
            "expires": NOW + 30 * DAY,
            "mode": ProgrammeMode.LIVE,
            "issuers": (self.issuer(),),
        }
        return TrustList(**(fields | changes))

    def pin(self, mode=ProgrammeMode.LIVE) -> RootPin:
        return RootPin(self.root.public_key, mode)

    def open(self, data, *, pin=None, at=NOW, minimum_version=0):
        return open_trust_list(data, pin=pin or self.pin(), at=at, minimum_version=minimum_version)


@pytest.fixture
def publisher() -> Publisher:
    return Publisher()


@pytest.fixture(scope="module")
def lasting_publisher() -> Publisher:
    """One publisher for all examples of a property."""
    return Publisher()


@pytest.fixture(scope="module")
def lasting_list(lasting_publisher) -> bytes:
    return sign_trust_list(lasting_publisher.list(), lasting_publisher.root)
