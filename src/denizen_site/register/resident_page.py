"""What the city holds about a resident, for residents: made from the register that the tests hold true."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from denizen_site.register.entries import ENTRIES
from denizen_site.register.entry import Entry, Stage, gettext_noop

TITLES = {
    Stage.AT_THE_DESK: gettext_noop("While you are at the desk"),
    Stage.PRINTING: gettext_noop("While your card is being printed"),
    Stage.WITH_A_CARD: gettext_noop("After you leave with a card"),
    Stage.INDEXED: gettext_noop("Because the council has decided to look for second cards"),
    Stage.STOPPED: gettext_noop("If you stop your card"),
    Stage.CASE: gettext_noop("If you ask for a decision to be looked at again"),
    Stage.REFUSED: gettext_noop("If you tell us that a place refused your card"),
    Stage.COUNTED: gettext_noop("What is counted"),
    Stage.NEVER: gettext_noop("Never"),
}
# What is never written anywhere has no entry in a register; the seizure drill holds these sentences.
LEFT = gettext_noop(
    "Your name, your date of birth, your address or your photo, once you have left, unless you write them"
    " in an appeal yourself."
)
HANDED_OUT = gettext_noop(
    "Your name, your date of birth, your address or your photo, once your card is printed and handed out,"
    " unless you write them in an appeal yourself."
)
INDEXED = gettext_noop(
    "Your name, your date of birth, your address or your photo in a form that the city can open, once your card"
    " is handed out, unless you write them in an appeal yourself."
)
NEVER = (
    gettext_noop("Copies of your papers, their numbers, or which papers you showed."),
    gettext_noop("Your immigration status, where you were born, or which country you are from."),
    gettext_noop("Who came and left without a card."),
    gettext_noop("Where you show your card, or to whom."),
    gettext_noop("Who reads these pages. They set no cookies."),
)
FOREVER = gettext_noop("for good")
# How long, in words for residents; every life that a resident is shown stands here.
LIVES = {
    "two days after the card's last day": gettext_noop(
        "Until two days after your card’s last day."
    ),
    "until the card is handed over, the visit is ended, or four hours": gettext_noop(
        "Until you get your card or leave, and never longer than four hours."
    ),
    "until the custodians have destroyed their key of its epoch, by the charter's calendar": gettext_noop(
        "Until the key holders destroy their key, on a day that the city’s rules fix."
    ),
    "until enough custodians answer, fourteen days at most; longer under a legal hold": gettext_noop(
        "For fourteen days at most, or longer if a court tells us to keep it."
    ),
    "ten minutes, or until the clerk takes it back": gettext_noop("For ten minutes at most."),
    "until the batch is accepted, or the charter's days are over": gettext_noop(
        "Until the printed cards are accepted, and never longer than the city’s rules say."
    ),
    "until the card is picked up, or the charter's days are over": gettext_noop(
        "Until you pick up your card, and never longer than the city’s rules say."
    ),
    "the charter's years after it was answered; longer while a legal hold is in force": gettext_noop(
        "For as many years after our answer as the city’s rules say, or longer if a court tells us to keep it."
    ),
    "by the charter's schedule for the ledger": gettext_noop(
        "For as many years as the city’s rules say."
    ),
    "six months after the month in which it came, open or closed": gettext_noop(
        "Until six months after the month in which you told us."
    ),
    "180 days after the decision (a found card: 30 days; staff misconduct: three years); undecided: a year; "
    "longer only while a court's hold is noted": gettext_noop(
        "For 180 days after our decision, or longer if a court tells us to keep it."
    ),
}


@dataclass(frozen=True, slots=True)
class ResidentLine:
    """One plain sentence about what is held, and until when; of what is never held there is no when."""

    sentence: str
    until: str


@dataclass(frozen=True, slots=True)
class ResidentGroup:
    """What is held at one time of a resident's dealings with the city."""

    stage: Stage
    title: str
    lines: tuple[ResidentLine, ...]


def resident_page(
    *, prints_later: bool = False, one_card: bool = False
) -> tuple[ResidentGroup, ...]:
    """Give the groups of the page in the active language; `prints_later` and `one_card` as the charter chose.

    A group without a line is left out: nothing is held then.
    """
    chosen = {Stage.PRINTING: prints_later, Stage.INDEXED: one_card, Stage.NEVER: False}
    shown = [stage for stage in Stage if chosen.get(stage, True)]
    groups = [ResidentGroup(stage, gettext(TITLES[stage]), lines_of(stage)) for stage in shown]
    return (
        *(group for group in groups if group.lines),
        ResidentGroup(
            Stage.NEVER,
            gettext(TITLES[Stage.NEVER]),
            never(prints_later=prints_later, one_card=one_card),
        ),
    )


def never(*, prints_later: bool, one_card: bool) -> tuple[ResidentLine, ...]:
    """Give what is never held; a card that is printed later is held, locked, until it is handed out."""
    gone = INDEXED if one_card else HANDED_OUT if prints_later else LEFT
    sentences = (*NEVER[:2], gone, *NEVER[2:])
    return tuple(ResidentLine(gettext(sentence), "") for sentence in sentences)


def lines_of(stage: Stage) -> tuple[ResidentLine, ...]:
    """Give a stage's sentences, each once, in the order of the register."""
    found = {
        entry.shown_to.sentence: entry
        for entry in reversed(ENTRIES)
        if entry.shown_to is not None and entry.shown_to.stage is stage
    }
    return tuple(
        ResidentLine(gettext(sentence), until(entry)) for sentence, entry in reversed(found.items())
    )


def until(entry: Entry) -> str:
    """Say how long a thing lives, in words for residents."""
    return gettext(LIVES.get(entry.life, entry.life))
