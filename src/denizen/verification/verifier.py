"""Say whether a card is good.  The steps are numbered as in `steps.py` and docs/spec/verification.md.

Everything is a value that the caller brings: the text, the two opened lists, the instant, the counter's
rule.  Nothing is fetched, kept or logged, and no claim of a card that did not verify is given back.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

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
from denizen.formats.qr.card import ReceivedCard, decode, decode_cose
from denizen.status import StatusList
from denizen.trust import KeyPurpose, KnownIssuer, KnownKey, TrustSet
from denizen.verification.rule import RelyingPartyRule, WhenStale
from denizen.verification.verified import Valid, ValidAsOf, VerifiedCard

FETCH: Final = "Fetch the published folder again."
ASK_CITY: Final = "The city's desk can help."
# seconds; a card names its first day without a place: that day starts 14 h before its UTC midnight in the
# east (Line Islands) and ends 12 h after the next one in the west (Baker Island)
FIRST_DAY_EARLIEST: Final = 14 * 3600
FIRST_DAY_LATEST: Final = 36 * 3600


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
    return believe(decode(text), trust=trust, status=status, at=at, rule=rule)


def verify_cose(
    data: bytes,
    *,
    trust: TrustSet | None,
    status: StatusList | None,
    at: datetime,
    rule: RelyingPartyRule,
) -> Valid | ValidAsOf:
    """Verify a card from its COSE bytes (steps 2 to 9); raises as `verify`."""
    return believe(decode_cose(data), trust=trust, status=status, at=at, rule=rule)


def believe(
    received: ReceivedCard,
    *,
    trust: TrustSet | None,
    status: StatusList | None,
    at: datetime,
    rule: RelyingPartyRule,
) -> Valid | ValidAsOf:
    """Carry out steps 4 to 9 on a decoded card, of which nothing is believed yet."""
    at_epoch = at.timestamp()
    # (4) a trust list at hand and in time
    if trust is None:
        raise TrustListError("trust.none", "no trust list is at hand", step=4, mend=FETCH)
    trust.require_in_time(at_epoch)
    # (5) the issuer is known, and this key is the issuer's, for cards
    issuer = require_issuer(trust, received)
    key = issuer.keys.get(received.envelope.key_id or b"")
    if key is None:
        raise unknown_key(trust, status, at=at, rule=rule)
    require_card_key(key)
    # (6) the signature fits, by the key's own algorithm; from here on the claims are the issuer's
    received.envelope.verify(key.public_key, step=6)
    # (7) the card's days and the key's times
    require_times(received, key, at_epoch=at_epoch)
    # (8) the status list of this issuer, in time, does not mark the card
    listed = require_status(issuer, status, received=received, at_epoch=at_epoch)
    # (9) what is known suffices by the counter's rule
    require_no_back_dating(key)
    card = VerifiedCard(issuer.name, received.claims)
    if at_epoch < listed.issued_epoch + rule.fresh_seconds:
        return Valid(card, listed.issued)
    return answer_when_stale(card, listed, rule=rule)


def require_issuer(trust: TrustSet, received: ReceivedCard) -> KnownIssuer:
    """Find the issuer by its URL; of one that the list does not know, nothing can be told."""
    issuer = trust.issuers.get(received.claims.issuer)
    if issuer is None:
        raise UntrustedIssuerError(
            "verification.issuer_unknown",
            "the card names an issuer that this trust list does not know",
            step=5,
            mend="If it should be known here, fetch the published folder again.",
        )
    return issuer


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


def require_card_key(key: KnownKey) -> None:
    """Refuse a key of another purpose."""
    if key.purpose is not KeyPurpose.CARD:
        raise KeyNotUsableError(
            "verification.key_wrong_purpose", "the key does not sign cards", step=5, mend=ASK_CITY
        )


def require_times(received: ReceivedCard, key: KnownKey, *, at_epoch: float) -> None:
    """Refuse outside the card's days, and a key that could not or should no longer vouch for it."""
    validity = received.claims.validity
    issued = validity.not_before
    if at_epoch < issued - FIRST_DAY_EARLIEST:
        raise NotYetValidError(
            "verification.not_yet_valid", "the card's first day has not come", step=7, mend=ASK_CITY
        )
    if at_epoch >= validity.expires:
        raise ExpiredError(
            "verification.expired", "the card's last day is over", step=7, mend=ASK_CITY
        )
    if key.compromised_since is not None and issued >= key.compromised_since:
        raise KeyNotUsableError(
            "verification.key_compromised",
            "the card was made after its key was no longer the city's alone",
            step=7,
            mend=ASK_CITY,
        )
    if issued + FIRST_DAY_LATEST <= key.sign_from or issued - FIRST_DAY_EARLIEST >= key.sign_until:
        raise KeyNotUsableError(
            "verification.key_out_of_time",
            "the card's first day lies outside the time in which its key signed",
            step=7,
            mend=ASK_CITY,
        )
    if at_epoch >= key.verify_until:
        raise KeyNotUsableError(
            "verification.key_retired", "the card's key is out of use", step=7, mend=ASK_CITY
        )


def require_status(
    issuer: KnownIssuer, status: StatusList | None, *, received: ReceivedCard, at_epoch: float
) -> StatusList:
    """Ask the issuer's own status list; a marked card is no longer good, for no reason that we know."""
    if status is None:
        raise StatusListError("status.none", "no status list is at hand", step=8, mend=FETCH)
    reference = received.claims.status
    if reference is None:
        raise StatusListError(
            "status.not_named", "the card names no status list", step=8, mend=ASK_CITY
        )
    if not reference.uri == status.uri == issuer.status_uri:
        raise StatusListError(
            "status.other_list", "the status list at hand is not this card's", step=8, mend=FETCH
        )
    status.require_in_time(at_epoch)
    if status.is_revoked(reference.index):
        raise RevokedError(
            "verification.revoked", "the card is no longer good", step=8, mend=ASK_CITY
        )
    return status


def require_no_back_dating(key: KnownKey) -> None:
    """Tell nothing of an older card of a compromised key: whoever has the key can date a card back."""
    if key.compromised_since is not None:
        raise CannotTellError(
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
