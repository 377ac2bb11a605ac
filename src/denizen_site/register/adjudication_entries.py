"""What the room `adjudication` keeps: sealed case files, their key, the room while it is open."""

from __future__ import annotations

from denizen_site.register.entry import (
    PROGRAMME,
    Entry,
    Stage,
    cookie,
    gettext_noop,
    shown,
    table,
)

# The days stand in adjudication/schedule.py; docs/desk/appeals.md gives the reasons.
CASE = (
    "180 days after the decision (a found card: 30 days; staff misconduct: three years); undecided: a year; "
    "longer only while a court's hold is noted"
)
ROOM = "half an hour, or until the room is closed"
LEAVE = "until it is used, or a day"

ADJUDICATION_ENTRIES: tuple[Entry, ...] = (
    *shown(
        table(
            "adjudication_casefile",
            CASE,
            id="names the file inside the desk's pages; random",
            reference="what stands on the notice, so that people can ask about their case; random",
            kind="appeal, card wrongly issued, card found, or misconduct of staff",
            state="open, upheld, dismissed or closed",
            opened="the day on which it was filed; the time to answer runs from it",
            due="the day by which it is answered",
            delete_on="the day on which it is deleted",
            on_hold="a court asked that it be kept; deletion waits",
            version="how often it was written, so that nobody writes over another's change",
            sealed="what was written, a contact if one was given, the decision; only the records key opens it",
        ),
        stage=Stage.CASE,
        sentence=gettext_noop(
            "If you appeal, or if we had to stop your card: what you wrote, how to reach you if you told us, "
            "and what we decided. It is locked. Only the people who decide can open it, and each time they do "
            "is counted."
        ),
    ),
    *table(
        "adjudication_recordskey",
        PROGRAMME,
        id="there is one row",
        public_key="what case files are sealed to; public",
        under_passphrase="the private half, sealed under words that no server keeps",  # noqa: S106
        under_recovery="the private half, sealed to the recovery key, which exists on paper only",
        made_on="since which day",
        wrong_tries="passphrases that did not fit, so that guessing stops after five",
        waits_until="when the next try is taken after five wrong ones",
    ),
    *table(
        "adjudication_keyleave",
        LEAVE,
        id="there is one row at most",
        by="which director gave leave",
        ends="when it lapses",
    ),
    *table(
        "adjudication_openroom",
        ROOM,
        id="names the row; random, known to one browser only",
        staff="who works in the room",
        sealed="the private half, unreadable without that browser and its station",
        ends="when the row is deleted",
    ),
    *cookie(
        "__Host-records",
        life=ROOM,
        purpose="the browser's half of the key of the records room; without it the row above is noise",
    ),
)
