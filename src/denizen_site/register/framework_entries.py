"""What Django keeps for itself."""

from __future__ import annotations

from denizen_site.register.entry import FOR_GOOD, Entry, table

FRAMEWORK_ENTRIES: tuple[Entry, ...] = (
    *table(
        "django_migrations",
        FOR_GOOD,
        id="kept by Django",
        app="kept by Django: which room's tables",
        name="kept by Django: which change to them",
        applied="kept by Django: when this software changed the tables; nothing of a person",
    ),
)
