"""Seizure: enrol made-up people, close the last visit, take everything, and look for them everywhere."""

from __future__ import annotations

import secrets
import socket
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from denizen_cli.drills.honey_city import (
    HoneyCity,
    HoneyPerson,
    honey_city,
    honey_person,
    rare_word,
)
from denizen_cli.drills.honey_photo import made_anew
from denizen_cli.drills.report import DrillReport, Plant
from denizen_cli.seizing import needles
from denizen_site.errors import StateError

TITLE: Final = "Seizure drill: what a seized desk tells of its cardholders"
LIMITS: Final = (
    "It searched an embedded database (SQLite) on this machine. The database folders, backups and replicas of"
    " a PostgreSQL server are searched only where they are named with --also, on a running programme.",
    "Swap, the disks of cameras, card printers and their ribbons, and what people remember were not searched.",
    "A picture that was cropped or turned, that is compressed inside of a PDF, or that lies as bare pixels in"
    " memory is not found by its likeness.",
    "Whoever takes a desk while a visit is open can read that visit.",
)


def play(*, visits: int) -> DrillReport:
    """Play the whole drill in a city of its own; raises `StateError` when its visits do not go through."""
    with honey_city() as city:
        person = honey_person()
        enrol(city, person, visits=visits)
        found = city.places.seized(person.wanted())
        broken = rare_word()
        leaks = tuple(planted(city, person, broken=broken))
        return DrillReport(
            drill="seizure",
            title=TITLE,
            done=steps(visits),
            found=(*found, *left_in_memory(city, broken)),
            planted=leaks,
            limits=LIMITS,
        )


def steps(visits: int) -> tuple[str, ...]:
    """Say what was done."""
    return (
        f"{visits} people who do not exist were enrolled at the desk's own pages, with papers, photo, print and"
        " handing over.",
        f"Then, with no visit open and {visits} cards in the table, everything was taken: the home folder with"
        " both databases and their logs of changes, what the doors had logged, every file that was written to a"
        " temporary folder meanwhile, and the memory of every live process of the doors.",
        "Looked for were the name and street by a word that nothing else contains, the birth date in thirteen"
        " writings, and slices of the photo as it was sent and as it was kept: as plain text, in capitals,"
        " without marks, by sound, in UTF-16, JSON, URL and form writing, hexadecimal, backwards, and base64 at"
        " each of its three beginnings. Every JPEG, PNG and WebP picture in files, tables and memory, plain or"
        " in base64, was opened and compared with the photo and with the face in the card's code by likeness.",
        "Last, four leaks were planted and looked for; the memory of the request that was broken off half-way"
        " was searched again after it.",
    )


def enrol(city: HoneyCity, person: HoneyPerson, *, visits: int) -> None:
    """Enrol the person's many names; raises `StateError` unless each made a card and no visit is left."""
    clerk, before = city.clerk(), city.count("issuance_card")
    for number in range(visits):
        clerk.serve(person.applicant(number))
    made, left = city.count("issuance_card") - before, city.count("enrolment_sealedvisit")
    if made != visits or left:
        raise StateError(
            "drill.visits_unfinished",
            f"{made} of {visits} cards were made and {left} visits are left open",
            mend="The search would show nothing; see what the doors said.",
        )


def planted(city: HoneyCity, person: HoneyPerson, *, broken: str) -> Iterator[Plant]:
    """Make four leaks, one after the other, and say of each whether the search finds it.

    Each name is another: a process that reads a table while a name is planted there may remember it, and is no
    proof against a request.
    """
    wanted, written = person.wanted(), rare_word()
    with name_in_table(city, written):
        seen = bool(city.places.written(needles("name", written)))
        yield Plant("A name written into a table of staff", seen)
    with photo_in_spool(person.photo):
        yield Plant("A photo left in a printer's spool", bool(city.places.written(wanted)))
    with photo_in_spool(made_anew(person.photo)):
        seen = bool(city.places.written(wanted))
        yield Plant("The same photo made anew, smaller and in another format", seen)
    with name_being_sent(city, broken):
        seen = until(lambda: bool(city.places.remembered(needles("name", broken))))
        yield Plant("A name in the memory of a desk that is reading it now", seen)


def left_in_memory(city: HoneyCity, word: str) -> list[str]:
    """Say whether the desk still remembers what was sent half and then broken off."""
    wanted = needles("name that a broken request sent", word)
    return (
        [] if until(lambda: not city.places.remembered(wanted)) else city.places.remembered(wanted)
    )


@contextmanager
def name_in_table(city: HoneyCity, word: str) -> Iterator[None]:
    """Write a name where none belongs."""
    with closing(sqlite3.connect(city.database)) as database, database:
        database.execute("UPDATE accounts_staff SET shown_as = ? WHERE username = 'clerk'", [word])
    yield
    with closing(sqlite3.connect(city.database)) as database, database:
        database.execute("UPDATE accounts_staff SET shown_as = 'Clerk' WHERE username = 'clerk'")


@contextmanager
def photo_in_spool(photo: bytes) -> Iterator[None]:
    """Leave a photo in a temporary file."""
    spool = Path(tempfile.gettempdir()) / f"spool-{secrets.token_hex(4)}.bin"
    spool.write_bytes(b"spool header" + photo)
    try:
        yield
    finally:
        spool.unlink()


@contextmanager
def name_being_sent(city: HoneyCity, word: str) -> Iterator[None]:
    """Send half a request with a name in it, so that the desk is still reading."""
    desk = urlsplit(city.said["desk"])
    with socket.create_connection((desk.hostname or "", desk.port or 0)) as half:
        half.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Name: " + word.encode() + b"\r\n")
        yield


def until(holds: Callable[[], bool], *, seconds: float = 40.0) -> bool:
    """Wait for something to hold, as long as a busy machine may need."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.2)
    return False
