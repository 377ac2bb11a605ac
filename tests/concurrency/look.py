"""A fresh process that recovers a folder of cards and says what is there: HOME OUT."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from denizen_site.config import boot


def main(home: str, out: str) -> None:
    """Recover, then tell rows, folders, reservations and the number of indexes taken."""
    boot.start(Path(home), variables=os.environ)
    from denizen_site.issuance.actions import recover  # noqa: PLC0415
    from denizen_site.issuance.models import Card, IndexReservation, UsedIndexes  # noqa: PLC0415
    from denizen_site.ledger import queries as ledger  # noqa: PLC0415

    done = recover(Path(out))
    bits = b"".join(bytes(row.bits) for row in UsedIndexes.objects.all())
    folder = Path(out)
    found = {
        "revealed": len(done.revealed),
        "removed": done.removed,
        "cards": {card.number: card.standing for card in Card.objects.all()},
        "card_indexes": sorted(Card.objects.values_list("status_index", flat=True)),
        "reserved": sorted(IndexReservation.objects.values_list("index", flat=True)),
        "taken": sum(byte.bit_count() for byte in bits),
        "counts": [day.counts for day in ledger.days()],
        "folders": {
            path.name: sorted(file.name for file in path.iterdir())
            for path in (folder.iterdir() if folder.exists() else ())
        },
    }
    print(json.dumps(found))


main(*sys.argv[1:])
