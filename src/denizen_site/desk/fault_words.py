"""What the press and the issuing room refuse, in words that a clerk reads in their own language.

A refusal carries an English summary and how to mend it; the catalogue finds both here by the refusal's code.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from denizen.errors import DenizenError, SigningUnavailableError


@dataclass(frozen=True, slots=True)
class Told:
    """A refusal as the page says it; made like a refusal, so that the same template draws both."""

    code: str
    summary: str
    mend: str
    where: str = ""


WORDS: dict[str, tuple[str, str]] = {
    "press.picture.too_large": (
        gettext_noop("The picture is too large."),
        gettext_noop(
            "Choose a smaller one: a telephone's photograph at its usual setting will do."
        ),
    ),
    "press.picture.not_a_picture": (
        gettext_noop("This file is not a picture that can be opened here."),
        gettext_noop("Choose a photograph saved as JPEG, PNG or WebP."),
    ),
    "press.picture.truncated": (
        gettext_noop("The picture stops before its end."),
        gettext_noop("Copy the file again, or take the picture again."),
    ),
    "press.picture.animated": (
        gettext_noop("The picture moves."),
        gettext_noop("Choose a still picture."),
    ),
    "press.photo.too_small": (
        gettext_noop("The picture is too small for print."),
        gettext_noop("Take it closer, or choose the camera's original file."),
    ),
    "press.photo.shows_nothing": (
        gettext_noop("The picture shows nothing: it is nearly one colour."),
        gettext_noop("Uncover the lens, turn the light on, and take it again."),
    ),
    "press.photo.none": (
        gettext_noop("There is no picture yet."),
        gettext_noop("Take one with the camera, or choose a file."),
    ),
    "issuance.stock_empty": (
        gettext_noop("This desk has no blank cards left."),
        gettext_noop("Bring new ones and enter them under Card stock. Then press Issue again."),
    ),
    "issuance.no_printing_station": (
        gettext_noop("No printing station is set up, and this city prints cards later."),
        gettext_noop("A director sets one up. Nothing is lost: the visit waits here."),
    ),
    "issuance.birth_date": (
        gettext_noop("The birth date lies in the future."),
        gettext_noop("Correct it on the page Person."),
    ),
    "issuance.name_too_long": (
        gettext_noop("The name is longer than this city prints in full."),
        gettext_noop("Ask the person how they shorten it, and write it so on the page Person."),
    ),
    "issuance.field_not_printed": (
        gettext_noop("This city does not print one of the fields."),
        gettext_noop("Leave it empty on the page Person."),
    ),
    "issuance.emergency_contact_needed": (
        gettext_noop("A child's card names whom to call in an emergency."),
        gettext_noop("Add the name and the telephone number on the page Person."),
    ),
    "issuance.address_mode": (
        gettext_noop("This city does not print addresses this way."),
        gettext_noop("Choose another way on the page Person."),
    ),
    "issuance.address_protected": (
        gettext_noop("The papers ask for the address to be kept off the card."),
        gettext_noop("Choose on the page Person to print less of the address."),
    ),
    "issuance.not_live": (
        gettext_noop("The programme is not launched yet."),
        gettext_noop("A director signs off the launch list first."),
    ),
    "issuance.reservation_lapsed": (
        gettext_noop("Issuing took past midnight, and the card's place was given up."),
        gettext_noop("Press Issue again."),
    ),
    "issuance.number_taken": (
        gettext_noop("The card's number had been drawn before."),
        gettext_noop("Press Issue again."),
    ),
    "press.script_not_covered": (
        gettext_noop("The name or the address has letters that the card cannot print."),
        gettext_noop("Write it on the page Person in letters that the person uses in print."),
    ),
    "press.does_not_fit": (
        gettext_noop("The text does not fit on the card."),
        gettext_noop("Shorten the longest line on the page Person."),
    ),
    "press.child_died": (
        gettext_noop("The card could not be drawn just now."),
        gettext_noop("Nothing was issued and nothing is lost. Press Issue again."),
    ),
    "press.time_limit": (
        gettext_noop("Drawing the card took too long."),
        gettext_noop("Nothing was issued and nothing is lost. Press Issue again."),
    ),
    "one_card.somebody_came_first": (
        gettext_noop("A card was issued meanwhile that may be this person's."),
        gettext_noop("Press Issue again: one question is asked first."),
    ),
    "lifecycle.already_followed": (
        gettext_noop("Another card has taken the old card's place already."),
        gettext_noop("Replace the newer card, or stop it first, on the page Cards."),
    ),
    "lifecycle.stopped": (
        gettext_noop("The old card was stopped, and a stopped card is not renewed."),
        gettext_noop("Replace it instead, on the page Cards."),
    ),
    "lifecycle.already_handed_over": (
        gettext_noop("The card was handed over before."),
        gettext_noop("End the visit: nothing is left to do."),
    ),
    "lifecycle.stopped_before_hand_over": (
        gettext_noop("The card was stopped before it was handed over."),
        gettext_noop("Do not hand it over. Destroy it, end the visit, and begin a new one."),
    ),
}
NOT_NOW = (
    gettext_noop("The city's signing key cannot be used just now."),
    gettext_noop(
        "Nothing was issued and nothing is lost. Tell the director, then press Issue again."
    ),
)
FAMILIES = {"custody": NOT_NOW, "press": WORDS["press.child_died"]}


def told(refusal: DenizenError) -> Told:
    """Put a refusal into the reader's language; one without an entry keeps its English words."""
    family = FAMILIES.get(refusal.code.partition(".")[0])
    found = WORDS.get(refusal.code) or family
    if isinstance(refusal, SigningUnavailableError):
        found = NOT_NOW
    if found is None:
        return Told(refusal.code, refusal.summary, refusal.mend or "", refusal.where or "")
    return Told(refusal.code, gettext(found[0]), gettext(found[1]), refusal.where or "")


def missing_photo() -> Told:
    """Say that nothing was sent."""
    return Told("press.photo.none", *(gettext(each) for each in WORDS["press.photo.none"]))


def too_large_photo() -> Told:
    """Say that what was sent is beyond what is read at all."""
    large = WORDS["press.picture.too_large"]
    return Told("press.picture.too_large", gettext(large[0]), gettext(large[1]))
