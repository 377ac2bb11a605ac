"""What the room `enrolment` keeps: the visit in progress, sealed."""

from __future__ import annotations

from denizen_site.register.entry import Entry

ENROLMENT_ENTRIES: tuple[Entry, ...] = ()
