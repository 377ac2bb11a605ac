"""Starts the doors as processes of their own, and sees that they come up, stay up and end together."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from denizen.errors import DenizenError

READY_SECONDS = 60
END_SECONDS = 25
# What the public door's process may be told: not the desk's database, no key and no passphrase.
PUBLIC_VARIABLES = frozenset(
    {
        "PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "PYTHONPATH", "LD_LIBRARY_PATH", "DENIZEN_CHARTERS",
        "DENIZEN_PUBLISHED_URL", "DENIZEN_PUBLIC_HOSTS", "DENIZEN_BEHIND_PROXY",
    }
)  # fmt: skip

# The counter's process serves files that everybody may have, and is told nothing at all.
COUNTER_VARIABLES = frozenset(
    {"PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "PYTHONPATH", "LD_LIBRARY_PATH"}
)
COUNTER, ATLAS = "counter", "atlas"
# The atlas door's reads charters, which everybody may, and knows of no home.
ATLAS_VARIABLES = COUNTER_VARIABLES | {
    "DENIZEN_CHARTERS",
    "DENIZEN_ATLAS_HOSTS",
    "DENIZEN_BEHIND_PROXY",
}


class DoorError(DenizenError):
    """A door did not open or did not stay open."""

    exit_code = 70


@dataclass(frozen=True, slots=True)
class DoorPlan:
    """One door to open: its name, where it listens, and how many requests it answers at once."""

    name: str
    address: str
    at_once: int

    @property
    def module(self) -> str:
        """Name the module that serves this door."""
        serves = "counter_door" if self.name == COUNTER else "serving"
        return f"denizen_site.config.{serves}"


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """A door that is open."""

    plan: DoorPlan
    process: subprocess.Popen[bytes]


def open_door(plan: DoorPlan, home: Path, *, variables: Mapping[str, str]) -> OpenDoor:
    """Start a door and wait until it answers; raises `DoorError` when it does not."""
    reading, writing = os.pipe()
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
        [
            sys.executable, "-P", "-m", plan.module,
            plan.name, str(home), plan.address, str(plan.at_once),
        ],
        env={**variables, "DENIZEN_READY_HANDLE": str(writing)},
        pass_fds=[writing],
        start_new_session=True,  # Ctrl+C reaches us alone; the doors are told in order
    )  # fmt: skip
    os.close(writing)
    try:
        if not is_ready(reading):
            process.kill()
            process.wait()
            raise DoorError(
                "serve.not_open",
                f"the {plan.name} door did not open",
                where=plan.address,
                mend="Read the lines above; often another programme listens at this address.",
            )
    finally:
        os.close(reading)
    return OpenDoor(plan, process)


def is_ready(handle: int) -> bool:
    """Wait for a door's word; a door that ends first gives none."""
    ready, _, _ = select.select([handle], [], [], READY_SECONDS)
    return bool(ready) and os.read(handle, 1) == b"1"


def variables_for(name: str) -> dict[str, str]:
    """Choose what a door's process is told: the public one almost nothing, the counter's nothing."""
    if name in {COUNTER, ATLAS}:
        told_here = COUNTER_VARIABLES if name == COUNTER else ATLAS_VARIABLES
        return {each: os.environ[each] for each in told_here if each in os.environ}
    if name == "public":
        told = {each: os.environ[each] for each in PUBLIC_VARIABLES if each in os.environ}
        own = os.environ.get(
            "DENIZEN_PUBLIC_URL"
        )  # the reading role's way to the published database
        return {**told, "DENIZEN_PUBLISHED_URL": own} if own else told
    return dict(os.environ)


def stay(doors: list[OpenDoor], *, every_minute: Callable[[], None]) -> None:
    """Stay until told to stop, doing each minute what is due; raises `DoorError` when a door ends."""
    stopped = StopSignal()
    every_minute()
    while not stopped.within(seconds=60):
        for door in doors:
            if door.process.poll() is not None:
                raise DoorError(
                    "serve.door_ended",
                    f"the {door.plan.name} door ended by itself",
                    where=door.plan.address,
                    mend="Start again; report it if it happens twice.",
                )
        every_minute()


def close(doors: list[OpenDoor]) -> None:
    """Let every door finish what it answers, and end."""
    for door in doors:
        door.process.send_signal(signal.SIGTERM)
    for door in doors:
        try:
            door.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            door.process.kill()
            door.process.wait()


class StopSignal:
    """Waits for SIGINT or SIGTERM without burning time."""

    def __init__(self) -> None:
        """Catch both signals from now on."""
        self.reading, self.writing = os.pipe()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.note)

    def note(self, _number: int, _frame: object) -> None:
        """Note that we were told to stop."""
        os.write(self.writing, b"1")

    def within(self, *, seconds: float) -> bool:
        """Wait, at most so long; says whether we were told to stop."""
        ready, _, _ = select.select([self.reading], [], [], seconds)
        return bool(ready)
