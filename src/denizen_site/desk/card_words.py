"""What the city holds about a card, in plain words: read out to its holder, or printed for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext

from denizen.charter import Charter, ModeOfIssue
from denizen_site.issuance.models import PrintState, Standing
from denizen_site.lifecycle.clock import slot_at
from denizen_site.register.entry import Stage
from denizen_site.register.resident_page import resident_page

Row = dict[str, object]


def held_rows(held: Mapping[str, object]) -> list[Row]:
    """Say in words everything that `lifecycle.queries.show` gives; `code` marks what is read left to right."""
    return [
        row(
            gettext("Card number"),
            held["card_number"],
            note=gettext("Random. It is on the card."),
            code=True,
        ),
        row(gettext("Standing"), standing_words(str(held["standing"]))),
        row(gettext("First day"), written(held["first_day"])),
        row(
            gettext("Last day"),
            written(held["last_day"]),
            note=gettext("Two days later all of this is deleted."),
        ),
        row(gettext("Where the card is"), place_words(str(held["print_state"]))),
        row(
            gettext("Stop code"),
            gettext("Not held"),
            note=gettext("Only a scrambled form, against which a code can be checked."),
        ),
        row(
            gettext("Place in the list of stopped cards"),
            held["status_index"],
            note=gettext("Random. Counters look there, without asking us."),
            code=True,
        ),
        row(
            gettext("Tie to the card before it"),
            held["lineage"],
            note=gettext("Random. A card and the one that replaced it share it."),
            code=True,
        ),
    ]


def row(label: str, value: object, *, note: str = "", code: bool = False) -> Row:
    """Make one line."""
    return {"label": label, "value": value, "note": note, "code": code}


def written(day: object) -> str:
    """Write a day as the reader does."""
    return date_format(date.fromisoformat(str(day)), "DATE_FORMAT")


def standing_words(standing: str) -> str:
    """Say whether the card is good; why it is not is nowhere."""
    if standing == Standing.ACTIVE:
        return gettext("Good")
    return gettext("Stopped. Why is not held.")


def place_words(state: str) -> str:
    """Say where the piece of plastic is."""
    return {
        PrintState.AT_DESK.value: gettext("At the desk, in an open visit"),
        PrintState.WAITING.value: gettext("Waiting to be printed, sent or picked up"),
        PrintState.HANDED_OVER.value: gettext("With its holder"),
    }[state]


def never_held(charter: Charter) -> list[str]:
    """List what is never held, in the words of the residents' page."""
    later, indexed = charter.mode_of_issue is ModeOfIssue.LATER, charter.one_card is not None
    return [
        line.sentence
        for group in resident_page(prints_later=later, one_card=indexed)
        if group.stage is Stage.NEVER
        for line in group.lines
    ]


def next_list(at: datetime, charter: Charter) -> datetime:
    """Give when the next list goes out, by the city's clock."""
    ends = slot_at(at, charter.lists.publish_hours).end
    return ends.astimezone(ZoneInfo(charter.time_zone)).replace(tzinfo=None)
