"""What the enrolment room keeps: a visit in progress, sealed, and its key while it is shared."""

from __future__ import annotations

from denizen_site.register.entry import Entry, Stage, cookie, gettext_noop, shown, table

VISIT = "until the card is handed over, the visit is ended, or four hours"
SHARED = "ten minutes, or until the clerk takes it back"

ENROLMENT_ENTRIES: tuple[Entry, ...] = (
    *shown(
        (
            *table(
                "enrolment_sealedvisit",
                VISIT,
                id="names the row; random, known to the clerk's browser only",
                version="how often the visit was saved, so that nobody saves over another's change",
                sealed="the visit, unreadable without the key in the clerk's browser",
                ends="when the row is deleted unread; rounded up to a quarter of an hour",
            ),
            *cookie(
                "__Host-visit",
                life=VISIT,
                purpose="the browser's half of the visit's key; without it the row above is noise",
            ),
        ),
        stage=Stage.AT_THE_DESK,
        sentence=gettext_noop(
            "While you are at the desk, what you told the clerk is kept locked. Only the clerk's own browser "
            "can open it. It is gone when you get your card, when you leave, or after four hours."
        ),
    ),
    *shown(
        (
            *table(
                "enrolment_sharedvisit",
                SHARED,
                locator="the first part of the code that the clerk reads out; random",
                visit_id="which visit is shared",
                salt="makes guessing the code slow",
                wrapped="the visit's key, unreadable without the rest of the code",
                tries_left="after five wrong codes the offer ends",
                ends="when the offer ends",
            ),
            *cookie(
                "__Host-shared",
                life=SHARED,
                purpose="lets the supervisor's browser open the one visit that a clerk shares",
            ),
        ),
        stage=Stage.AT_THE_DESK,
        sentence=gettext_noop(
            "If a supervisor is asked to help, they can see the same page for ten minutes, and only with a "
            "code that the clerk reads out."
        ),
    ),
)
