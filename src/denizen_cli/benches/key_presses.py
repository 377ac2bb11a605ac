"""The key presses of one visit, counted by the keyboard journey of tests/browser in a real Chromium.

The journey is a test, so that what is counted is what CI plays; outside a checkout there is nothing to play.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from denizen.errors import InputError
from denizen_cli.benches.row import Row, at_most

CHECKOUT = Path(__file__).resolve().parents[3]
JOURNEY = "tests/browser/test_journeys.py::test_an_ordinary_adult_is_served_by_keyboard_alone"
COUNTED = CHECKOUT / "out" / "desk-presses.json"


def measure() -> list[Row]:
    """Play the journey and compare its presses with the issue's limit (`InputError` if it cannot be played)."""
    COUNTED.unlink(missing_ok=True)
    played = subprocess.run(  # noqa: S603 - our own test, by our own Python
        [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", JOURNEY],
        cwd=CHECKOUT,
        capture_output=True,
        check=False,
        text=True,
    )
    if played.returncode != 0 or not COUNTED.exists():
        raise InputError(
            "bench.journey",
            "the keyboard journey did not come to its end",
            where=JOURNEY,
            mend="Run `make dev`, then this test by itself; its message says what stopped it.",
        )
    counted = json.loads(COUNTED.read_text())
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
