"""SimulatedCity: a city in memory that issues, publishes, rotates, revokes, rolls back and freezes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from denizen.credential import (
    CardClaims,
    CardNumber,
    Portrait,
    SealedFields,
    StatusReference,
    ValidityPeriod,
)
from denizen.formats.qr import QrProfile, encode
from denizen.keys import Algorithm, SoftwareSigner
from denizen.status import ListTerms, StatusBits, StatusList, open_status_list, sign_cwt
from denizen.trust import (
    KeyPurpose,
    ProgrammeMode,
    RootPin,
    TrustedIssuer,
    TrustedKey,
    TrustList,
    TrustSet,
    open_trust_list,
    sign_trust_list,
)
from denizen.verification import RelyingPartyRule, WhenStale, verify

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
LIST_SIZE = 4096


@dataclass
class KeyRow:
    """One signer of the city with its row in the trust list."""

    signer: SoftwareSigner
    row: TrustedKey


@dataclass
class SimulatedCity:
    """Everything that a real city does with keys and lists, without a file or a clock.

    `freeze` stops publication: what counters hold grows old while the city goes on.
    """

    name: str = "elm"
    algorithm: Algorithm = Algorithm.ES256
    root: SoftwareSigner = field(default_factory=SoftwareSigner.generate)
    mode: ProgrammeMode = ProgrammeMode.LIVE
    version: int = 0
    keys: list[KeyRow] = field(default_factory=list)
    others: list[TrustedIssuer] = field(default_factory=list)
    bits: StatusBits = field(default_factory=lambda: StatusBits(LIST_SIZE))
    trust_file: bytes = b""
    status_file: bytes = b""
    frozen: bool = False

    def __post_init__(self) -> None:
        self.add_key(KeyPurpose.CARD)
        self.add_key(KeyPurpose.STATUS)
        self.publish()

    @property
    def url(self) -> str:
        return f"https://{self.name}.denizen.example"

    @property
    def status_uri(self) -> str:
        return f"{self.url}/status"

    @property
    def pin(self) -> RootPin:
        return RootPin(self.root.public_key, self.mode)

    @property
    def issuer(self) -> TrustedIssuer:
        rows = tuple(each.row for each in self.keys)
        return TrustedIssuer(self.url, "Elm City", self.status_uri, rows)

    def add_key(self, purpose: KeyPurpose, *, at: datetime = NOW, **times) -> SoftwareSigner:
        signer = SoftwareSigner.generate(self.algorithm)
        defaults = {
            "sign_from": at - 10 * DAY,
            "sign_until": at + 365 * DAY,
            "verify_until": at + 3650 * DAY,
        }
        row = TrustedKey(signer.public_key, purpose, **(defaults | times))
        self.keys.append(KeyRow(signer, row))
        return signer

    def signer(self, purpose: KeyPurpose) -> SoftwareSigner:
        """The newest key of a purpose signs."""
        return next(each.signer for each in reversed(self.keys) if each.row.purpose is purpose)

    def change_key(self, signer: SoftwareSigner, **changes) -> None:
        for each in self.keys:
            if each.signer is signer:
                each.row = replace(each.row, **changes)

    def publish(self, *, at: datetime = NOW, **trust_changes) -> None:
        """Publish both lists, unless publication is frozen."""
        if self.frozen:
            return
        self.version += 1
        fields = {
            "version": self.version,
            "issued": at,
            "expires": at + 30 * DAY,
            "mode": self.mode,
            "issuers": (self.issuer, *self.others),
        }
        self.trust_file = sign_trust_list(TrustList(**(fields | trust_changes)), self.root)
        self.publish_status(at=at)

    def publish_status(self, *, at: datetime = NOW, life: timedelta = DAY, **how) -> None:
        terms = ListTerms(how.get("uri", self.status_uri), at, at + life, 3600)
        signer = how.get("signer") or self.signer(KeyPurpose.STATUS)
        self.status_file = sign_cwt(self.bits, terms=terms, signer=signer)

    def claims(self, index: int = 7, **changes) -> CardClaims:
        fields = {
            "issuer": self.url,
            "number": CardNumber.new(),
            "validity": ValidityPeriod(date(2026, 11, 20), date(2030, 11, 20)),
            "status": StatusReference(self.status_uri, index),
            "portrait": Portrait(secrets.token_bytes(300)),
            "sealed": SealedFields({1: secrets.token_bytes(16)}),
        }
        return CardClaims(**(fields | changes))

    def issue(self, index: int = 7, *, signer: SoftwareSigner | None = None, **changes) -> str:
        signer = signer or self.signer(KeyPurpose.CARD)
        return encode(self.claims(index, **changes), signer, profile=QrProfile.STANDARD)

    def revoke(self, index: int) -> None:
        self.bits.set(index)

    def open_trust(self, *, at: datetime = NOW, minimum_version: int = 0) -> TrustSet:
        return open_trust_list(
            self.trust_file, pin=self.pin, at=at, minimum_version=minimum_version
        )

    def open_status(self, *, at: datetime = NOW) -> StatusList:
        return open_status_list(self.status_file, trust=self.open_trust(at=at), at=at)


@dataclass
class Counter:
    """A counter that fetched both lists at some instant and asks about cards at others."""

    city: SimulatedCity
    fetched: datetime = NOW
    fresh_for: timedelta = 12 * HOUR
    when_stale: WhenStale = WhenStale.AS_OF

    def __post_init__(self) -> None:
        self.fetch(at=self.fetched)

    def fetch(self, *, at: datetime = NOW) -> None:
        self.trust = self.city.open_trust(at=at)
        self.status = self.city.open_status(at=at)

    @property
    def rule(self) -> RelyingPartyRule:
        return RelyingPartyRule(self.fresh_for, self.when_stale)

    def ask(self, text: str, *, at: datetime = NOW, **lists):
        given = {"trust": self.trust, "status": self.status} | lists
        return verify(text, at=at, rule=self.rule, **given)


@pytest.fixture
def city() -> SimulatedCity:
    return SimulatedCity()


@pytest.fixture
def counter(city) -> Counter:
    return Counter(city)


@pytest.fixture
def make_city():
    return SimulatedCity


@pytest.fixture
def make_counter():
    return Counter


@pytest.fixture(scope="module")
def lasting_city() -> SimulatedCity:
    """One city for all examples of a property."""
    return SimulatedCity()
