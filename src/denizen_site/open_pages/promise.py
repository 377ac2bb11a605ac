"""The promise of the modes that the charter chose, with its limits, from charter, register and last drills."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from denizen.charter import Charter, ModeOfIssue
from denizen_site.open_pages.drills_played import DrillPlayed
from denizen_site.register.promise_words import NAMED, SEALED

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Mode:
    """One choice of the charter, and what it costs the promise."""

    chosen: Words
    costs: Words


@dataclass(frozen=True, slots=True)
class DrillLine:
    """One drill as it is told."""

    title: Words
    played: DrillPlayed

    @property
    def holds(self) -> bool:
        """Say whether the promise held."""
        return self.played.holds


DRILLS: dict[str, Words] = {
    "seizure": _("Everything was seized and searched for cardholders"),
    "subpoena": _("All tables were listed and compared with the data register"),
}
LIMITS: tuple[Words, ...] = (
    _("While you are at the desk, the clerk's screen shows who you are."),
    _("Cameras, calendars, e-mail and people's memory are outside of this software."),
    _("A court may order the city to keep records from a day on. The law of that day decides."),
    _("Whoever looks at your card reads what is printed on it, and may photograph it."),
    _("A card that somebody finds shows that you have one."),
)


def answers() -> tuple[str, ...]:
    """Give the sentences with which a demand is answered, in the reader's language."""
    return (gettext(NAMED), gettext(SEALED))


def modes(charter: Charter) -> tuple[Mode, ...]:
    """Give what the charter chose, and what each choice costs."""
    return (printing(charter), ONE_CARD_OFF, ADDRESS)


def printing(charter: Charter) -> Mode:
    """Say when cards are printed."""
    return LATER if charter.mode_of_issue is ModeOfIssue.LATER else ON_THE_SPOT


ON_THE_SPOT = Mode(
    _("The card is printed while you wait."),
    _("This costs the promise nothing: nothing about you is left after the visit."),
)
LATER = Mode(
    _("The card is printed later."),
    _(
        "Until your card is printed and accepted, you can be named by whoever takes both the server and the key"
        " that only the printing station has."
    ),
)
ONE_CARD_OFF = Mode(
    _("Nobody checks whether you have a card already."),
    _("This costs the promise nothing. Somebody could get two cards."),
)
ADDRESS = Mode(
    _("You choose whether an address is printed."),
    _("A lost card shows what is printed on it."),
)


def drill_lines(played: tuple[DrillPlayed, ...]) -> tuple[DrillLine, ...]:
    """Put published drills into words; one that this page does not know is left out."""
    return tuple(DrillLine(DRILLS[each.drill], each) for each in played if each.drill in DRILLS)
