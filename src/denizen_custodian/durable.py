"""Writes a file whole or not at all, and destroys one."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from denizen.errors import LinkageError


def write_whole(path: Path, content: bytes, *, mode: int) -> None:
    """Put a file in place by renaming; raises `LinkageError` when the disk does not take it."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as fault:
        draft.unlink(missing_ok=True)
        raise LinkageError(
            "custodian.disk", f"cannot be written ({type(fault).__name__})", where=path.name
        ) from None


def destroy(path: Path) -> None:
    """Overwrite a file and take it away.

    Copy-on-write file systems, solid-state disks and backups may keep what was there: the page of instructions
    says to keep the folder on an encrypted disk of its own and out of backups.
    """
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
