"""What a printing station does with opened jobs: files in a folder of its own, or straight to a printer."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from denizen.errors import InputError
from denizen_site.errors import StateError

if TYPE_CHECKING:
    from denizen_site.issuance.print_seal import PrintedParts

PRINT_SECONDS = 300
NAME_LETTERS = 12
"""Letters of a job's id in a file's name: `station spoil` takes them."""


@dataclass(frozen=True, slots=True)
class Printers:
    """The commands that take a card, a slip, an address on their standard input."""

    cards: str
    slips: str
    addresses: str | None


def write_files(parts: PrintedParts, name: str, *, out: Path) -> None:
    """Write one card's files, for the owner's eyes alone."""
    files = {"card.pdf": parts.card_pdf, "slip.pdf": parts.slip_pdf}
    if parts.address:
        files["address.txt"] = address_text(parts)
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    for ending, content in files.items():
        path = out / f"{name[:NAME_LETTERS]}-{ending}"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)


def send(parts: PrintedParts, printers: Printers) -> None:
    """Give one card to the printers; no file of ours touches a disk."""
    feed(printers.cards, parts.card_pdf)
    feed(printers.slips, parts.slip_pdf)
    if not parts.address:
        return
    if printers.addresses is None:
        raise InputError(
            "station.no_address_printer",
            "a card of this batch goes by mail, and nothing takes its address",
            where="--addresses-to",
            mend="Name the command that prints addresses.",
        )
    feed(printers.addresses, address_text(parts))


def address_text(parts: PrintedParts) -> bytes:
    """Write the postal address, a line each."""
    return "\n".join([*parts.address, ""]).encode()


def feed(command: str, data: bytes) -> None:
    """Run a print command with one file on its standard input; what it says may quote names and is dropped."""
    words = split(command)
    try:
        done = subprocess.run(  # noqa: S603 - the command that the station's operator typed, without a shell
            words,
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PRINT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        raise printer_failed(words[0], "did not run or did not end") from None
    if done.returncode != 0:
        raise printer_failed(words[0], f"ended with {done.returncode}")


def split(command: str) -> Sequence[str]:
    """Take a typed command apart."""
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    if not words:
        raise InputError("station.command", "not a print command", where="--to")
    return words


def printer_failed(word: str, how: str) -> StateError:
    """Say that a card was not printed."""
    return StateError(
        "station.printer",
        f"the print command {how}",
        where=word,
        mend="See to the printer, look which cards came out, then print again.",
    )
