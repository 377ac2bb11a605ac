"""Issue a card, or leave nothing behind: into a visit (`issue_held`), or into a folder (`issue_card`).

In order: everything that can be refused is refused; an index is reserved; the card is signed, pressed and read
back; one transaction records it together with the place that holds it, and with that it is issued.  A visit's
sealed row is that place at the desk.  A folder cannot be in a transaction: its files are on the disk before it,
and the folder is revealed after it.  docs/decisions/0003 and 0012 say why in this order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from denizen.errors import DenizenError
from denizen_site.errors import StateError
from denizen_site.issuance.commit import (
    Observer,
    Recovered,
    Step,
    commit,
    nobody_watches,
    recover,
    reserve,
)
from denizen_site.issuance.making import Made, make, prepare, print_state_of
from denizen_site.issuance.models import Card, PrintState
from denizen_site.issuance.orders import (
    FIRST_OF_ITS_LINEAGE,
    CardOrder,
    HeldCard,
    IssuedCard,
    IssueOrder,
    Succession,
)
from denizen_site.issuance.pressing import FILE_KEYS, press_files, press_to_hold
from denizen_site.issuance.unfinished import UnfinishedFolder, begin_folder

__all__ = [
    "CardOrder",
    "HeldCard",
    "IssueOrder",
    "IssuedCard",
    "Recovered",
    "Step",
    "Succession",
    "issue_card",
    "issue_held",
    "recover",
]


def issue_held(
    order: CardOrder,
    *,
    hold: Callable[[HeldCard], None],
    succession: Succession = FIRST_OF_ITS_LINEAGE,
    at: datetime,
    observer: Observer = nobody_watches,
) -> HeldCard:
    """Issue one card into a visit.

    `hold` runs inside the transaction that records the card, and saves it where it can be found again: killed
    before that transaction ends, the worker leaves a burnt index; killed after, the card is in the visit.
    Whatever `hold` raises undoes the card; of two clicks on one version of a visit, the second save fails so.

    Raises as `issue_card` does.  A `StateError` may come from a database that committed and could not say so:
    the visit, opened again, tells.
    """
    draft = prepare(order, at=at)
    index = reserve(draft.programme.status_list_size, day=draft.day, observer=observer)
    made = make(draft, index, press=press_to_hold, at=at, observer=observer)
    held = made.held()

    def also(card: Card) -> None:
        succession.also(card)
        hold(held)

    within = Succession(succession.act, succession.lineage, also)
    commit(made.entry(within, PrintState.AT_DESK), observer=observer)
    observer(Step.REVEAL)
    return held


def issue_card(
    order: IssueOrder,
    *,
    succession: Succession = FIRST_OF_ITS_LINEAGE,
    at: datetime,
    observer: Observer = nobody_watches,
) -> IssuedCard:
    """Issue one card into `order.out`/NUMBER/.

    Raises `IssuanceError` for what the charter does not issue and for a full disk, `InputError` for the photo
    or a text, `CustodyError` and `SigningUnavailableError` for the key, `StateError` for the database.
    Whatever is raised before the commit, no card exists; after it, the card exists and recovery finishes it.
    """
    draft = prepare(order.prepared(), at=at)
    recover(order.out)
    index = reserve(draft.programme.status_list_size, day=draft.day, observer=observer)
    made = make(draft, index, press=press_files, at=at, observer=observer)
    folder = begin_folder(order.out, tag=draft.programme.tag, number=made.identity.number)
    try:
        write_files(folder, made.files, observer=observer)
        record(folder, made, succession=succession, observer=observer)
        observer(Step.REVEAL)
        final = folder.reveal()
    finally:
        folder.unlock()
    return issued_card(made, final)


def write_files(
    folder: UnfinishedFolder, files: Mapping[str, bytes], *, observer: Observer
) -> None:
    """Write all files through to the disk; what cannot be written whole is removed again."""
    try:
        for number, (name, content) in enumerate(files.items()):
            folder.write(name, content)
            if number == 0:
                observer(Step.WRITE)
        folder.settle()
    except DenizenError:
        folder.remove()
        raise


def record(
    folder: UnfinishedFolder, made: Made, *, succession: Succession, observer: Observer
) -> None:
    """Commit the card.  A refusal removes the folder; a failing database may have committed and leaves it."""
    entry = made.entry(succession, print_state_of(made.draft.order.charter))
    try:
        commit(entry, observer=observer)
    except StateError:
        raise
    except DenizenError:
        folder.remove()
        raise


def issued_card(made: Made, folder: Path) -> IssuedCard:
    """Give what lies in the folder."""
    identity = made.identity
    return IssuedCard(
        number=identity.number,
        status_index=identity.status.index,
        first_day=identity.validity.first_day,
        last_day=identity.validity.last_day,
        specimen=made.draft.programme.prints_specimens,
        check_code=identity.check_code,
        revocation_code=made.revocation_code,
        qr_text=made.qr_text,
        folder=folder,
        files={FILE_KEYS[name]: folder / name for name in made.files},
    )
