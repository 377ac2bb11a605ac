"""What goes into an issuance and what comes out: orders, the card before it, cards in a folder or in hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from denizen.charter import Charter
from denizen.credential import CardNumber, CheckCode, RevocationCode
from denizen.credential.holder import Holder
from denizen.documents import PrintedAddress
from denizen_press.photo import PreparedPhoto, prepare_photo
from denizen_site.issuance.models import Card
from denizen_site.ledger.acts import Act


@dataclass(frozen=True, slots=True)
class CardOrder:
    """Whose card, under which charter; `by` is the id of the member of staff who issues it, if one does.

    `print_effect` is what the papers shown ask of the printed address (`denizen.documents`), if anything.
    A card for `practice` is a specimen in a live programme too.
    """

    charter: Charter
    holder: Holder = field(repr=False)
    photo: PreparedPhoto = field(repr=False)
    print_effect: PrintedAddress | None = None
    by: str | None = None
    practice: bool = False


@dataclass(frozen=True, slots=True)
class IssueOrder:
    """The same from the command line: the photograph as it came, and where the card's files go."""

    charter: Charter
    holder: Holder = field(repr=False)
    photo: bytes = field(repr=False)
    out: Path
    print_effect: PrintedAddress | None = None

    def prepared(self) -> CardOrder:
        """Prepare the photograph; raises `PhotoError`."""
        photo = prepare_photo(self.photo)
        return CardOrder(self.charter, self.holder, photo, self.print_effect)


def nothing_else(card: Card) -> None:
    """Do nothing more within the commit."""


@dataclass(frozen=True, slots=True)
class Succession:
    """Which card this one follows: its lineage, what the ledger counts, what else the commit does."""

    act: Act = Act.ISSUED
    lineage: bytes | None = field(default=None, repr=False)
    also: Callable[[Card], None] = nothing_else


FIRST_OF_ITS_LINEAGE = Succession()


@dataclass(frozen=True, slots=True)
class IssuedCard:
    """A card that is recorded and whose files are in place; the two codes are known here for the last time."""

    number: CardNumber
    status_index: int
    first_day: date
    last_day: date
    specimen: bool
    check_code: CheckCode
    revocation_code: RevocationCode
    qr_text: str = field(repr=False)
    folder: Path
    files: Mapping[str, Path]


@dataclass(frozen=True, slots=True)
class HeldCard:
    """A card whose files are in memory alone; whoever holds it puts it where the visit is sealed.

    `files` are `card.pdf` and `slip.pdf`, by these names.
    """

    number: CardNumber
    first_day: date
    last_day: date
    specimen: bool
    check_code: CheckCode = field(repr=False)
    revocation_code: RevocationCode = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)
