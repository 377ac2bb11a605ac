"""Tables cut into partitions on PostgreSQL, so that a part is dropped whole and leaves no dead rows behind."""

from __future__ import annotations

from typing import Any

from django.db import connection

from denizen_site.config.rowless import CreateRowlessModel


class CreatePartitionedModel(CreateRowlessModel):
    """Create a model's table: by its key on SQLite; on PostgreSQL cut by a list of values of one column."""

    def __init__(self, *args: Any, part_column: str, **kwargs: Any) -> None:
        """Take the column that parts are cut by; it stands in the primary key."""
        super().__init__(*args, **kwargs)
        self.part_column = part_column

    def database_forwards(self, app_label: str, *rest: Any) -> None:
        """Create the table; `rest` is Django's schema editor and the states before and after."""
        schema_editor = rest[0]
        if schema_editor.connection.vendor == "postgresql":
            made = type(schema_editor).sql_create_table
            schema_editor.sql_create_table = f'{made} PARTITION BY LIST ("{self.part_column}")'
        super().database_forwards(app_label, *rest)


def open_part(table: str, number: int, *, unsampled: tuple[str, ...]) -> None:
    """Make the part for one number if it is not there; no statistics sample the columns named."""
    if connection.vendor != "postgresql":
        return
    part = f"{table}_{number}"
    still = ", ".join(f'ALTER COLUMN "{column}" SET STATISTICS 0' for column in unsampled)
    with connection.cursor() as cursor:
        cursor.execute(
            f'CREATE TABLE IF NOT EXISTS "{part}" PARTITION OF "{table}" FOR VALUES IN ({number})'
        )
        cursor.execute(f'ALTER TABLE "{table}" {still}')  # of the whole and of every part


def drop_part(table: str, number: int, *, column: str) -> None:
    """Take one number's rows away: the whole part on PostgreSQL, the rows on SQLite."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f'DROP TABLE IF EXISTS "{table}_{number}"')
        else:
            cursor.execute(f'DELETE FROM "{table}" WHERE "{column}" = %s', [number])  # noqa: S608
