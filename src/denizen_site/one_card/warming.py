"""Before a desk opens: nothing that tells on the index may be switched on, and its mathematics is loaded."""

from __future__ import annotations

from typing import Final

from django.db import connection

from denizen.linkage.oprf import blind
from denizen_site.config.database import ask, in_our_words
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.errors import OneCardError
from denizen_site.one_card import custodians

# What PostgreSQL must answer: a logged look-up would name the rows of one person together.
QUIET: Final = {
    "log_statement": {"none", "ddl"},
    "log_min_duration_statement": {"-1"},
    "log_min_duration_sample": {"-1"},
    "log_transaction_sample_rate": {"0"},
    "log_parameter_max_length_on_error": {"0"},
}
LISTENERS: Final = ("pg_stat_statements", "auto_explain", "pgaudit")


def warm() -> None:
    """Load what a check needs; raises `OneCardError` where the check is on and cannot be kept secret."""
    if bound_charter().one_card is None:
        return
    if custodians.is_embedded():
        custodians.refuse_embedded()
    require_quiet_database()
    blind([b"nobody"], custodians.group())


@in_our_words
def require_quiet_database() -> None:
    """Refuse a PostgreSQL that writes statements down (`OneCardError`, `one_card.database_talks`)."""
    if connection.vendor != "postgresql":
        return
    for name, allowed in QUIET.items():
        if str(ask(f"SHOW {name}")) not in allowed:
            raise talks(f"{name} is on")
    loaded = str(ask("SHOW shared_preload_libraries"))
    for name in LISTENERS:
        if name in loaded:
            raise talks(f"{name} is loaded")


def talks(fault: str) -> OneCardError:
    """Make the refusal of a database that writes statements down."""
    return OneCardError(
        "one_card.database_talks",
        f"the database writes statements down, which would link the rows of one person: {fault}",
        where="PostgreSQL",
        mend="docs/operate/one-card.md lists what has to be off, for this database at least.",
    )
