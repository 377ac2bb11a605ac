"""The promise of the modes that the charter chose, with its limits, from charter, register and last drills."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from denizen.charter import Charter, ModeOfIssue, OneCard
from denizen_site.open_pages.drills_played import DrillPlayed
from denizen_site.register.promise_words import INDEXED, NAMED, SEALED

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
    "relink": _("The rows of the check for second cards were taken and attacked"),
    "custodians": _(
        "Key holders' keys were taken, one too few and enough, and some were destroyed"
    ),
    "fairness": _("Whom the check for second cards finds and mistakes was counted"),
    "subpoena": _("All tables were listed and compared with the data register"),
}
LIMITS: tuple[Words, ...] = (
    _("While you are at the desk, the clerk's screen shows who you are."),
    _("Cameras, calendars, e-mail and people's memory are outside of this software."),
    _("A court may order the city to keep records from a day on. The law of that day decides."),
    _("Whoever looks at your card reads what is printed on it, and may photograph it."),
    _("A card that somebody finds shows that you have one."),
)


def answers(charter: Charter) -> tuple[str, ...]:
    """Give the sentences with which a demand is answered, in the reader's language."""
    indexed = () if charter.one_card is None else (gettext(INDEXED),)
    return (gettext(NAMED), gettext(SEALED), *indexed)


def modes(charter: Charter) -> tuple[Mode, ...]:
    """Give what the charter chose, and what each choice costs."""
    one_card = ONE_CARD_OFF if charter.one_card is None else one_card_on(charter.one_card)
    return (printing(charter), one_card, ADDRESS)


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


def one_card_on(mode: OneCard) -> Mode:
    """Say by whose decision the city looks for a second card, and what that costs until a key is burned."""
    chosen = gettext("The city notices when somebody already has a card. Decided by: %(decision)s")
    costs = gettext(
        "Rows that the city cannot read are kept. Whoever has the help of %(needed)s of the %(count)s key"
        " holders (%(holders)s) can test whether a person whom they name has a card, one person at a time and"
        " counted. Each key is destroyed %(months)s months after its time; until then the rows of cards that"
        " were given up, and of people who died, stay too."
    )
    facts = {
        "needed": mode.needed,
        "count": len(mode.custodians),
        "holders": ", ".join(mode.custodians),
        "months": mode.keep_months,
    }
    return Mode(chosen % {"decision": mode.decision}, costs % facts)


ADDRESS = Mode(
    _("You choose whether an address is printed."),
    _("A lost card shows what is printed on it."),
)


def drill_lines(played: tuple[DrillPlayed, ...]) -> tuple[DrillLine, ...]:
    """Put published drills into words; one that this page does not know is left out."""
    return tuple(DrillLine(DRILLS[each.drill], each) for each in played if each.drill in DRILLS)
