"""What the rooms below refuse at the counter, in words that a clerk reads in their own language.

Like `fault_words`, which has the words of the visit's own pages and is asked for every other code.
"""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop

from denizen.errors import DenizenError
from denizen_site.desk import fault_words
from denizen_site.desk.fault_words import Told

WORDS: dict[str, tuple[str, str]] = {
    "lifecycle.unknown_card": (
        gettext_noop("The city holds no card of this number."),
        gettext_noop("Read it again. Cards whose last day is over are no longer held."),
    ),
    "lifecycle.code_refused": (
        gettext_noop("The number and the code do not belong together."),
        gettext_noop("Read both again from the slip, letter by letter."),
    ),
    "lifecycle.already_followed": (
        gettext_noop("A newer card has taken this card’s place."),
        gettext_noop("Take the newer card’s number, or stop the newer card first."),
    ),
    "lifecycle.unknown_pick_up": (
        gettext_noop("No card waits under this code."),
        gettext_noop("Read the slip again. A card that nobody fetched in time was stopped."),
    ),
    "lifecycle.not_ready": (
        gettext_noop("The card is not printed yet."),
        gettext_noop("Ask the person to come again another day. The slip stays good."),
    ),
    "scan.no_card": (
        gettext_noop("There is no card to be read here, or more than one."),
        gettext_noop("Hold the code flat and near, in good light. Or type the number."),
    ),
    "scan.not_ours": (
        gettext_noop("This city did not sign the card."),
        gettext_noop("Do not serve it. Ask a supervisor."),
    ),
    "scan.not_its_row": (
        gettext_noop("This is not the card that was issued under its number."),
        gettext_noop("Do not serve it. Ask a supervisor."),
    ),
    "issuance.stock_range": (
        gettext_noop("These serials cannot be read as one box."),
        gettext_noop(
            "Type the serials of the first and the last card, as they are printed on them."
        ),
    ),
    "issuance.stock_known": (
        gettext_noop("Some of these cards were entered before."),
        gettext_noop("Read the serials of the first and the last card again."),
    ),
    "issuance.stock_unknown": (
        gettext_noop("No card with this serial is here."),
        gettext_noop("Read it again. One that was spoilt or missing stays so."),
    ),
    "issuance.stock_empty": (
        gettext_noop("The printing station has no blank cards left in the books."),
        gettext_noop("Enter the new box under Card stock, then try again."),
    ),
    "issuance.no_jobs_waiting": (
        gettext_noop("No card waits to be printed."),
        gettext_noop("Nothing is to do."),
    ),
    "issuance.no_printing_station": (
        gettext_noop("No printing station is set up."),
        gettext_noop("A director sets one up with the commands under “At the printing station”."),
    ),
    "issuance.unknown_batch": (
        gettext_noop("There is no open batch of this name."),
        gettext_noop("It was accepted meanwhile. Its sealed cards are deleted."),
    ),
    "issuance.unknown_job": (
        gettext_noop("No one card of this batch has a name that begins so."),
        gettext_noop("Read the first eight letters again from the printed file’s name."),
    ),
}


def told(refusal: DenizenError) -> Told:
    """Put a refusal into the reader's language."""
    found = WORDS.get(refusal.code)
    if found is None:
        return fault_words.told(refusal)
    return Told(refusal.code, gettext(found[0]), gettext(found[1]))
