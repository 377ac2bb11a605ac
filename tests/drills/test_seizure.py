"""The first seizure drill: after many enrolments with no visit open, nothing that is taken names anybody.

Taken are the home with its databases and their logs of changes, what the doors wrote to their log, temporary
folders, and the memory of every live process of the doors.  The drill has teeth: a name that is written down, a
visit that is being served at this moment, and a photo in a spool are found.
"""

from __future__ import annotations

import io
import os
import secrets
import signal
import socket
import sqlite3
import string
import subprocess
import sys
import time
from datetime import date
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from denizen_cli.benches.desk_client import DeskClient
from denizen_cli.benches.scripted_clerk import Applicant, ScriptedClerk
from denizen_cli.seizing import (
    Needle,
    day_needles,
    family_of,
    needles,
    picture_needles,
    search_file,
    search_folder,
    search_process,
)

BORN = date(1913, 7, 19)  # nobody else's in these tests, so that finding it means something
TEMPORARY = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))
MANY = pytest.param(50, marks=pytest.mark.long)


def rare_word() -> str:
    """A word that no other test and no library contains."""
    return "Zq" + "".join(secrets.choice(string.ascii_lowercase) for _ in range(10))


class City:
    """Doors in processes of their own, whose every written line is kept in a file."""

    def __init__(self, folder: Path) -> None:
        self.home, self.log = folder / "home", folder / "doors.log"
        self.began = time.time()
        command = [
            str(Path(sys.executable).with_name("denizen")), "serve", "--sample", "--json",
            "--desk", f"127.0.0.1:{free_port()}", "--public", f"127.0.0.1:{free_port()}",
            "--counter", f"127.0.0.1:{free_port()}", "--atlas", f"127.0.0.1:{free_port()}",
        ]  # fmt: skip
        told = {**os.environ, "DENIZEN_HOME": str(self.home)}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, env=told, stdout=subprocess.PIPE, stderr=log, text=True
            )
        city = import_module("denizen_cli.benches.desk_city")
        self.said = city.said_by(self.process)

    def clerk(self) -> ScriptedClerk:
        colleague, clerk = (ScriptedClerk(DeskClient(self.said["desk"])) for _ in range(2))
        colleague.take_a_seat(self.said["demonstration"], "clerk2")
        clerk.take_a_seat(self.said["demonstration"])
        clerk.colleague = colleague.client
        return clerk

    def count(self, table: str) -> int:
        with sqlite3.connect(f"file:{self.home}/denizen.sqlite3?mode=ro", uri=True) as database:
            return database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]

    def seized(self, wanted: list[Needle]) -> list[str]:
        """Take everything and search it; gives what was found, by label, writing and place."""
        traces = [*search_folder(self.home, wanted), *search_file(self.log, wanted)]
        for folder in TEMPORARY:
            for path in self.written_since(folder):
                traces += search_file(path, wanted)
        return [*told(traces), *self.remembered(wanted)]

    def remembered(self, wanted: list[Needle]) -> list[str]:
        """Search the memory of every live process of the doors."""
        clean: set[bytes] = set()
        family = family_of(self.process.pid)
        return told(trace for pid in family for trace in memory_of(pid, wanted, clean))

    def written_since(self, folder: Path):
        for path in files_below(folder):
            try:
                if (
                    path.is_file()
                    and path.stat().st_mtime >= self.began
                    and self.home not in path.parents
                ):
                    yield path
            except OSError:
                continue

    def close(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        self.process.stdout.close()


def files_below(folder: Path):
    """List files; unlike `rglob`, a folder that another process deletes meanwhile ends nothing."""
    for place, _, names in os.walk(folder):
        yield from (Path(place) / name for name in names)


def told(traces) -> list[str]:
    return [f"{trace.label} as {trace.writing} in {trace.place}" for trace in traces]


def memory_of(pid: int, wanted: list[Needle], clean: set[bytes]):
    try:
        return list(search_process(pid, wanted, clean=clean))
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return []


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def photo():
    """A drawn portrait as the browser sends it, with grain of its own: no other test's photo looks like it."""
    image = import_module("PIL.Image")
    portraits = import_module("denizen_press.portraits")
    with image.open(io.BytesIO(portraits.draw_portrait("layla"))) as drawn:
        smooth = drawn.convert("RGB").resize((600, 750))
        grain = image.effect_noise(smooth.size, 60).convert("RGB")
        stream = io.BytesIO()
        image.blend(smooth, grain, 0.08).save(stream, "JPEG", quality=88)
    return stream.getvalue()


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """One city for all: each test looks for a person of its own."""
    if os.geteuid() != 0 and not Path("/proc/self/mem").is_file():
        pytest.fail("the drill reads the memory of its own processes")
    opened = City(tmp_path_factory.mktemp("city"))
    yield opened
    opened.close()


@pytest.fixture
def word():
    return rare_word()


@pytest.fixture
def wanted(word, photo):
    """What must not be found: names and streets by their rare word, the birth date, the photo as sent and as kept."""
    press = import_module("denizen_press.photo")
    kept = press.prepare_photo(photo).jpeg
    return [
        *needles("name or street", word),
        *day_needles("birth date", BORN),
        *picture_needles("photo as sent", photo),
        *picture_needles("photo as kept", kept),
    ]


def person(number: int, word: str, photo: bytes) -> Applicant:
    return Applicant(f"Ana {word} Núñez {number}", BORN, f"{number} {word} Street", "06513", photo)


@pytest.mark.parametrize("visits", [4, MANY])
def test_a_seized_desk_names_nobody_when_no_visit_is_open(city, word, photo, wanted, visits):
    clerk, before = city.clerk(), city.count("issuance_card")
    for number in range(visits):
        served = clerk.serve(person(number, word, photo))
        assert served.pdf.startswith(b"%PDF")
    assert city.count("issuance_card") == before + visits
    assert city.count("enrolment_sealedvisit") == 0
    assert city.seized(wanted) == []


def test_the_drill_finds_a_name_that_somebody_wrote_down(city, word, wanted):
    with sqlite3.connect(city.home / "denizen.sqlite3") as database:
        database.execute("UPDATE accounts_staff SET shown_as = ? WHERE username = 'clerk'", [word])
    database.close()
    assert any("denizen.sqlite3" in found for found in city.seized(wanted))


def test_the_drill_finds_whoever_is_served_at_this_moment_and_nobody_afterwards(city, word, wanted):
    parts = urlsplit(city.said["desk"])
    with socket.create_connection((parts.hostname, parts.port)) as half:
        half.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Name: " + word.encode() + b"\r\n")
        # Its headers are not over, so it is still being read.
        assert until(lambda: city.remembered(needles("name", word)))
    assert until(lambda: not city.remembered(needles("name", word)))


def test_the_drill_finds_a_photo_in_a_spool(city, photo, wanted, tmp_path):
    spool = Path("/tmp") / f"denizen-drill-{secrets.token_hex(4)}.bin"
    spool.write_bytes(b"spool header" + photo)
    try:
        assert any("photo as sent" in found for found in city.seized(wanted))
    finally:
        spool.unlink()


def until(holds, *, seconds: float = 40.0) -> bool:
    """Wait for something to hold, as long as a busy machine may need."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.2)
    return False
