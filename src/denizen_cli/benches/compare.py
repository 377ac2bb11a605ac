"""The compare page: server time over distinct views, from the request to the last byte of the page.

Every view differs in places, day, person and facts, so that nothing of one answers another; the communities are
loaded beforehand, as the door loads them before it forks.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from denizen.policy import Part
from denizen.policy.space import GRID_FACTS
from denizen_cli.benches.row import Row, at_most

VIEWS, QUICK_VIEWS = 200, 40
FIRST_DAY, DAYS = date(2006, 1, 1), 7000
LIMIT_MS = 200.0


def measure(*, quick: bool) -> Sequence[Row]:
    """Ask for distinct views of the page."""
    with TemporaryDirectory() as folder:
        took = sorted(timed_views(Path(folder), QUICK_VIEWS if quick else VIEWS))
    figures = {"median": median(took), "p95": quantiles(took, n=20)[-1]}
    return [
        at_most(
            f"compare page, server time of {len(took)} distinct views, {name}",
            (value, LIMIT_MS),
            unit="ms",
            peer="the limit",
            reach=1,
        )
        for name, value in figures.items()
    ]


def timed_views(home: Path, number: int) -> Iterator[float]:
    """Give each view's milliseconds."""
    from denizen_site.config import boot
    from denizen_site.config.doors import DoorName

    boot.start_door(home, DoorName.ATLAS, variables={})
    from django.test import Client

    from denizen_site.atlas_pages.comparing import places

    client = Client(SERVER_NAME="localhost")
    known = sorted(places())
    client.get("/en/")  # templates and catalogues are read once in a process
    for query in drawn(known, number):
        started = time.perf_counter()
        answer = client.get(f"/en/?{query}")
        took = (time.perf_counter() - started) * 1000
        if answer.status_code != 200:
            raise RuntimeError(f"the page answered {answer.status_code}")
        yield took


def drawn(places: Sequence[str], number: int) -> Iterator[str]:
    """Draw views; the same ones in every run."""
    choose = random.Random(20080715)  # noqa: S311 - a sample, not a secret
    for _ in range(number):
        left, right = choose.sample(list(places), 2)
        day = FIRST_DAY + timedelta(days=choose.randrange(DAYS))
        facts = "".join(f"&fact={fact.value}" for fact in GRID_FACTS if choose.random() < 0.3)
        part = choose.choice(list(Part)).value
        yield f"left={left}&right={right}&at={day}&part={part}{facts}"
