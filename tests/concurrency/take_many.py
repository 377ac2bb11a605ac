"""A clerk who takes many blank cards of one station, one transaction each: HOME STATION COUNT."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

from denizen_site.config import boot

AT = datetime(2026, 11, 22, 15, 40, 13, tzinfo=UTC)


def main(home: str, station: str, count: int) -> None:
    """Start, wait for the word, then take; stop at an empty stock."""
    boot.start(Path(home), variables=os.environ)
    from denizen_site.errors import IssuanceError  # noqa: PLC0415
    from denizen_site.issuance import stock  # noqa: PLC0415

    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(count):
        try:
            with transaction.atomic():
                serial = stock.take_next(station, at=AT)
        except IssuanceError as refusal:
            print(refusal.code, flush=True)
            continue
        print(serial, flush=True)


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
