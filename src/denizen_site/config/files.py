"""Files that are there whole or not at all, and that are on the disk when we say so."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from denizen_site.config.home import disk_error


def write_whole(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Put a file in place by renaming, so that a reader sees the old one or the new one, never a part.

    Raises `StateError` when the disk is full or the place cannot be written; the old file then stays.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        try:
            write_durably(draft, content, mode=mode)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as fault:
        raise disk_error(fault, path) from None


def write_once(path: Path, content: bytes) -> None:
    """Write a secret whole or not at all; whoever comes second keeps the first one's.  Raises `OSError`."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        write_durably(draft, content, mode=0o600)
        try:
            os.link(draft, path)
        except FileExistsError:
            return
    finally:
        draft.unlink(missing_ok=True)


def write_durably(path: Path, content: bytes, *, mode: int) -> None:
    """Write a new file and wait until the disk has it; raises `OSError`."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        os.fchmod(file.fileno(), mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the folder's names; raises `OSError`."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
