"""On PostgreSQL the public door's role reads what is published and reaches nothing else; the guide's own SQL is run."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest

from denizen_site.config import boot

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "operate" / "doors.md"
NAMES = ("denizen_published", "denizen_public", "denizen_desk", "denizen")


def statements(own: dict[str, str]) -> list[list[str]]:
    """Take the guide's blocks of SQL, with names of our own so that tests do not meet."""
    blocks = re.findall(r"```sql\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    pattern = re.compile("|".join(rf"\b{name}\b" for name in NAMES))
    return [
        [
            pattern.sub(lambda found: own[found[0]], line)
            for line in block.split(";")
            if line.strip()
        ]
        for block in blocks
    ]


def as_role(url: str, *, database: str, role: str) -> str:
    head, _, rest = url.partition("://")
    authority, _, path = rest.partition("/")
    _, mark, options = path.partition("?")
    host = authority.rpartition("@")[2]
    return f"{head}://{role}@{host}/{database}{mark}{options}"


@pytest.fixture
def two_roles(postgresql, tmp_path, request):
    suffix = f"_{abs(hash(str(tmp_path))) % 10**8}"
    own = {name: name + suffix for name in NAMES}
    server, inside = statements(own)
    with psycopg.connect(postgresql, autocommit=True) as administrator:
        for statement in server:
            administrator.execute(statement)
    desk = as_role(postgresql, database=own["denizen"], role=own["denizen_desk"])
    writing = as_role(postgresql, database=own["denizen_published"], role=own["denizen_desk"])
    with psycopg.connect(writing, autocommit=True) as owner:
        for statement in inside:
            owner.execute(statement)
    boot.start(
        tmp_path / "home", variables={"DATABASE_URL": desk, "DENIZEN_PUBLISHED_URL": writing}
    )
    yield own, postgresql
    boot.close_connections()


def test_the_public_role_reads_totals_and_writes_nothing(two_roles):
    own, url = two_roles
    reading = as_role(url, database=own["denizen_published"], role=own["denizen_public"])
    with psycopg.connect(reading, autocommit=True) as public:
        assert public.execute("SELECT COUNT(*) FROM open_pages_dailytotal").fetchone() == (0,)
        assert public.execute("SELECT COUNT(*) FROM open_pages_refusedmonth").fetchone() == (0,)
        for statement in (
            "DELETE FROM open_pages_dailytotal",
            "DELETE FROM open_pages_refusedmonth",
            "CREATE TABLE mine (id int)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                public.execute(statement)


def test_the_public_role_cannot_even_connect_to_the_desks_database(two_roles):
    own, url = two_roles
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(as_role(url, database=own["denizen"], role=own["denizen_public"]))


def test_no_table_of_the_desk_lies_in_the_published_database(two_roles):
    own, url = two_roles
    reading = as_role(url, database=own["denizen_published"], role=own["denizen_public"])
    with psycopg.connect(reading, autocommit=True) as public:
        rows = public.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
    assert {name.partition("_")[0] for (name,) in rows} == {"open", "django"}
