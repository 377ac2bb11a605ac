"""A seized PostgreSQL names nobody either: its tables' files, its log of changes, whatever lies in its folder."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from denizen_cli.benches.desk import postgresql
from denizen_cli.drills.honey_city import honey_person, opened


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        with postgresql() as variables:
            yield variables


@pytest.fixture(scope="module")
def folder(server):
    """Where the server keeps everything."""
    return Path(parse_qs(urlsplit(server["DATABASE_URL"]).query)["host"][0])


@pytest.mark.long
def test_a_seized_postgresql_names_nobody_and_a_planted_name_is_found(server, folder, tmp_path):
    person = honey_person()
    with opened(tmp_path, variables=server, also=(folder,)) as city:
        clerk = city.clerk()
        for number in range(3):
            clerk.serve(person.applicant(number))
        with psycopg.connect(server["DATABASE_URL"], autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            issued = connection.execute("SELECT count(*) FROM issuance_card").fetchone()
            assert issued == (3,)
            assert city.places.seized(person.wanted()) == []
            connection.execute("CREATE TABLE plant AS SELECT %s::text AS x", [person.word])
            connection.execute("CHECKPOINT")
        found = city.places.written(person.wanted())
    assert any("/base/" in each for each in found)
    assert any("/pg_wal/" in each for each in found)
