"""What the room `accounts` keeps: staff, second factors, sessions."""

from __future__ import annotations

from denizen_site.register.entry import Entry

ACCOUNTS_ENTRIES: tuple[Entry, ...] = ()
