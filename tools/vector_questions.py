"""The questions of the verdict vectors: a text, all that a counter brings, and the code that must come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import vector_city as city
from vector_cards import (
    ARABIC,
    card,
    claims,
    cose_of,
    hand_made,
    sealed,
    text_of,
    tolerated,
    unreadable,
    with_members,
)
from vector_city import DAY, ELM, HOUR, NOW, OAK, flipped

from denizen.credential import SealedField, StatusReference, ValidityPeriod

SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Asked:
    """One question: a text and all that a counter brings; lists and roots by their names."""

    name: str
    why: str
    text: str
    code: str
    root: str | None = "root"
    mode: str = "live"
    seen: int = 0
    trust: str | None = "usual"
    status: str | None = "usual"
    at: datetime = NOW
    opened_at: datetime | None = None
    fresh_hours: int = 12
    stale: str = "valid_as_of"


def good() -> Iterator[Asked]:
    """List cards that are good."""
    usual = card()
    yield Asked("usual", "a card of ours", usual, "card.valid")
    yield Asked(
        "Ed25519 card key",
        "a key of the other algorithm",
        card(signer=city.EDWARDS_CARD),
        "card.valid",
    )
    yield Asked("without portrait", "the plain profile", card(portrait=None), "card.valid")
    yield Asked(
        "in clear",
        "name, birth date, country and location",
        card(
            portrait=None,
            sealed=None,
            name="María José Peña",
            birth_date=date(1980, 2, 29),
            country="USA",
            location="US-CT",
        ),
        "card.valid",
    )
    yield Asked(
        "arabic name", "sealed with its plain Latin form", card(sealed=sealed(ARABIC)), "card.valid"
    )
    only_name = {SealedField.NAME: "Ana  O’Connor"}
    yield Asked(
        "one sealed field",
        "a name without a plain form",
        card(sealed=sealed(only_name)),
        "card.valid",
    )
    oak = claims(issuer=OAK, status=StatusReference(f"{OAK}/status", 511))
    yield Asked(
        "another city",
        "all of its keys are Ed25519",
        text_of(cose_of(oak, city.OAK_CARD)),
        "card.valid",
        status="of the other city",
    )
    for name, (why, text) in tolerated().items():
        yield Asked(name, why, text, "card.valid")


def good_by_lists() -> Iterator[Asked]:
    """List good cards under every kind of list that opens."""
    usual = card()
    for trust in ("by next root", "announces next root", "made in 600 seconds", "twenty days old"):
        yield Asked(f"trust list {trust}", "a list that opens", usual, "card.valid", trust=trust)
    yield Asked(
        "trust list by Ed25519 root",
        "a root of the other algorithm",
        usual,
        "card.valid",
        "Ed25519 root",
        trust="by Ed25519 root",
    )
    yield Asked("trust list seen before", "the version seen last", usual, "card.valid", seen=5)
    yield Asked(
        "demonstration",
        "a demonstration's own counter",
        usual,
        "card.valid",
        mode="demonstration",
        trust="demonstration",
    )
    for status in ("made in 600 seconds", "a claim more"):
        yield Asked(
            f"status list {status}", "a list that opens", usual, "card.valid", status=status
        )
    yield Asked(
        "stale list",
        "thirteen hours, twelve are fresh",
        usual,
        "card.valid_as_of",
        status="thirteen hours old",
    )
    yield Asked(
        "list of just twelve hours",
        "the last instant is stale",
        usual,
        "card.valid_as_of",
        status="twelve hours old",
    )


def at_its_limits() -> Iterator[Asked]:
    """List a card at the first and last seconds of its days, and beyond them."""
    first = claims().validity.not_before
    begins = datetime.fromtimestamp(first, UTC) - 14 * HOUR
    lists = {"trust": "long ago", "status": "long ago"}
    young = card(validity=ValidityPeriod(date(2026, 11, 23), date(2026, 11, 23)))
    yield Asked(
        "first second",
        "14 hours before 00:00 UTC of its first day",
        card(),
        "card.valid_as_of",
        at=begins,
        **lists,
    )
    yield Asked(
        "second before",
        "one second earlier",
        card(),
        "verification.not_yet_valid",
        at=begins - SECOND,
        **lists,
    )
    ends = datetime(2026, 11, 24, 12, tzinfo=UTC)
    later = {"trust": "usual", "status": "long to come"}
    yield Asked(
        "last second",
        "before 12:00 UTC of the day after its last",
        young,
        "card.valid_as_of",
        at=ends - SECOND,
        **later,
    )
    yield Asked(
        "second after",
        "12:00 UTC of the day after its last",
        young,
        "verification.expired",
        at=ends,
        **later,
    )
    no_lists = "nothing is believed without a list"
    yield Asked(
        "long over, no trust list", no_lists, young, "trust.none", trust=None, at=NOW + 900 * DAY
    )


def at_trust() -> Iterator[Asked]:
    """List what fails at step 4."""
    usual = card()
    yield Asked("no trust list", "none at hand", usual, "trust.none", trust=None)
    yield Asked("no root", "nothing is pinned", usual, "trust.no_root", root=None)
    faults = {
        "too large": "too_large",
        "not a message": "malformed",
        "a status list": "malformed",
        "a field too many": "malformed",
        "hidden character": "malformed",
        "not deterministic": "malformed",
        "empty handovers": "malformed",
        "by stranger": "wrong_root",
        "by next root, handover of a stranger": "wrong_root",
        "by next root, handover of a demonstration": "wrong_root",
        "spoilt signature": "bad_signature",
        "ended": "expired",
        "demonstration": "demonstration_at_live",
    }
    for name, code in faults.items():
        yield Asked(
            f"trust list: {name}", "a list that does not open", usual, f"trust.{code}", trust=name
        )
    yield Asked(
        "live list at a demonstration",
        "the other way",
        usual,
        "trust.live_at_demonstration",
        mode="demonstration",
    )


def at_times_of_trust() -> Iterator[Asked]:
    """List lists that opened once and do not hold any more."""
    usual = card()
    yield Asked("rolled back", "version 6 was seen", usual, "trust.rolled_back", seen=6)
    yield Asked(
        "clock behind the trust list",
        "601 seconds",
        usual,
        "clock.behind",
        trust="made in 601 seconds",
    )
    yield Asked(
        "trust list ends in the hand",
        "opened in time",
        usual,
        "trust.expired",
        trust="ends in an hour",
        at=NOW + HOUR,
        opened_at=NOW,
    )
    yield Asked(
        "clock set back after opening",
        "a day and 601 seconds",
        usual,
        "clock.behind",
        opened_at=NOW,
        at=NOW - DAY - 601 * SECOND,
    )


def at_issuer() -> Iterator[Asked]:
    """List what fails at step 5."""
    unknown = card(signer=city.UNKNOWN)
    abroad = claims(issuer="https://ash.denizen.example")
    yield Asked(
        "unknown city",
        "nothing is known of it",
        text_of(cose_of(abroad)),
        "verification.issuer_unknown",
    )
    yield Asked(
        "another city's key",
        "a key counts under its own issuer",
        text_of(cose_of(claims(), city.OAK_CARD)),
        "verification.key_unknown",
    )
    yield Asked("unknown key", "the lists are fresh", unknown, "verification.key_unknown")
    yield Asked(
        "perhaps a new key",
        "no list is fresh",
        unknown,
        "verification.key_perhaps_new",
        status=None,
    )
    yield Asked("no key id", "nobody's key", hand_made({1: -7}), "verification.key_unknown")
    yield Asked(
        "status key on a card",
        "of another purpose",
        card(signer=city.STATUS),
        "verification.key_wrong_purpose",
    )


def at_signature() -> Iterator[Asked]:
    """List what fails at step 6."""
    cose = cose_of(claims())
    header = {1: -7, 4: city.CARD.public_key.key_id}
    yield Asked("flipped signature", "its last bit", text_of(flipped(cose)), "signature.mismatch")
    forged = cose.replace(b"7K3M9Q0ABCD1", b"000000000000")
    yield Asked("another number", "the claims were changed", text_of(forged), "signature.mismatch")
    painted = cose.replace(claims().portrait.data, bytes(len(claims().portrait.data)))
    yield Asked("forged photo", "the portrait was changed", text_of(painted), "signature.mismatch")
    yield Asked(
        "signature of zeros",
        "64 zero bytes",
        hand_made(header, signature=bytes(64)),
        "signature.mismatch",
    )
    yield Asked(
        "no signature",
        "as in published samples",
        hand_made(header, signature=b""),
        "signature.length",
    )
    yield Asked(
        "signature in DER", "72 bytes", hand_made(header, signature=bytes(72)), "signature.length"
    )
    yield Asked(
        "other algorithm",
        "EdDSA named, the key is ES256",
        hand_made(header | {1: -8}),
        "signature.algorithm",
    )
    yield Asked(
        "algorithm true",
        "true is no algorithm",
        hand_made(header | {1: True}),
        "signature.algorithm",
    )
    yield Asked(
        "no algorithm",
        "none in the protected header",
        hand_made({4: header[4]}, {1: -7}),
        "signature.algorithm",
    )


def at_times() -> Iterator[Asked]:
    """List what fails at step 7."""
    after = ValidityPeriod(date(2026, 11, 20), date(2027, 1, 1))
    before = ValidityPeriod(date(2026, 11, 15), date(2027, 1, 1))
    made_after = card(signer=city.COMPROMISED, validity=after)
    yield Asked(
        "made after the compromise", "three days ago", made_after, "verification.key_compromised"
    )
    yield Asked(
        "made before the compromise",
        "whoever has the key can date back",
        card(signer=city.COMPROMISED, validity=before),
        "verification.signed_before_compromise",
    )
    yield Asked(
        "key too young",
        "its first day lies before",
        card(signer=city.YOUNG),
        "verification.key_out_of_time",
    )
    long_ago = ValidityPeriod(date(2025, 1, 1), date(2027, 1, 1))
    retired = card(signer=city.RETIRED, validity=long_ago)
    yield Asked("retired key", "verify-until is over", retired, "verification.key_retired")


def at_status() -> Iterator[Asked]:
    """List what fails at step 8 and 9."""
    usual = card()
    yield Asked("revoked", "its bit is set", card(city.REVOKED), "verification.revoked")
    yield Asked(
        "revoked, by a stale list",
        "a stale no is a no",
        card(city.REVOKED),
        "verification.revoked",
        status="thirteen hours old",
    )
    yield Asked("no status list", "none at hand", usual, "status.none", status=None)
    yield Asked("names no list", "a foreign card", with_members({65535: None}), "status.not_named")
    yield Asked("index outside", "one past the end", card(city.ENTRIES), "status.index_outside")
    faults = {
        "too large": "too_large",
        "not a message": "malformed",
        "a trust list": "malformed",
        "two bits a card": "malformed",
        "no end": "malformed",
        "damaged list": "malformed",
        "bomb": "malformed",
        "by the other city's key": "wrong_signer",
        "by an unknown key": "wrong_signer",
        "by a card key": "wrong_purpose",
        "by a compromised key": "key_compromised",
        "by a retired key": "key_out_of_time",
        "spoilt signature": "bad_signature",
        "of the other city": "other_list",
        "ended": "expired",
    }
    for name, code in faults.items():
        yield Asked(
            f"status list: {name}",
            "a list that does not answer",
            usual,
            f"status.{code}",
            status=name,
        )


def at_age_of_status() -> Iterator[Asked]:
    """List what fails by the time or the address of the status list."""
    usual = card()
    yield Asked(
        "clock behind the status list",
        "601 seconds",
        usual,
        "clock.behind",
        status="made in 601 seconds",
    )
    yield Asked(
        "status list ends in the hand",
        "opened in time",
        usual,
        "status.expired",
        status="ends in an hour",
        at=NOW + HOUR,
        opened_at=NOW,
    )
    yield Asked(
        "another list",
        "the card names another address",
        card(status=StatusReference(f"{ELM}/old", 7)),
        "status.other_list",
    )
    yield Asked(
        "too old for this counter",
        "it takes fresh lists only",
        usual,
        "status.stale",
        status="thirteen hours old",
        stale="cannot_tell",
    )


def questions() -> list[Asked]:
    """List every question."""
    bare = {"root": None, "trust": None, "status": None}
    refused = [
        Asked(name, why, text, code, **bare)
        for name, (code, why, text) in sorted(unreadable().items())
    ]
    steps = (
        at_trust, at_times_of_trust, at_issuer, at_signature, at_times, at_status, at_age_of_status,
        at_its_limits,
    )  # fmt: skip
    asked = [each for step in steps for each in step()]
    return [*good(), *good_by_lists(), *refused, *asked]
