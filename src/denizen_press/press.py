"""The press as everyone uses it: a face, a photo and a signed text in; a card that reads back out.

    card = press_in_child(PressJob(face, photo, qr_text, specimen=True))
    file = press_run_in_child(jobs).pdf    # a print queue's: two pages a card, and quicker than one by one

Rendering happens in a child that ends with the card (`denizen_press.child`).
"""

from __future__ import annotations

import atexit
from collections.abc import Sequence
from typing import Final

from denizen.errors import EncodingRefusedError, InputError
from denizen_press.child import WarmParent
from denizen_press.errors import PressError, ReadBackError
from denizen_press.fonts import font_folder
from denizen_press.press_job import (
    PressedCard,
    PressedRun,
    PressJob,
    PrintRun,
    read_cards,
    read_run,
    write_jobs,
)

__all__ = [
    "PressJob",
    "PressedCard",
    "PressedRun",
    "press_batch_in_child",
    "press_in_child",
    "press_run_in_child",
    "share_parent",
]

FIRST_CARD_SECONDS: Final = 30
"""Seconds for one card: a hundred times what it takes on an idle machine."""

NEXT_CARD_SECONDS: Final = 2
"""Seconds more for each further card of a batch."""

MOST_CARDS: Final = 100
"""Cards of a run: a file of some ten megabytes, and what one child's memory holds many times."""

_parent: Final = WarmParent(
    "denizen_press.press_work",
    refusals=(InputError, EncodingRefusedError, ReadBackError, PressError),
)
atexit.register(_parent.close)


def share_parent(rehearsal: PressJob | None = None) -> None:
    """Start the warm parent now, for this process and for those that it forks.

    Its children rehearse on `rehearsal`, a card that is nobody's, until somebody's card comes.
    Meant for a server's master before each fork: workers then press at once, and a dead parent is replaced.
    """
    _parent.share(write_jobs(PrintRun((rehearsal,))) if rehearsal else b"")


def press_in_child(job: PressJob) -> PressedCard:
    """Print one card in a child of its own, and read it back before it is returned.

    Raises what `render_card` raises, ReadBackError if the code does not read back, and PressError if the
    child takes too long or dies.
    """
    return press_batch_in_child([job])[0]


def press_batch_in_child(jobs: Sequence[PressJob]) -> list[PressedCard]:
    """Print several cards in one child, all of them or none; raises as `press_in_child` does."""
    if not jobs:
        return []
    font_folder()  # a missing font folder is refused here, by its own name
    cards = read_cards(_parent.run(write_jobs(jobs), seconds=_seconds(len(jobs))))
    if len(cards) != len(jobs):
        raise PressError("press.child_failed", "the press returned another number of cards")
    return cards


def press_run_in_child(jobs: Sequence[PressJob]) -> PressedRun:
    """Print up to a hundred cards as one file in one child, all of them or none.

    Every code is read back before the file is returned.  The file names everyone in it: print and forget it.
    Raises as `press_in_child` does.
    """
    if not 1 <= len(jobs) <= MOST_CARDS:
        raise InputError(
            "press.run_size",
            f"a print run has 1 to {MOST_CARDS} cards, not {len(jobs)}",
            mend="Print a longer queue in several runs.",
        )
    font_folder()
    run = read_run(_parent.run(write_jobs(PrintRun(tuple(jobs))), seconds=_seconds(len(jobs))))
    if len(run.slip_pdfs) != len(jobs):
        raise PressError("press.child_failed", "the press returned another number of cards")
    return run


def _seconds(cards: int) -> int:
    """Give the time that so many cards may take in one child."""
    return FIRST_CARD_SECONDS + NEXT_CARD_SECONDS * (cards - 1)
