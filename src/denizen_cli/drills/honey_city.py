"""A city of the drill's own: doors in processes of their own, whose every written line is kept in a file."""

from __future__ import annotations

import secrets
import sqlite3
import string
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from denizen_cli.benches.desk_client import DeskClient
from denizen_cli.benches.scripted_clerk import Applicant, ScriptedClerk
from denizen_cli.drills.honey_photo import grained_photo, photo_wanted
from denizen_cli.drills.seizure_places import SeizedPlaces
from denizen_cli.seizing import Wanted, day_needles, needles
from denizen_cli.served_city import Serving, served_city

BORN: Final = date(
    1913, 7, 19
)  # nobody else's in a demonstration, so that finding it means something


@dataclass(frozen=True, slots=True)
class HoneyCity:
    """A running sample city: what it said of itself, and where all of it lies."""

    said: dict[str, str]
    places: SeizedPlaces

    def clerk(self) -> ScriptedClerk:
        """Seat a clerk, with a colleague for second looks."""
        colleague, clerk = (ScriptedClerk(DeskClient(self.said["desk"])) for _ in range(2))
        colleague.take_a_seat(self.said["demonstration"], "clerk2")
        clerk.take_a_seat(self.said["demonstration"])
        clerk.colleague = colleague.client
        return clerk

    @property
    def database(self) -> Path:
        """Give the desk's database file."""
        return self.places.home / "denizen.sqlite3"

    def count(self, table: str) -> int:
        """Count a table's rows from outside; the name is one of ours."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as database:
            found = database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()  # noqa: S608
        return int(found[0])


@contextmanager
def honey_city() -> Iterator[HoneyCity]:
    """Make a city in a temporary folder, open its doors, and close and forget it all at the end."""
    folder = tempfile.TemporaryDirectory(prefix="denizen-drill-")
    with folder as place, opened(Path(place)) as city:
        yield city


@contextmanager
def opened(
    folder: Path, *, variables: Mapping[str, str] | None = None, also: tuple[Path, ...] = ()
) -> Iterator[HoneyCity]:
    """Make a city in a folder that stays, and open its doors; `also` is seized with it."""
    home, log = folder / "home", folder / "doors.log"
    began = time.time()
    with log.open("wb") as lines:
        serving = Serving(variables=variables or {}, errors=lines)
        with served_city(home, serving) as city:
            yield HoneyCity(city.said, SeizedPlaces(home, city.process, began, (log, *also)))


@dataclass(frozen=True, slots=True)
class HoneyPerson:
    """Somebody who is nobody: a word that nothing else contains, and a photo with grain of its own."""

    word: str = field(repr=False)
    photo: bytes = field(repr=False)

    def applicant(self, number: int) -> Applicant:
        """Give the person as they come for the n-th time, under a name and in a street with the word."""
        word = self.word
        return Applicant(
            f"Ana {word} Núñez {number}", BORN, f"{number} {word} Street", "06513", self.photo
        )

    def wanted(self) -> list[Wanted]:
        """Write down what must not be found: name and street, birth date, the photo."""
        return [
            *needles("name or street", self.word),
            *day_needles("birth date", BORN),
            *photo_wanted(self.photo),
        ]


def honey_person() -> HoneyPerson:
    """Invent somebody."""
    return HoneyPerson(rare_word(), grained_photo())


def rare_word() -> str:
    """Give a word that no library contains."""
    return "Zq" + "".join(secrets.choice(string.ascii_lowercase) for _ in range(10))
