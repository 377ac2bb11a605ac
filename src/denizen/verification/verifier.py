"""Say whether a card is good.  The steps are numbered as in `steps.py` and docs/spec/verification.md.

Everything is a value that the caller brings: the text, the two opened lists, the instant, the counter's
rule.  Nothing is fetched, kept or logged, and no claim of a card that did not verify is given back.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from denizen._encoding import base45
from denizen._encoding.inflate import inflate
from denizen.credential import StatusReference, ValidityPeriod
from denizen.errors import (
    CannotTellError,
    ExpiredError,
    KeyNotUsableError,
    NotYetValidError,
    RevokedError,
    StatusListError,
    TrustListError,
    UnknownKeyError,
    UntrustedIssuerError,
)
from denizen.formats.qr.card import ReceivedCard
from denizen.status import StatusList
from denizen.trust import KeyPurpose, KnownKey, TrustSet
from denizen.trust.trust_set import FIRST_DAY_EARLIEST
from denizen.verification import own_layout
from denizen.verification.rule import RelyingPartyRule, WhenStale
from denizen.verification.verified import Valid, ValidAsOf, VerifiedCard

FETCH: Final = "Fetch the published folder again."
ASK_CITY: Final = "The city's desk can help."


def verify(
    text: str,
    *,
    trust: TrustSet | None,
    status: StatusList | None,
    at: datetime,
    rule: RelyingPartyRule,
) -> Valid | ValidAsOf:
    """Verify a card from its QR text (steps 0 to 9).

    Raises `MalformedError` (steps 0-3), `VerificationError` (the card is not good) and `CannotTellError`
    (the lists at hand do not suffice); the last two carry their step.
    """
    received = own_layout.read(inflate(base45.decode(text)))
    return believe(received, trust=trust, status=status, at=at, rule=rule)


def verify_cose(
    data: bytes,
    *,
    trust: TrustSet | None,
    status: StatusList | None,
    at: datetime,
    rule: RelyingPartyRule,
) -> Valid | ValidAsOf:
    """Verify a card from its COSE bytes (steps 2 to 9); raises as `verify`."""
    return believe(own_layout.read(data), trust=trust, status=status, at=at, rule=rule)


def believe(
    received: ReceivedCard,
    *,
    trust: TrustSet | None,
    status: StatusList | None,
    at: datetime,
    rule: RelyingPartyRule,
) -> Valid | ValidAsOf:
    """Carry out steps 4 to 9 on a decoded card, of which nothing is believed yet."""
    # A good card's way is kept short; why another is refused is worked out in the functions below.
    at_epoch = at.timestamp()
    envelope, claims = received.envelope, received.claims
    # (4) a trust list at hand and in time
    if trust is None:
        raise TrustListError("trust.none", "no trust list is at hand", step=4, mend=FETCH)
    if not trust.begins <= at_epoch < trust.ends:
        trust.require_in_time(at_epoch)
    # (5) the issuer is known, and this key is the issuer's, for cards
    issuer = trust.issuers.get(claims.issuer)
    if issuer is None:
        raise unknown_issuer()
    key = issuer.keys.get(envelope.key_id or b"")
    if key is None or key.purpose is not KeyPurpose.CARD:
        raise unknown_key(trust, status, at=at, rule=rule) if key is None else wrong_purpose()
    # (6) the signature fits, by the key's own algorithm; from here on the claims are the issuer's
    envelope.verify(key.public_key, step=6)
    # (7) the card's days and the key's times
    first = claims.validity.not_before
    if not (
        first - FIRST_DAY_EARLIEST <= at_epoch < claims.validity.expires
        and key.first_from < first < key.first_until
        and at_epoch < key.verify_until
    ):
        raise out_of_time(claims.validity, key, at_epoch=at_epoch)
    # (8) the status list of this issuer, in time, does not mark the card
    reference = claims.status
    if (
        status is None
        or reference is None
        or not reference.uri == status.uri == issuer.status_uri
        or not status.begins <= at_epoch < status.ends
    ):
        raise no_status(status, reference, at_epoch=at_epoch)
    if status.is_revoked(reference.index):
        raise revoked()
    # (9) what is known suffices by the counter's rule
    if key.compromised_since is not None:
        raise perhaps_back_dated()
    card = VerifiedCard(issuer.name, claims)
    if at_epoch < status.issued_epoch + rule.fresh_seconds:
        return Valid(card, status.issued)
    return answer_when_stale(card, status, rule=rule)


def unknown_issuer() -> UntrustedIssuerError:
    """Say that of an issuer which the trust list does not know nothing can be told."""
    return UntrustedIssuerError(
        "verification.issuer_unknown",
        "the card names an issuer that this trust list does not know",
        step=5,
        mend="If it should be known here, fetch the published folder again.",
    )


def unknown_key(
    trust: TrustSet, status: StatusList | None, *, at: datetime, rule: RelyingPartyRule
) -> UnknownKeyError | CannotTellError:
    """Judge a key that the issuer does not have: with fresh lists it is nobody's, with old ones perhaps new."""
    issued = trust.issued if status is None else max(trust.issued, status.issued)
    if at < issued + rule.fresh_for:
        return UnknownKeyError(
            "verification.key_unknown", "the issuer has no such key", step=5, mend=ASK_CITY
        )
    return CannotTellError(
        "verification.key_perhaps_new",
        "the lists at hand are too old to know whether the issuer has such a key",
        step=5,
        mend=FETCH,
    )


