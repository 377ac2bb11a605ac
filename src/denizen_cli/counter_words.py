"""What a counter says to the person who holds the phone: one big word, one sentence, what to do next.

The words never claim a reason that a one-bit list does not know, and never blame the holder for our lists.
"""

from __future__ import annotations

from denizen.verification import Answer

HEADLINES = {
    Answer.GOOD: "GOOD",
    Answer.NOT_GOOD: "NOT GOOD",
    Answer.CANNOT_TELL: "CANNOT TELL",
}
DESK = "The city's desk can help the holder."
REFRESH = "Fetch the published folder again, then ask once more."
TELL_CITY = "Fetch the published folder again; if this stays, tell the city."
LOOK = "Look at the photo and the person."
NOT_OURS = "This is not a resident card's code, or it could not be read."
AGAIN = "Photograph the square code on the card again: flat, near, in good light."
TILT = "Tilt the card away from the lamp until its square code has no glare, go near, and photograph it again."
LIST_TROUBLE = "The city's lists at hand cannot be used, so nothing is known about this card."
FORGED = "This card was not made so by the city."
FIELD_WORDS = {
    "photo": "photo",
    "name": "name",
    "birth_date": "birth date",
    "address": "address",
    "card_number": "card number",
    "expires": "last day",
}
SEALED_WORDS = {
    "in_clear": "signed by the city",
    "not_checked": "not checked; type it as printed, with the check code",
    "not_bound": "the code does not say; read it from the card",
    "matches": "what was typed is what the city signed",
    "matches_without_accents": "what was typed is what the city signed, apart from accents",
    "differs": "what was typed is not what the city signed",
}

# code (or its beginning, ending in a dot) -> what is the case, what to do next
SENTENCES: dict[str, tuple[str, str]] = {
    "card.valid": ("This card is good.", LOOK),
    "card.valid_as_of": (
        "This card was good when the city made its list.",
        f"{LOOK} Fetch the published folder again soon.",
    ),
    "qr.": (NOT_OURS, AGAIN),
    "cose.": (NOT_OURS, AGAIN),
    "cbor.": (NOT_OURS, AGAIN),
    "cwt.": (NOT_OURS, AGAIN),
    "claim169.": (NOT_OURS, AGAIN),
    "image.no_code": ("No square code could be read in this picture.", TILT),
    "trust.no_root": (
        "This counter has not been told which city to believe.",
        "Get the file root.pub from the city's desk, in person, and name it with --root.",
    ),
    "trust.none": ("The city's trust list is not here.", REFRESH),
    "trust.wrong_root": (
        "The lists here are not signed by the city that this counter believes.",
        TELL_CITY,
    ),
    "trust.demonstration_at_live": (
        "The lists here belong to a demonstration, and this counter is a real one.",
        "Demonstration cards open nothing. Fetch the city's own published folder.",
    ),
    "trust.live_at_demonstration": (
        "The lists here are the city's real ones, and this counter is set up for a demonstration.",
        "Name the city's real root with --root.",
    ),
    "trust.rolled_back": (
        "The lists here are older than lists that this counter has seen.",
        TELL_CITY,
    ),
    "trust.expired": ("The city's trust list is over.", REFRESH),
    "trust.": (LIST_TROUBLE, TELL_CITY),
    "clock.behind": (
        "This machine's clock is wrong: it shows a time before the city's lists were made.",
        "Set the date and time, then ask once more.",
    ),
    "verification.issuer_unknown": (
        "This card is of a city that this counter does not know.",
        "It may be good there. If it should be known here, fetch the published folder again.",
    ),
    "verification.key_perhaps_new": (
        "The lists here are too old to know the key that signed this card.",
        REFRESH,
    ),
    "verification.key_unknown": (FORGED, DESK),
    "verification.key_wrong_purpose": (FORGED, DESK),
    "signature.": (FORGED, DESK),
    "verification.not_yet_valid": ("This card's first day has not come.", DESK),
    "verification.expired": ("This card's last day is over.", "The city's desk can renew it."),
    "verification.key_compromised": (
        "This card cannot be believed: it was signed after its key was out of the city's hands.",
        DESK,
    ),
    "verification.key_out_of_time": (FORGED, DESK),
    "verification.key_retired": (
        "This card is signed with a key that is out of use.",
        "The city's desk can renew it.",
    ),
    "verification.revoked": ("This card is no longer good.", DESK),
    "verification.signed_before_compromise": (
        "The key that signed this card is no longer the city's alone, so the card proves nothing now.",
        "That is no fault of the holder's. The city's desk gives a new card.",
    ),
    "status.none": ("The city's status list is not here.", REFRESH),
    "status.not_named": ("This card does not say where its status is published.", DESK),
    "status.expired": (
        "The city's status list is over, so nothing is known about this card today.",
        REFRESH,
    ),
    "status.stale": ("The city's status list is older than this counter accepts.", REFRESH),
    "status.": (LIST_TROUBLE, TELL_CITY),
    "sealed.name_differs": (
        "The card is genuine, but this is not the name that the city signed.",
        "Check the spelling and the check code, and type both again.",
    ),
    "sealed.birth_date_differs": (
        "The card is genuine, but this is not the birth date that the city signed.",
        "Check the date and the check code, and type both again.",
    ),
    "sealed.address_differs": (
        "The card is genuine, but this is not the address that the city signed.",
        "Check the house number, the ZIP code and the check code, and type them again.",
    ),
    "sealed.": (
        "The card is genuine, but its code does not bind what was typed.",
        "Read it from the card itself; nothing here can prove it.",
    ),
}


def sentence(code: str) -> tuple[str, str]:
    """Give what is the case and what to do next for a code of a verdict (`KeyError` for a foreign one)."""
    if code in SENTENCES:
        return SENTENCES[code]
    return next(
        words
        for start, words in SENTENCES.items()
        if start.endswith(".") and code.startswith(start)
    )


def age_words(hours: float) -> str:
    """Say how old a list is."""
    if hours < 1:
        return "made less than an hour ago"
    if hours < 48:
        return f"made {round(hours)} hour{'s' * (round(hours) != 1)} ago"
    return f"made {round(hours / 24)} days ago"
