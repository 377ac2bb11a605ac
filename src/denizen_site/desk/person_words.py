"""What the person's page says: consequences of the address modes, what a need asks of the clerk, mends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from denizen.charter import Charter
from denizen.documents import PrintedAddress
from denizen.errors import DenizenError
from denizen_site.enrolment.visit import Need

MODES = {
    PrintedAddress.HOME: (
        _("Home address"),
        _("Shows where they live. Whoever finds a lost card can read it."),
    ),
    PrintedAddress.CARE_OF: (
        _("Care of somebody"),
        _(
            "Shows the address of an organization or a person, with c/o. Say aloud: in some "
            "cities police ask for a home address before they give a summons."
        ),
    ),
    PrintedAddress.CONFIDENTIAL: (
        _("Address confidentiality program"),
        _(
            "Shows the program's address only. Copy it from the program's card. "
            "Never ask for the real address, and do not ask why."
        ),
    ),
    PrintedAddress.NONE: (
        _("No address"),
        _(
            "Nothing is printed. Say aloud: in some cities this card will not do for a police "
            "summons, because it shows no home address. Banks and libraries may ask for one too."
        ),
    ),
}
NEEDS = {
    Need.INTERPRETER: (
        _("Interpreter"),
        _("Call one now. It costs them nothing; a child does not interpret."),
    ),
    Need.SIGN_LANGUAGE: (
        _("Sign language"),
        _("Call the interpreter, face the person, speak to them and not to the interpreter."),
    ),
    Need.SEATED_PHOTO: (
        _("Photo while seated"),
        _("Lower the camera to eye height. A wheelchair may be in the picture."),
    ),
    Need.LOW_COUNTER: (_("Low counter"), _("Change to the low counter, or come round to them.")),
    Need.CANNOT_SIGN: (
        _("Cannot sign"),
        _("Choose a mark or no signature below. Nobody is refused for this."),
    ),
    Need.MORE_TIME: (
        _("More time"),
        _("Nothing here runs out for hours. Read aloud what is on the screen."),
    ),
}
EYE_COLORS = (
    ("Brown", _("Brown")),
    ("Hazel", _("Hazel")),
    ("Black", _("Black")),
    ("Blue", _("Blue")),
    ("Green", _("Green")),
    ("Gray", _("Gray")),
    ("Multicolor", _("Multicolor")),
)
CHARACTER = re.compile(r"character ([0-9]+)")


@dataclass(frozen=True, slots=True)
class Mode:
    """One address mode as the page offers it."""

    value: str
    words: str
    consequence: str
    barred: str
    is_chosen: bool


def modes(charter: Charter, effect: PrintedAddress, *, chosen: str) -> list[Mode]:
    """List the charter's address modes; those that show more than the papers allow are barred."""
    return [
        Mode(
            mode.value,
            str(MODES[mode][0]),
            str(MODES[mode][1]),
            barred_words(effect) if mode.strictness < effect.strictness else "",
            mode.value == chosen,
        )
        for mode in charter.face.address_modes
    ]


def barred_words(effect: PrintedAddress) -> str:
    """Say why a mode is not offered, and no more than the paper says."""
    if effect is PrintedAddress.CONFIDENTIAL:
        return gettext("Not with these papers: they ask for the program's address, or none.")
    if effect is PrintedAddress.NONE:
        return gettext("Not with these papers: they ask that no address is printed.")
    return gettext("Not with these papers: the letter lends another address.")


def mend_words(error: DenizenError, *, longest: int) -> str:
    """Say a refusal of the library in the clerk's language, with what to do about it."""
    found = CHARACTER.search(error.summary)
    place = {"n": found[1] if found else "?", "longest": longest}
    known = {
        "text.too_long": gettext(
            "This is too long: a card has room for %(longest)s "
            "characters. Leave out what the person can spare."
        ),
        "text.empty": gettext("Fill this in."),
        "text.control": gettext(
            "Character %(n)s cannot be printed. Type it again instead of pasting it."
        ),
        "text.invisible": gettext(
            "Character %(n)s is invisible. Type it again instead of pasting it."
        ),
        "text.bidi_control": gettext(
            "Character %(n)s turns the writing round. Type it again instead of pasting it."
        ),
        "text.surrogate": gettext(
            "Character %(n)s is broken. Type it again instead of pasting it."
        ),
        "text.private_use": gettext(
            "Character %(n)s has no agreed meaning. Type it again instead of pasting it."
        ),
        "text.unassigned": gettext("Character %(n)s cannot be printed. Leave it out."),
        "text.emoji": gettext(
            "Character %(n)s is an emoji or a symbol, which no card can carry. Leave it out."
        ),
        "text.symbol": gettext(
            "Character %(n)s is a symbol, which no card can carry. Leave it out."
        ),
        "press.script_not_covered": gettext(
            "Our cards cannot print this writing yet. Write it "
            "in Latin letters, as a passport does."
        ),
        "issuance.name_too_long": gettext(
            "This is too long: the card prints %(longest)s characters in "
            "full. Ask the person which part they can spare."
        ),
        "issuance.emergency_contact_needed": gettext(
            "At this age the card names whom to call. Ask for a name and a telephone number."
        ),
        "issuance.address_mode": gettext(
            "This city does not print addresses this way. Choose another way."
        ),
        "issuance.address_protected": gettext(
            "The papers ask for less than this. Choose another way."
        ),
        "issuance.field_not_printed": gettext("This city does not print this. Leave it empty."),
        "issuance.birth_date": gettext("This day is still to come. Look at the year."),
    }
    words = known.get(error.code)
    if words is None:
        return gettext("This cannot be printed as it stands. Look at it again.")
    return words % place