def wrong_purpose() -> KeyNotUsableError:
    """Refuse a key of another purpose."""
    return KeyNotUsableError(
        "verification.key_wrong_purpose", "the key does not sign cards", step=5, mend=ASK_CITY
    )


def out_of_time(
    validity: ValidityPeriod, key: KnownKey, *, at_epoch: float
) -> NotYetValidError | ExpiredError | KeyNotUsableError:
    """Say which time is wrong: outside the card's days, or a key that does not vouch for it (any more)."""
    if at_epoch < validity.not_before - FIRST_DAY_EARLIEST:
        return NotYetValidError(
            "verification.not_yet_valid", "the card's first day has not come", step=7, mend=ASK_CITY
        )
    if at_epoch >= validity.expires:
        return ExpiredError(
            "verification.expired", "the card's last day is over", step=7, mend=ASK_CITY
        )
    code, summary = "key_retired", "the card's key is out of use"
    if key.compromised_since is not None and validity.not_before >= key.compromised_since:
        code, summary = "key_compromised", "the card was made after its key was the city's alone"
    elif not key.first_from < validity.not_before < key.first_until:
        code, summary = "key_out_of_time", "the card's first day is not one on which its key signed"
    return KeyNotUsableError(f"verification.{code}", summary, step=7, mend=ASK_CITY)


def no_status(
    status: StatusList | None, reference: StatusReference | None, *, at_epoch: float
) -> StatusListError:
    """Say why no status list answers for this card."""
    if status is None:
        return StatusListError("status.none", "no status list is at hand", step=8, mend=FETCH)
    if reference is None:
        return StatusListError(
            "status.not_named", "the card names no status list", step=8, mend=ASK_CITY
        )
    if status.begins <= at_epoch < status.ends:
        return StatusListError(
            "status.other_list", "the status list at hand is not this card's", step=8, mend=FETCH
        )
    return status.out_of_time(at_epoch)


def revoked() -> RevokedError:
    """Refuse a marked card, for no reason that we know."""
    return RevokedError("verification.revoked", "the card is no longer good", step=8, mend=ASK_CITY)


def perhaps_back_dated() -> CannotTellError:
    """Tell nothing of an older card of a compromised key: whoever has the key can date a card back."""
    return CannotTellError(
        "verification.signed_before_compromise",
        "the card's key is no longer the city's alone; this card is to be replaced",
        step=9,
        mend=ASK_CITY,
    )


def answer_when_stale(
    card: VerifiedCard, status: StatusList, *, rule: RelyingPartyRule
) -> ValidAsOf:
    """Give what a list that is older than fresh and not yet over means under the counter's rule."""
    match rule.when_stale:
        case WhenStale.AS_OF:
            return ValidAsOf(card, status.issued)
        case WhenStale.CANNOT_TELL:
            raise StatusListError(
                "status.stale",
                "the status list is older than this counter accepts",
                step=9,
                mend=FETCH,
            )
