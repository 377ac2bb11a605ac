"""What the rooms `demands` and `holds` keep: what offices asked for and were told, what stops deletion."""

from __future__ import annotations

from denizen_site.register.entry import STAFF_SCHEDULE, Entry, Stage, gettext_noop, shown, table

DEMAND = "the charter's years after it was answered; longer while a legal hold is in force"
PAUSE = "until a director opens intake again"

DEMANDS_ENTRIES: tuple[Entry, ...] = (
    *shown(
        table(
            "demands_demand",
            DEMAND,
            id="stands on the letter, so that the office can name its demand; random",
            kind="what was handed in, out of nine choices",
            sender="what kind of office asked, out of seven choices",
            office="which office; of a resident or the press nothing",
            asked="what was asked for, out of a closed list; never about whom",
            judge_signed="whether a judge signed it; the rules turn on that",
            safety_finding="whether the state has found in writing that giving records out endangers people",
            received="the day from which the days are counted",
            due="the day by which it is answered",
            state="open, proposed, approved or closed",
            reply="what the city answered, out of five choices",
            searched="whether a search found anything; not what was searched for",
            proposed_by="which member of staff proposed the reply",
            lawyer="that the city's lawyer signed the reply",
            director="that a director signed the reply",
            answered="the day on which the letter went out",
            stopped_on="the day on which somebody was stopped from handing over a status",
            delete_on="the day on which the row is deleted",
        ),
        stage=Stage.COUNTED,
        sentence=gettext_noop(
            "If an office asks for our records: which office, what kind of thing it asked for, and what we"
            " answered. Not about whom it asked."
        ),
    ),
    *table(
        "holds_hold",
        STAFF_SCHEDULE,
        id="names the hold in the desk's pages; random",
        cause="a demand, or agents at the door",
        demand="the reference of the demand that it belongs to",
        since="the day from which nothing is deleted",
        placed_by="which member of staff placed it",
        director="which director agreed to lift it",
        lawyer="which lawyer agreed to lift it",
        lifted="the day on which both had agreed",
    ),
    *table(
        "holds_pause",
        PAUSE,
        id="there is one row at most",
        since="the day since which no visit is begun",
        placed_by="which member of staff pressed the button",
    ),
)
