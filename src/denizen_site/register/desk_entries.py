"""What the room `desk` keeps: stock, batches, the day."""

from __future__ import annotations

from denizen_site.register.entry import Entry

DESK_ENTRIES: tuple[Entry, ...] = ()
