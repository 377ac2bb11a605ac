"""A card read by its code at the desk: signed by this programme, and the same card as its row.

The counter's verification (`denizen.verification`) asks the published lists; the desk has the rows themselves,
and must also be able to open a card that was stopped.  So it checks who signed and which row is meant, and
what the city says of the card is read from the row.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from denizen.credential import CardNumber
from denizen.errors import InputError, MalformedError, VerificationError
from denizen.formats.qr import ReceivedCard, decode
from denizen.trust import KeyPurpose
from denizen_press.read import read_codes
from denizen_site.custody.queries import keys, programme
from denizen_site.errors import LifecycleError
from denizen_site.issuance.queries import find_card
from denizen_site.lifecycle.stopping import unknown_card

MOST_CHARACTERS = 4300  # the largest QR code there is holds 4296


@dataclass(frozen=True, slots=True)
class ScannedCard:
    """Which card was held up, and the signed picture in its code, if the code has one."""

    number: CardNumber
    picture: bytes = field(default=b"", repr=False)


def in_picture(data: bytes) -> ScannedCard:
    """Read the card in a picture; raises `LifecycleError`."""
    try:
        texts = read_codes(data)
    except InputError:
        raise no_card() from None
    return among(texts)


def among(texts: list[str]) -> ScannedCard:
    """Find the one card among the texts of a picture's codes, and believe it only if we signed it."""
    found = [card for card in map(received, texts) if card is not None]
    if len({card.claims.number for card in found}) != 1:
        raise no_card()
    return believed(found[0])


def received(text: str) -> ReceivedCard | None:
    """Decode a text, or give nothing for one that is no card."""
    try:
        return decode(text.strip()) if len(text) <= MOST_CHARACTERS else None
    except MalformedError:
        return None


def believed(card: ReceivedCard) -> ScannedCard:
    """See that one of our own keys signed the card, and that its row is the one that it names."""
    if not is_ours(card):
        raise LifecycleError(
            "scan.not_ours",
            "this city did not sign the card",
            mend="Do not serve it. Ask a supervisor.",
        )
    row, status = find_card(card.claims.number), card.claims.status
    if row is None:
        raise unknown_card()
    if status is None or status.index != row.status_index:
        raise LifecycleError(
            "scan.not_its_row",
            "the card is not the one that was issued under its number",
            mend="Do not serve it. Ask a supervisor.",
        )
    portrait = card.claims.portrait
    return ScannedCard(card.claims.number, b"" if portrait is None else portrait.data)


def is_ours(card: ReceivedCard) -> bool:
    """Say whether a card key of this programme, not known to be in other hands, signed the card."""
    named = (card.envelope.key_id or b"").hex()
    for key in keys():
        if key.key_id == named and key.purpose is KeyPurpose.CARD and not key.compromised_since:
            try:
                card.envelope.verify(key.public_key)
            except VerificationError:
                return False
            return card.claims.issuer == programme().issuer
    return False


def no_card() -> LifecycleError:
    """Make the refusal of a picture or a text in which there is no card, or more than one."""
    return LifecycleError(
        "scan.no_card",
        "there is no card to be read here, or more than one",
        mend="Hold the code flat and near, in good light. Or type the number below the code.",
    )
