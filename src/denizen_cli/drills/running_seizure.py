"""Seizure of a programme that is running: a person whom staff made up and enrolled is looked for everywhere."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from denizen.credential.holder import Holder
from denizen.errors import DenizenError, InputError
from denizen_cli.drills.honey_city import rare_word
from denizen_cli.drills.honey_photo import grained_photo, made_anew, photo_wanted
from denizen_cli.drills.report import DrillReport, Plant
from denizen_cli.drills.seizure import TITLE
from denizen_cli.drills.seizure_places import SeizedPlaces
from denizen_cli.output import ExitCode
from denizen_cli.seizing import Wanted, day_needles, needles

LIMITS: Final = (
    "Denizen keeps no list of cardholders, so it cannot know whether the made-up person was enrolled: whoever"
    " played the drill says so.",
    "Only the places that are named above were searched. Name the folders of PostgreSQL, its backups and its"
    " log of changes, the print spool and the workstation's folders with --also.",
    "Swap, the disks of cameras, card printers and their ribbons were not searched.",
    "A photo is searched by its bytes, and by likeness among JPEG, PNG and WebP pictures, plain or in base64;"
    " one that was cropped or turned, that is compressed inside of a PDF, or that lies as bare pixels in"
    " memory is not found by its likeness.",
)


class VisitOpenError(DenizenError):
    """Somebody is being served, so that a seizure must find them."""

    exit_code = ExitCode.CANNOT_TELL


@dataclass(frozen=True, slots=True)
class Honey:
    """Whom to look for: somebody made up, as they were enrolled."""

    holder: Holder
    photo: bytes | None

    def wanted(self) -> list[Wanted]:
        """Write down each value that must not be found."""
        born = day_needles("birth date", self.holder.birth_date)
        pictures = photo_wanted(self.photo) if self.photo else []
        return [*needles("name", self.holder.name), *born, *pictures]


def play(honey: Honey, places: SeizedPlaces, *, at: datetime) -> DrillReport:
    """Search a running programme; raises `VisitOpenError` while a visit is open."""
    insist_that_no_visit_is_open()
    found = places.seized(honey.wanted())
    return DrillReport(
        drill="seizure",
        title=TITLE,
        done=(*steps(places), *exposed_by_printing_later(at)),
        found=tuple(found),
        planted=tuple(planted(places)),
        limits=LIMITS,
    )


def insist_that_no_visit_is_open() -> None:
    """Refuse to look while somebody is served: what would be found then is what must be there."""
    from denizen_site.enrolment.models import SealedVisit

    count = SealedVisit.objects.count()
    if count:
        raise VisitOpenError(
            "drill.visit_open",
            f"{count} visits are open; a seizure now would find whoever is being served",
            mend="Play the drill after the last visit ended, or close what was left open (four hours at most).",
        )


def steps(places: SeizedPlaces) -> tuple[str, ...]:
    """Say what was done; places are folders and no secrets."""
    also = ", ".join(str(each) for each in places.also) or "no further place was named"
    return (
        "A made-up person had been enrolled by the city's staff; no visit was open.",
        f"Searched were the home folder {places.home}; {also}; every file of the temporary folders that was"
        " written since the doors opened; and the live memory of the process that was named, with all it had"
        " started. The two files that told the drill whom to look for were left out where they lay in a"
        " temporary folder.",
    )


def exposed_by_printing_later(at: datetime) -> Iterator[str]:
    """Say who is exposed while cards wait to be printed: how many, to whose key, until when at the latest."""
    from denizen_cli.programme_home import programme_charter
    from denizen_site.issuance.models import PrintJob

    days = programme_charter(None).issue.max_days
    rows = PrintJob.objects.values_list("station", "day")
    for station, day in sorted(set(rows)):
        count = PrintJob.objects.filter(station=station, day=day).count()
        who = "one person" if count == 1 else f"{count} people"
        last = (
            "the charter names no last day"
            if days is None
            else (day + timedelta(days=days)).isoformat()
        )
        yield (
            f"Cards are printed later here: {who} enrolled on {day.isoformat()} can be named by"
            f" whoever takes this server and also the key of printing station {station}, until their batch is"
            f" accepted and no longer than {last}."
        )
    if not rows:
        yield f"On {at.date().isoformat()} no card was waiting to be printed; nobody is exposed by that."


def planted(places: SeizedPlaces) -> Iterator[Plant]:
    """Leave a word in the home and one in a temporary folder, then a photo made anew, and look for each."""
    temporary = Path(tempfile.gettempdir())
    for what, folder in (("the home", places.home), ("a temporary folder", temporary)):
        word = rare_word()
        with left_behind(folder, word.encode("utf-16-le")):
            seen = bool(places.written(needles("planted word", word)))
        yield Plant(f"A made-up name in a file in {what}", seen)
    photo = grained_photo()
    with left_behind(temporary, b"spool" + made_anew(photo)):
        yield Plant(
            "A photo made anew in a temporary folder", bool(places.written(photo_wanted(photo)))
        )


@contextmanager
def left_behind(folder: Path, data: bytes) -> Iterator[None]:
    """Write a file of its own, and take it away again."""
    path = folder / f"drill-plant-{secrets.token_hex(4)}.bin"
    try:
        path.write_bytes(data)
    except OSError:
        raise InputError(
            "drill.no_plant",
            "the drill cannot write its planted leak, so it could prove nothing",
            where=str(folder),
            mend="Play it as somebody who may write there, or as root.",
        ) from None
    try:
        yield
    finally:
        path.unlink()
