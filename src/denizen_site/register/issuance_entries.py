"""What the room `issuance` keeps: the card without its holder, and indexes of the status list."""

from __future__ import annotations

from denizen_site.register.entry import (
    EXPIRY,
    LEDGER,
    LIST_LIFE,
    PROGRAMME,
    Entry,
    Stage,
    gettext_noop,
    shown,
    table,
)

PRINTED_LATER = "until the batch is accepted, or the charter's days are over"

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
        LEDGER,
        serial="counts one blank card; printed on its edge; no card or visit is kept with it",
        station="which desk or printing station has it",
        state="left, used, spoilt or missing",
        day="when it came into that state, to the day",
    ),
    *table(
        "issuance_stockcount",
        LEDGER,
        station="where blank cards were counted",
        day="the day that was closed",
        counted="how many lay there",
    ),
    *shown(
        table(
            "issuance_printjob",
            PRINTED_LATER,
            id="names the job; random",
            card_id="which card is printed, by its number",
            station_id="for which printing station it is sealed",
            batch_id="with which batch it is printed",
            sealed="the card as it is printed; only the printing station's key opens it",
            day="when it was queued, to the day, so that it is deleted in time",
            mailed="whether the card goes by mail; the address is inside the seal",
            state="waiting, in a batch, printed, or spoilt and to be printed again",
        ),
        stage=Stage.PRINTING,
        sentence=gettext_noop(
            "If your card is printed later: the finished card, locked so that only the printing station can"
            " open it. It is deleted when the printed batch is accepted."
        ),
    ),
    *shown(
        table(
            "issuance_pickup",
            "until the card is picked up, or the charter's days are over",
            code="the pick-up slip's code; random",
            card_id="which card lies there, by its number",
            ready="since which day it lies there",
        ),
        stage=Stage.PRINTING,
        sentence=gettext_noop(
            "If you come back for your card: the code on your pick-up slip, beside the card’s number."
        ),
    ),
    *table(
        "issuance_printingstation",
        PROGRAMME,
        id="names the printing station; random",
        public_key="what print jobs are sealed to; public",
        since="from which day",
        retired="until which day",
    ),
    *table(
        "issuance_printbatch",
        LEDGER,
        id="names the batch; random",
        station_id="which printing station prints it",
        day="when it was made, to the day",
        size="how many cards it has",
        state="made, printed or accepted",
    ),
)
