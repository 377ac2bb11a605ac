"""What the room `open_pages` keeps: the published log and daily totals, all of it public."""

from __future__ import annotations

from denizen_site.register.entry import FOR_GOOD, Entry, file, table

OPEN_PAGES_ENTRIES: tuple[Entry, ...] = (
    *table(
        "open_pages_logentry",
        FOR_GOOD,
        index="the entry's place in the public log",
        subject="what the entry is about, so that nothing is published twice; public",
        day="the day on which the entry was added",
        entry="the entry's bytes, public: keys, launch, rounded totals, legal notices",
    ),
    *table(
        "open_pages_loghead",
        FOR_GOOD,
        size="how many entries the head covers",
        day="the day on which it was signed",
        jws="the signed head, public",
    ),
    *table(
        "open_pages_dailytotal",
        FOR_GOOD,
        day="the day",
        table="that day's totals, rounded, with small ones withheld; public",
    ),
    *table(
        "open_pages_refusedmonth",
        FOR_GOOD,
        month="the month, as its first day",
        table="how often refused cards were reported, how reports ended; rounded, small ones withheld; public",
    ),
    *table(
        "open_pages_intakepaused",
        "until a director opens intake again",
        id="there is one row at most",
        since="the day since which no visit is begun; public",
    ),
    *table(
        "open_pages_demandquarter",
        FOR_GOOD,
        quarter="the quarter, as its first day",
        table="how many demands came and how they were answered; rounded, small ones withheld; public",
    ),
    *file(
        "public",
        "demands.csv",
        life="until the next quarter",
        purpose="the same figures as a table",
    ),
    *file(
        "public", "demands.pdf", life="until the next quarter", purpose="the same figures to print"
    ),
    *file(
        "public",
        "drills.json",
        life="until the drill's next outcome is published",
        purpose="the last outcome of each drill: day, whether the promise held, counts of planted leaks",
    ),
    *file("public", "log.jsonl", life=FOR_GOOD, purpose="the public log, one entry a line"),
    *file("public", "log-head.jws", life=FOR_GOOD, purpose="the public log's signed head"),
)
