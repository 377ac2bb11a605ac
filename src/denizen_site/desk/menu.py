"""The desk's menu: what whoever is signed in may go to from here."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from denizen.charter import ModeOfIssue
from denizen_site.accounts.permission import Action, Actor
from denizen_site.custody.bound_charter import bound_charter


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry: its words, where it leads, the key that opens it, and whether we are there."""

    words: str
    address: str
    key: str
    is_here: bool


# action, words, name of the address, key.  An entry shows where the action is allowed at all.
ENTRIES = (
    (Action.SEE_HOME, _("Desk"), "desk:home", "h"),
    (Action.SECOND_LOOK, _("Second look"), "desk:second-look", "l"),
    (Action.RECHECK, _("Second clerk"), "desk:recheck", "j"),
    (Action.SHOW_CARD, _("Cards"), "desk:cards", "c"),
    (Action.PRINT_QUEUE, _("Print queue"), "desk:print-queue", "q"),
    (Action.STOCK, _("Card stock"), "desk:stock", "k"),
    (Action.SEE_DAY, _("The day"), "desk:day", "d"),
    (Action.CASES, _("Cases"), "desk:cases", "f"),
    (Action.DEMANDS, _("Demands"), "desk:demands", "m"),
    (Action.REFUSED_CARDS, _("Refused elsewhere"), "desk:refused-cards", "u"),
    (Action.FILE_APPEAL, _("Appeal"), "desk:appeal", "v"),
    (Action.TEST_APPLICANT, _("Test visits"), "desk:test-visit", "x"),
    (Action.ALLOW_RECORDS_KEY, _("Records key"), "desk:records-key-leave", "y"),
    (Action.SEE_LEDGER, _("Ledger"), "desk:ledger", "r"),
    (Action.MANAGE_STAFF, _("Staff"), "accounts:staff", "t"),
    (Action.MANAGE_STATIONS, _("Stations"), "accounts:stations", "s"),
    (Action.OWN_ACCOUNT, _("My account"), "accounts:account", "a"),
)

# Pages that only a city has which prints cards later.
LATER_ONLY = frozenset({"desk:print-queue"})


def menu_of(actor: Actor, path: str) -> tuple[MenuItem, ...]:
    """List what an actor may go to."""
    actions = actor.actions
    prints_later = bound_charter().mode_of_issue is ModeOfIssue.LATER
    found = []
    for action, words, name, key in ENTRIES:
        if name in LATER_ONLY and not prints_later:
            continue
        address = address_of(name) if action in actions else None
        if address is not None:
            is_here = path == address or (address != "/" and path.startswith(address))
            found.append(MenuItem(str(words), address, key, is_here))
    return tuple(found)


def address_of(name: str) -> str | None:
    """Give an address by its name, or nothing where this city's desk has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
