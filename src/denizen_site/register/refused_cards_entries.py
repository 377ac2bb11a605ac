"""What the room `refused_cards` keeps: what was told of places that did not take the card."""

from __future__ import annotations

from denizen_site.register.entry import Entry, Stage, gettext_noop, shown, table

# The months stand in refused_cards/reports.py.
REPORT = "six months after the month in which it came, open or closed"

REFUSED_CARDS_ENTRIES: tuple[Entry, ...] = (
    *shown(
        table(
            "refused_cards_refusedcard",
            REPORT,
            id="names the row inside the desk's pages; random",
            came="the month in which the report came, as its first day",
            service="which kind of place, out of the charter's services",
            place="which place, out of the charter's list of those who accept the card, or none",
            week="the week in which it happened, as its Monday, or none",
            what="what happened, out of seven choices; nothing can be written in words",
            times="how many equal reports this row stands for; no row is one person's",
            outcome="how the liaison closed it, out of six choices, or nothing yet",
            closed="the month in which it was closed, as its first day",
        ),
        stage=Stage.REFUSED,
        sentence=gettext_noop(
            "Which kind of place, which week, and what happened there, out of choices. Not who you are, and "
            "not which computer or phone you wrote from."
        ),
    ),
)
