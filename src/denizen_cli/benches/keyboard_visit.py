"""A visit by keyboard in a real Chromium, as tests/browser plays it: its presses, and the server's time for it.

The journey is a test, so that what is counted is what CI plays; outside a checkout there is nothing to play.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from denizen.errors import InputError
from denizen_cli.benches.machine_speed import share_of_design
from denizen_cli.benches.row import Row, at_most

CHECKOUT = Path(__file__).resolve().parents[3]
JOURNEY = "tests/browser/test_journeys.py::test_an_ordinary_adult_is_served_by_keyboard_alone"
COUNTED = "desk-presses.json"
TIMED = "tests/browser/test_server_time.py"
TIMES = "desk-server-time.json"
SERVER_MS = 300.0


def measure() -> list[Row]:
    """Play the journeys and compare with the issue's limits (`InputError` if one cannot be played)."""
    return [*key_presses(), *server_time()]


def key_presses() -> list[Row]:
    """Count the presses of one visit."""
    counted = played(JOURNEY, COUNTED)
    most = counted["most"]
    return [
        presses(
            "from the first page to the printed card", counted["to_the_printed_card"], most=most
        ),
        presses("the whole visit", counted["whole_visit"], most=most),
    ]


def presses(what: str, count: int, *, most: int) -> Row:
    """Make the row of one count, the person's own data left out."""
    name = f"desk: key presses beyond the person's own data, {what}"
    return at_most(name, (count, most), unit="presses", peer="limit", reach=1.0)


def server_time() -> list[Row]:
    """Take the median of several visits, plain, and scaled to the design's machine."""
    before = share_of_design()
    visits = played(TIMED, TIMES)
    speed = (before + share_of_design()) / 2
    # The first visit fills caches that a city's morning fills.
    took = statistics.median(sum(spent for _, spent in visit) for visit in visits[1:])
    name = "desk: server time from the first page to the card's PDF, by keyboard in Chromium, median visit"
    machine = f"limit; this machine makes {speed:.2f} of the design's bare checks"
    scaled = f"{name}, scaled (decision 0014)"
    return [
        at_most(name, (took, SERVER_MS), unit="ms", peer="milliseconds allowed", reach=1.0),
        at_most(scaled, (took * speed, SERVER_MS), unit="ms", peer=machine, reach=1.0),
    ]


def played(journey: str, written: str) -> Any:
    """Play a journey and read what it wrote down."""
    out = CHECKOUT / "out" / written
    out.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-m", "", "-p", "no:cacheprovider"]
    ended = subprocess.run(  # noqa: S603 - our own test, by our own Python
        [*command, journey], cwd=CHECKOUT, capture_output=True, check=False, text=True
    )
    if ended.returncode != 0 or not out.exists():
        raise InputError(
            "bench.journey",
            "the keyboard journey did not come to its end",
            where=journey,
            mend="Run `make dev`, then this test by itself; its message says what stopped it.",
        )
    return json.loads(out.read_text())
