"""A sample city of a command's own: `denizen serve` in processes of their own, on ports of their own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from denizen_cli.door_process import DoorError

DOORS: Final = ("--desk", "--public", "--counter", "--atlas")
LONGEST_STOP_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class ServedCity:
    """The process that opened the doors, and what it printed of itself."""

    process: int
    said: dict[str, str]


@dataclass(frozen=True, slots=True)
class Serving:
    """How a city is served: further words and variables, and where its errors are written if not here."""

    words: Sequence[str] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    errors: IO[bytes] | None = None


@contextmanager
def served_city(home: Path, serving: Serving) -> Iterator[ServedCity]:
    """Run `denizen serve` for a home until the block ends; raises `DoorError` when its doors do not open."""
    process = subprocess.Popen(  # noqa: S603 - our own command with our own words
        [*command(), *serving.words],
        env={**os.environ, **serving.variables, "DENIZEN_HOME": str(home)},
        stdout=subprocess.PIPE, stderr=serving.errors, text=True,
    )  # fmt: skip
    try:
        yield ServedCity(process.pid, said_by(process))
    finally:
        process.terminate()
        process.wait(LONGEST_STOP_SECONDS)
        if process.stdout is not None:
            process.stdout.close()


def command() -> list[str]:
    """Give the words that open a sample city."""
    ports = [word for door in DOORS for word in (door, f"127.0.0.1:{free_port()}")]
    return [
        str(Path(sys.executable).with_name("denizen")), "serve", "--sample", "--json", *ports,
    ]  # fmt: skip


def said_by(process: subprocess.Popen[str]) -> dict[str, str]:
    """Read the doors' addresses; raises `DoorError` when they do not open."""
    lines: list[str] = []
    for line in process.stdout or ():
        lines.append(line)
        if line.startswith("}"):
            break
    said: dict[str, str] = json.loads("".join(lines) or "{}")
    if "desk" not in said:
        raise DoorError("bench.not_open", "the doors did not open", mend="See what stands above.")
    return said


def free_port() -> int:
    """Find a port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
