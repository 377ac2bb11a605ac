"""What the room `ledger` keeps: counts by day, kind and staff member, and the chain of closed days."""

from __future__ import annotations

from denizen_site.register.entry import LEDGER, Entry, Stage, gettext_noop, shown, table

LEDGER_ENTRIES: tuple[Entry, ...] = (
    *shown(
        (
            *table(
                "ledger_daycount",
                LEDGER,
                day="the day",
                act="the kind of act",
                by="which member of staff; empty for the machine itself",
                count="how many; no order inside a day, no resident, no card",
            ),
            *table(
                "ledger_visitminutes",
                LEDGER,
                day="the day",
                minutes="a length of visits in whole minutes",
                count="how many visits took that long; no visit, no order, no staff",
            ),
            *table(
                "ledger_clausecount",
                LEDGER,
                day="the day",
                clause="the id of a clause of the charter's policy",
                ruling="what it answered",
                count="how often; no staff, no resident, no order",
            ),
        ),
        stage=Stage.COUNTED,
        sentence=gettext_noop(
            "How many people were helped on a day, how many were not and for what kind of reason, and how"
            " long visits took. Not who, and not at what time."
        ),
    ),
    *table(
        "ledger_closedday",
        LEDGER,
        day="the day",
        salt="random; without it nobody can guess a day's counts from its published link",
        chain="hash over the day's counts and the day before, so that a change shows",
    ),
    *table(
        "ledger_anchor",
        LEDGER,
        id="there is one row",
        day="the last day that was deleted by schedule",
        chain="that day's link, from which the chain of the days that are left goes on",
    ),
)
