"""A process that reserves and records many cards, without pressing them: HOME COUNT LIST_SIZE."""

from __future__ import annotations

import os
import secrets
import sys
from datetime import date, timedelta
from pathlib import Path

from denizen.credential import CardNumber
from denizen_site.config import boot

DAY = date(2026, 11, 22)


def main(home: str, count: int, list_size: int) -> None:
    """Start, wait for the word, then work."""
    boot.start(Path(home), variables=os.environ)
    from denizen_site.issuance.commit import Entry, commit, nobody_watches, reserve  # noqa: PLC0415
    from denizen_site.issuance.models import Card  # noqa: PLC0415
    from denizen_site.ledger.acts import Act  # noqa: PLC0415

    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(count):
        card = Card(
            number=CardNumber.new().value,
            status_index=reserve(list_size, day=DAY, observer=nobody_watches),
            lineage=secrets.token_bytes(16),
            first_day=DAY,
            last_day=DAY + timedelta(days=365),
            print_state="handed_over",
            revocation_code_hash=secrets.token_bytes(48),
        )
        commit(Entry(card, DAY, Act.ISSUED, lambda new: None), observer=nobody_watches)
        print(card.number, card.status_index, flush=True)


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
