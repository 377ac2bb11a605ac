"""What the pocket card keeps on a device, and only for whoever asks for it; nothing of what was asked."""

from __future__ import annotations

from denizen_site.register.entry import Entry, Kind

POCKET_ENTRIES: tuple[Entry, ...] = (
    Entry(
        Kind.CACHE_KEY,
        "a reader's device",
        "denizen-rules",
        "the page of rules and the files it needs, kept when somebody presses the button; no choice made on it",
        "until the button is pressed again or the browser clears it; it answers nothing after its last day",
    ),
)
