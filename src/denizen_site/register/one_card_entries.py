"""What the room `one_card` keeps: noise by night, sealed rows by day, and the keys of the days."""

from __future__ import annotations

from denizen_site.register.entry import (
    PROGRAMME,
    Entry,
    Stage,
    file,
    gettext_noop,
    shown,
    table,
)

EPOCH = "until the custodians have destroyed their key of its epoch, by the charter's calendar"
NIGHT = "until the next night; longer while a legal hold is in force"
LATER = "until enough custodians answer, fourteen days at most; longer under a legal hold"

ONE_CARD_ENTRIES: tuple[Entry, ...] = (
    *shown(
        table(
            "one_card_blindrow",
            EPOCH,
            epoch="which custodians' key finds the row",
            row_key="where a label of somebody leads, through a key that nobody has whole; noise",
            value="the card's lineage, sealed under that label; noise",
        ),
        stage=Stage.INDEXED,
        sentence=gettext_noop(
            "Rows of noise, which nobody can connect with you without the help of several independent key"
            " holders. They stay when you give your card up."
        ),
    ),
    *table(
        "one_card_waitingrow",
        NIGHT,
        place="today's name of a row, so that it is found today; noise without today's key",
        sealed="the row, sealed under today's key; some are noise, to fill up",
    ),
    *shown(
        table(
            "one_card_waitingcheck",
            LATER,
            id="names the check; random",
            epoch="to which custodians' key it is sealed",
            day="the day of the visit; part of the key, and when it is given up",
            sealed="name and birth date for the check, sealed to the custodians; the city cannot open it",
        ),
        stage=Stage.INDEXED,
        sentence=gettext_noop(
            "If too few of the key holders can be reached when you come: your name and your date of birth,"
            " locked so that only several of them together can open it."
        ),
    ),
    *table(
        "one_card_indexday",
        PROGRAMME,
        id="there is one row",
        key_file="which file holds today's key; random",
        since="the day since which rows wait, to know when the night's work is due",
    ),
    *table(
        "one_card_epochburn",
        PROGRAMME,
        epoch="which epoch's key is gone",
        called="the epoch's public name",
        day="the day on which it was noted",
        records="what the custodians signed about it, as it is published",
    ),
    *table(
        "one_card_heldcustodian",
        "while a legal hold is in force",
        index="which custodian keeps its share because of the hold",
        since="the day on which it said so",
    ),
    *file(
        "home",
        "custodians/day-*.key",
        life=NIGHT,
        purpose="today's key of the rows that wait; destroyed when they are laid down",
    ),
    *file(
        "home",
        "custodians/key-*.json",
        life=PROGRAMME,
        purpose="an epoch's public key and the keys that sign its burn; public",
    ),
    *file(
        "home",
        "custodians/custodians.toml",
        life=PROGRAMME,
        purpose="where the custodians answer",
    ),
    *file(
        "home",
        "custodians/*.pem",
        life=PROGRAMME,
        purpose="the certificate with which this programme asks custodians, and their authority's",
    ),
    *file(
        "home",
        "custodians/tls.key",
        life=PROGRAMME,
        purpose="the key of that certificate",
    ),
    *file(
        "public",
        "burned-epochs.json",
        life="for good",
        purpose="which keys of the check are gone, with what the custodians signed; public",
    ),
    *file(
        "home",
        "custodians/embedded-*.json",
        life="a demonstration's; refused in live mode",
        purpose="the shares of embedded custodians, which protect nothing",
    ),
    *file(
        "home",
        "charters/*",
        life="a demonstration's",
        purpose="the charter with a decision that nobody took, to show the check (`serve --one-card`)",
    ),
)
