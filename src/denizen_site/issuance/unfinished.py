"""A card's folder while it is being made: hidden, locked by its maker, complete before the commit.

    OUT/.partial-<programme's tag>-<number>/     written and on the disk before the commit
    OUT/<number>/                                 the same folder after it, by one rename

The lock is held on the folder itself until the rename, and goes with the process.  Whoever finds an unlocked
partial folder has found one whose maker died: a card that was committed is revealed, any other removed.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from denizen.credential import CardNumber
from denizen.errors import InputError
from denizen_site.config.files import sync_folder, write_durably
from denizen_site.config.home import FULL, disk_error
from denizen_site.errors import IssuanceError, StateError

PREFIX = ".partial-"
OWNER_FOLDER, OWNER_FILE = 0o700, 0o600


@dataclass(frozen=True, slots=True)
class UnfinishedFolder:
    """A locked partial folder; `handle` holds the lock."""

    path: Path
    number: CardNumber
    handle: int

    @property
    def final(self) -> Path:
        """Where the folder will be once the card is issued."""
        return self.path.parent / self.number.value

    def write(self, name: str, content: bytes) -> None:
        """Write one file through to the disk."""
        try:
            write_durably(self.path / name, content, mode=OWNER_FILE)
        except OSError as fault:
            raise writing_error(fault, self.path) from None

    def settle(self) -> None:
        """Wait until the disk has the names of the files and of the folder itself."""
        try:
            sync_folder(self.path)
            sync_folder(self.path.parent)
        except OSError as fault:
            raise writing_error(fault, self.path) from None

    def reveal(self) -> Path:
        """Give the folder its name, once the card is committed."""
        try:
            if self.final.exists():
                raise StateError(
                    "issuance.folder_exists",
                    "the card is issued, and a folder of its number is already there",
                    where=str(self.final),
                    mend="Move that folder away; the next `denizen issue` into this place finishes.",
                )
            self.path.rename(self.final)
            sync_folder(self.final.parent)
        except OSError as fault:
            raise writing_error(fault, self.final) from None
        return self.final

    def remove(self) -> None:
        """Remove everything, when the card was not issued."""
        shutil.rmtree(self.path, ignore_errors=True)

    def unlock(self) -> None:
        """Let go of the lock."""
        os.close(self.handle)


def begin_folder(out: Path, *, tag: str, number: CardNumber) -> UnfinishedFolder:
    """Make and lock a partial folder; raises `StateError` when the disk does not let us."""
    path = out / f"{PREFIX}{tag}-{number.value}"
    try:
        out.mkdir(mode=OWNER_FOLDER, parents=True, exist_ok=True)
        while True:
            path.mkdir(mode=OWNER_FOLDER)
            handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
            fcntl.flock(handle, fcntl.LOCK_EX)
            if is_still(handle, path):
                return UnfinishedFolder(path, number, handle)
            os.close(handle)  # a recovery saw the folder before it was locked, and removed it
    except OSError as fault:
        raise writing_error(fault, path) from None


def abandoned_folders(out: Path, *, tag: str) -> list[UnfinishedFolder]:
    """Lock the partial folders of this programme whose makers are gone."""
    if not out.is_dir():
        return []
    prefix = f"{PREFIX}{tag}-"
    candidates = sorted(path for path in out.iterdir() if path.name.startswith(prefix))
    found = (lock_abandoned(path, path.name.removeprefix(prefix)) for path in candidates)
    return [folder for folder in found if folder is not None]


def lock_abandoned(path: Path, number: str) -> UnfinishedFolder | None:
    """Lock one folder, unless its maker lives, it was revealed meanwhile, or its name is not ours."""
    try:
        parsed = CardNumber(number)
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    except (InputError, OSError):
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    if not is_still(handle, path):
        os.close(handle)
        return None
    return UnfinishedFolder(path, parsed, handle)


def is_still(handle: int, path: Path) -> bool:
    """Say whether an open folder still stands at a path."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def writing_error(fault: OSError, place: Path) -> StateError | IssuanceError:
    """Say that the card's folder cannot be written; the place holds a number and no name."""
    if fault.errno in FULL:
        return IssuanceError(
            "issuance.out_of_space",
            "there is no room for the card's files",
            where=str(place.parent),
            mend="Free space and issue again: nothing was issued, and nothing that was is lost.",
        )
    return disk_error(fault, place.parent)
