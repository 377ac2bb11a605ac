"""Tables that keep no order of insertion.

SQLite numbers the rows of an ordinary table as they come, even where the primary key is text.  Who holds
the file and a film of the lobby could then tell whose card is whose.  `WITHOUT ROWID` lays rows down by
their key, and keys of such tables are random or say only the day.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations


class CreateRowlessModel(migrations.CreateModel):
    """Create a model's table; on SQLite without the hidden row number."""

    def database_forwards(self, app_label: str, *rest: Any) -> None:
        """Create the table; `rest` is Django's schema editor and the states before and after."""
        schema_editor = rest[0]
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.sql_create_table = type(schema_editor).sql_create_table + " WITHOUT ROWID"
        super().database_forwards(app_label, *rest)
        vars(schema_editor).pop("sql_create_table", None)
