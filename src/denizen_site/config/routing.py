"""Which database a room's tables are in: what is published lies apart from everything else."""

from __future__ import annotations

from typing import Any

from denizen_site.config.settings import PUBLISHED_ROOM

PUBLISHED = "published"


class PublishedApart:
    """Sends the published room to its own database, and nothing else there."""

    def db_for_read(self, model: type[Any], **_hints: object) -> str:
        """Choose the database of a model."""
        return database_of(model._meta.app_label)

    def db_for_write(self, model: type[Any], **_hints: object) -> str:
        """Choose the database of a model."""
        return database_of(model._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **_hints: object) -> bool:
        """Let each table into its own database only."""
        return database_of(app_label) == db


def database_of(app_label: str) -> str:
    """Give the alias for a room."""
    return PUBLISHED if app_label == PUBLISHED_ROOM else "default"
