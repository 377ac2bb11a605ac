"""What the room `adjudication` keeps: second looks and appeals."""

from __future__ import annotations

from denizen_site.register.entry import Entry

ADJUDICATION_ENTRIES: tuple[Entry, ...] = ()
