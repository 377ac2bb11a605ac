"""Every column that is kept, why, and until when; `tests/site` holds it equal to the tables themselves."""

from __future__ import annotations

from dataclasses import dataclass

FOR_GOOD = "for good"
PROGRAMME = "the programme's life"
EXPIRY = "two days after the card's last day"
LIST_LIFE = "the status list's life"
LEDGER = "by the charter's schedule for the ledger"


@dataclass(frozen=True, slots=True)
class Entry:
    """One column: its table, its purpose, and how long a value lives."""

    table: str
    column: str
    purpose: str
    life: str


def table(name: str, life: str, /, **columns: str) -> tuple[Entry, ...]:
    """Write down a table whose columns share a life."""
    return tuple(Entry(name, column, purpose, life) for column, purpose in columns.items())


ENTRIES: tuple[Entry, ...] = (
    *table(
        "issuance_card",
        EXPIRY,
        number="names the card and no person; random; printed on it",
        status_index="which bit of the status list speaks of the card; random",
        lineage="ties a card to the one it replaced, in the database only; random",
        first_day="validity, to the day",
        last_day="validity, to the day; when the row is deleted",
        print_state="waiting for its batch, or handed over",
        standing="good or no longer good, without a reason",
        revocation_code_hash="lets whoever has the loss slip stop the card; slow hash",
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
        "custody_programme",
        PROGRAMME,
        id="there is one row",
        tag="tells this programme's unfinished folders from another's; random",
        mode="demonstration or live",
        charter_id="which charter the programme follows",
        issuer="the issuer's public address",
        name="the issuer's name for people",
        time_zone="where the city's day begins",
        longest_years="the charter's longest validity, for the life of keys",
        status_list_size="how many cards the list has room for",
        live_since="the day of the launch",
        root_cose="the public half of the root, so that no other root signs by mistake",
        next_root_cose="the public half of the root that is announced to follow",
        trust_version="the last signed trust list; only goes up",
        trust_expires="when that list must be signed anew",
        trust_digest="what that list says, to see whether anything changed",
        trust_list="that list itself, public",
    ),
    *table(
        "custody_issuerkey",
        "until nothing that the key signed can be shown any more",
        key_id="names the key; public",
        public_cose="the public half",
        purpose="signs cards, or lists",
        sealed_private="the private half, sealed; gone when burned",
        pkcs11_label="where the private half lies in a token; gone when burned",
        sign_from="published time of the key",
        sign_until="published time of the key",
        verify_until="published time of the key",
        compromised_since="published time of the key",
        burned_on="the day on which the private half was destroyed",
        announced="whether a signed trust list names the key",
    ),
    *table(
        "lifecycle_publishedstatus",
        "until the next list",
        id="there is one row",
        slot="the publishing hour that the list carries",
        cwt="the current list, public",
        jwt="the same list for wallets, public",
    ),
    *table(
        "ledger_daycount",
        LEDGER,
        day="the day",
        act="the kind of act",
        count="how many; no order inside a day, no resident, no card",
    ),
    *table(
        "ledger_closedday",
        LEDGER,
        day="the day",
        chain="hash over the day's counts and the day before, so that a change shows",
    ),
    *table(
        "django_migrations",
        FOR_GOOD,
        id="kept by Django",
        app="kept by Django: which room's tables",
        name="kept by Django: which change to them",
        applied="kept by Django: when this software changed the tables; nothing of a person",
    ),
)
