"""Starts the site in a process: environment, settings, database, checks; in that order, failing closed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from denizen_site.config.database import check_durability, in_our_words
from denizen_site.config.environment import Environment, read_environment
from denizen_site.config.home import alone_in, disk_error, prepare_home
from denizen_site.config.settings import database, django_settings
from denizen_site.errors import StateError

MIGRATION_LOCK = 0x64656E697A656E  # any number of our own; PostgreSQL's advisory locks are numbered


def start(home: Path, *, variables: Mapping[str, str] | None = None) -> Environment:
    """Make this process serve the programme in `home`; started again, it moves to another home.

    Raises `StateError` for a wrong environment, a shared home, an unsafe or unreachable database, and
    for a live programme whose tables are older than this software.
    """
    environment = read_environment(os.environ if variables is None else variables, home=home)
    prepare_home(environment.home)
    configure(environment)
    try:
        with alone_in(environment.home):
            bring_tables_up()
    except OSError as fault:
        raise disk_error(fault, environment.home) from None
    check_durability()
    return environment


def configure(environment: Environment) -> None:
    """Fill Django's settings, or move an already configured process to another database."""
    if not settings.configured:
        settings.configure(**django_settings(environment))
        django.setup()
        return
    settings.DENIZEN = environment
    connections["default"].close()
    connections.databases["default"] = connections.configure_settings(
        {"default": database(environment)}
    )["default"]
    del connections["default"]


def current_environment() -> Environment:
    """Give the environment that this process was started with."""
    environment = getattr(settings, "DENIZEN", None) if settings.configured else None
    if not isinstance(environment, Environment):
        raise TypeError("denizen_site.config.boot.start has not been called")
    return environment


@in_our_words
def bring_tables_up() -> None:
    """Create the tables of a new home, or bring a demonstration's up to date."""
    with connection.cursor() as cursor:
        fresh = "django_migrations" not in connection.introspection.table_names(cursor)
    if not fresh and not pending():
        return
    if not fresh and is_live():
        raise StateError(
            "state.tables_behind",
            "the tables of this live programme are older than this software",
            mend="Make a backup; then run `python -m denizen_site migrate`.",
        )
    migrate()


@in_our_words
def migrate() -> None:
    """Bring the tables up to date, one process at a time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
            try:
                call_command("migrate", verbosity=0, interactive=False)
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])
        return
    call_command("migrate", verbosity=0, interactive=False)


def pending() -> bool:
    """Say whether this software knows migrations that the database has not seen."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_live() -> bool:
    """Say whether a programme in this database is live; read without models, which may be newer."""
    with connection.cursor() as cursor:
        if "custody_programme" not in connection.introspection.table_names(cursor):
            return False
        cursor.execute("SELECT COUNT(*) FROM custody_programme WHERE mode = 'live'")
        return bool(cursor.fetchone()[0])
