"""What the room `lifecycle` keeps: the current status list."""

from __future__ import annotations

from denizen_site.register.entry import Entry, table

LIFECYCLE_ENTRIES: tuple[Entry, ...] = (
    *table(
        "lifecycle_publishedstatus",
        "until the next list",
        id="there is one row",
        slot="the publishing hour that the list carries",
        cwt="the current list, public",
        jwt="the same list for wallets, public",
    ),
)
