"""One person's check end to end: labels, four custodians as four processes with TLS and proofs, looking up."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from statistics import median

from denizen_cli.benches.population import Resident, residents
from denizen_cli.benches.row import Row, at_most

LIMIT_MILLISECONDS = 150.0
ASKED, QUICK_ASKED = 60, 15
FEW_ROWS, MANY_ROWS, QUICK_MANY_ROWS = 10_000, 1_000_000, 100_000
LOOKED_UP = 100


def measure(*, quick: bool) -> Sequence[Row]:
    """Open the drill's city, ask for people one after the other, then fill the index up and look again."""
    from denizen_cli.drills.custodian_city import custodian_city

    people = residents(QUICK_ASKED if quick else ASKED)
    with custodian_city(at=datetime.now(UTC).replace(microsecond=0)) as city:

        def asked(one: Resident) -> object:
            return city.checked(" ".join((*one.given, *one.family)), one.born)

        asked(people[0])  # the first line to each custodian, and the first statement
        whole = median(milliseconds(partial(asked, each)) for each in people)
        return [
            at_most(
                "one person end to end, full labels, four custodian processes with proofs, median",
                (whole, LIMIT_MILLISECONDS),
                unit="ms",
                peer="the limit",
                reach=1,
            ),
            *look_ups(QUICK_MANY_ROWS if quick else MANY_ROWS),
        ]


def milliseconds(action: Callable[[], object]) -> float:
    """Time an action once."""
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def look_ups(many: int) -> Iterator[Row]:
    """Look somebody up in a small and in a large index; the cost must not follow the city's size."""
    from denizen_site.one_card import nights
    from denizen_site.one_card.index import noise_of

    nights.insert(noise_of([0], count=FEW_ROWS))
    small = looked_up()
    nights.insert(noise_of([0], count=many - FEW_ROWS))
    large = looked_up()
    yield at_most(
        f"looking one person's 41 labels up among {many:,} rows, median",
        (large, small),
        unit="ms",
        peer=f"among {FEW_ROWS:,} rows",
        reach=2,
    )


def looked_up() -> float:
    """Time the look-up of somebody who is not there, each time somebody else, over a connection of its own.

    So it is in use: a child of a door opens the database for one question, and finds nothing in its cache.
    """
    import secrets

    from django.db import connection

    from denizen.linkage.index_rows import IndexPlace
    from denizen_site.one_card.index import find

    def once() -> float:
        places = [IndexPlace(secrets.token_bytes(64)) for _ in range(41)]
        connection.close()
        connection.ensure_connection()
        return milliseconds(lambda: find(0, places, day=None))

    return median(once() for _ in range(LOOKED_UP))
