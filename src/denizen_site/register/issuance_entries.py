"""What the room `issuance` keeps: the card without its holder, and indexes of the status list."""

from __future__ import annotations

from denizen_site.register.entry import (
    EXPIRY,
    LIST_LIFE,
    Entry,
    Stage,
    gettext_noop,
    shown,
    table,
)

STOCK = "by the city's schedule for stock records"

ISSUANCE_ENTRIES: tuple[Entry, ...] = (
    *shown(
        table(
            "issuance_card",
            EXPIRY,
            number="names the card and no person; random; printed on it",
            first_day="validity, to the day",
            last_day="validity, to the day; when the row is deleted",
            print_state="in an open visit, waiting for its batch, or handed over",
        ),
        stage=Stage.WITH_A_CARD,
        sentence=gettext_noop(
            "Your card’s number, the days on which it is valid, and whether you have been handed it."
            " The number is random. Nothing says whose card it is."
        ),
    ),
    *shown(
        table(
            "issuance_card",
            EXPIRY,
            status_index="which bit of the status list speaks of the card; random",
            lineage="ties a card to the one it replaced, in the database only; random",
        ),
        stage=Stage.WITH_A_CARD,
        sentence=gettext_noop(
            "Two random numbers beside it: the card’s place in the list of stopped cards, and one that"
            " a replacement shares with the card before it."
        ),
    ),
    *shown(
        table(
            "issuance_card",
            EXPIRY,
            revocation_code_hash="lets whoever has the loss slip stop the card; slow hash",
        ),
        stage=Stage.WITH_A_CARD,
        sentence=gettext_noop(
            "A scrambled form of the code on your loss slip. We can check a code against it, but we"
            " cannot read the code back."
        ),
    ),
    *shown(
        table(
            "issuance_card",
            EXPIRY,
            standing="good or no longer good, without a reason",
        ),
        stage=Stage.STOPPED,
        sentence=gettext_noop(
            "That the card with your card’s number is no longer good. Not why, not when, not who asked."
        ),
    ),
    *table(
        "issuance_usedindexes",
        LIST_LIFE,
        segment="which stretch of the bitmap",
        bits="indexes that were ever taken, so that none is used twice",
    ),
    *table(
        "issuance_indexreservation",
        "until the card is issued; one left over, the status list's life",
        index="an index taken by a card that is being made",
        day="when it was taken, to the day, so that one left over is given up the next day",
        given_up="published as revoked, since no card has it",
    ),
    *table(
        "issuance_stockserial",
        STOCK,
        serial="counts one blank card; printed on its edge; no card or visit is kept with it",
        station="which desk or printing station has it",
        state="left, used, spoilt or missing",
        day="when it came into that state, to the day",
    ),
    *table(
        "issuance_stockcount",
        STOCK,
        station="where blank cards were counted",
        day="the day that was closed",
        counted="how many lay there",
    ),
)
