"""Django's settings, made from the environment and the door; nothing here is a city's choice.

Without a door (the command line, the nightly sweep) there are rooms and databases and no pages.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from denizen_site.config.environment import Environment
from denizen_site.errors import StateError

ROOMS = (
    "denizen_site.ledger",
    "denizen_site.accounts",
    "denizen_site.custody",
    "denizen_site.holds",
    "denizen_site.refused_cards",
    "denizen_site.enrolment",
    "denizen_site.adjudication",
    "denizen_site.issuance",
    "denizen_site.lifecycle",
    "denizen_site.one_card",
    "denizen_site.demands",
    "denizen_site.open_pages",
)
PUBLISHED_ROOM = "open_pages"
BUSY_MILLISECONDS = 20_000
# The timeout comes first: switching to WAL itself needs a lock.  secure_delete overwrites what is deleted
# with zeros, so that a burned key and a swept card do not linger in free pages.
PRAGMAS = (
    f"PRAGMA busy_timeout={BUSY_MILLISECONDS}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
)
DATABASE_FILE = "denizen.sqlite3"
PUBLISHED_FILE = "published.sqlite3"
DESK_SECRET = "desk.secret"  # noqa: S105 - the name of a file
PROJECT = Path(__file__).resolve().parents[3]


def django_settings(environment: Environment) -> dict[str, Any]:
    """Give every setting that Django needs from us, whichever the door."""
    return {
        "DENIZEN": environment,
        "DEBUG": False,
        "SECRET_KEY": "",  # without a door nothing is signed by Django; doors have their own
        "INSTALLED_APPS": list(ROOMS),
        "DATABASES": {"default": database(environment), "published": published(environment)},
        "DATABASE_ROUTERS": ["denizen_site.config.routing.PublishedApart"],
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "USE_I18N": False,
        "LOGGING": logging_without_values(),
    }


def database(environment: Environment) -> dict[str, Any]:
    """Choose PostgreSQL when `DATABASE_URL` names one, and else the SQLite file in the home folder."""
    if environment.database_url is None:
        return sqlite(environment.home / DATABASE_FILE)
    return postgresql(environment.database_url, "DATABASE_URL")


def published(environment: Environment) -> dict[str, Any]:
    """Choose where what is public lies: a database of its own, which is all that the public door reads.

    On PostgreSQL it is named by `DENIZEN_PUBLISHED_URL`; without that name it is a file in the home.
    """
    if environment.published_url is None:
        return sqlite(environment.home / PUBLISHED_FILE)
    return postgresql(environment.published_url, "DENIZEN_PUBLISHED_URL")


def sqlite(file: Path) -> dict[str, Any]:
    """Set SQLite up so that a confirmed row survives a power cut and writers wait for each other."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": BUSY_MILLISECONDS / 1000,
            "init_command": ";".join(PRAGMAS),
        },
    }


def postgresql(url: str, name: str) -> dict[str, Any]:
    """Set PostgreSQL up from its URL; whatever libpq knows may stand in the query part."""
    if not url.startswith(("postgresql://", "postgres://")):
        raise bad_url(name, "begins with neither postgresql:// nor postgres://")
    psycopg = import_module("psycopg")  # a tenth of a second that a home on SQLite need not pay
    try:
        parts = dict(psycopg.conninfo.conninfo_to_dict(url))
    except psycopg.ProgrammingError:
        raise bad_url(name, "is not one that PostgreSQL's library can read") from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "CONN_MAX_AGE": None,
        "DISABLE_SERVER_SIDE_CURSORS": True,  # so that pgbouncer may stand between
        "OPTIONS": parts,
    }


def bad_url(name: str, fault: str) -> StateError:
    """Make the refusal of a database URL, which may hold a password and is never shown."""
    return StateError("state.environment", f"{name} {fault}", where=name)


def logging_without_values() -> dict[str, Any]:
    """Log that something happened and where, never the message, which may hold a value."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"bare": {"format": "%(levelname)s %(name)s"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "bare"}},
        "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
    }
