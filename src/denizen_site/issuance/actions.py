"""Issue a card, or leave nothing behind.

In order: everything that can be refused is refused; an index is reserved; the card is signed, pressed and read
back; its files are written and on the disk; one transaction records it, and with that it is issued; its folder
is revealed.  docs/decisions/0003-issuance-commit-point.md says why in this order.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from denizen.charter import Charter, ModeOfIssue
from denizen.credential import CardNumber, CheckCode, RevocationCode, StatusReference
from denizen.credential.holder import Holder
from denizen.documents import PrintedAddress
from denizen.errors import DenizenError
from denizen.trust import KeyPurpose
from denizen_press.photo import PreparedPhoto, prepare_photo
from denizen_site.custody.actions import bind
from denizen_site.custody.queries import ProgrammeFacts
from denizen_site.custody.signing import signer_for
from denizen_site.errors import StateError
from denizen_site.issuance.checks import require_issuable, require_launched
from denizen_site.issuance.code_hash import hash_code
from denizen_site.issuance.commit import (
    Entry,
    Observer,
    Recovered,
    Step,
    commit,
    nobody_watches,
    recover,
    reserve,
)
from denizen_site.issuance.face import card_face
from denizen_site.issuance.models import Card, PrintState
from denizen_site.issuance.pressing import FILE_KEYS, press_files, press_job
from denizen_site.issuance.signing import Identity, signed_text, validity_of
from denizen_site.issuance.unfinished import UnfinishedFolder, begin_folder
from denizen_site.ledger.acts import Act

__all__ = ["IssueOrder", "IssuedCard", "Recovered", "Step", "Succession", "issue_card", "recover"]

LINEAGE_BYTES = 16


@dataclass(frozen=True, slots=True)
class IssueOrder:
    """What a visit brings: whose card, under which charter, and where its files go.

    `print_effect` is what the papers shown ask of the printed address (`denizen.documents`), if anything.
    """

    charter: Charter
    holder: Holder = field(repr=False)
    photo: bytes = field(repr=False)
    out: Path
    print_effect: PrintedAddress | None = None


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
class Draft:
    """A card that may be issued: everything that can be refused beforehand has been looked at."""

    order: IssueOrder
    programme: ProgrammeFacts
    photo: PreparedPhoto = field(repr=False)
    day: date


@dataclass(frozen=True, slots=True)
class Made:
    """A card that is signed and pressed, and not recorded yet."""

    draft: Draft
    identity: Identity
    revocation_code: RevocationCode
    qr_text: str = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)


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
    draft = prepare(order, at=at)
    recover(order.out)
    index = reserve(draft.programme.status_list_size, day=draft.day, observer=observer)
    made = make(draft, index, at=at, observer=observer)
    folder = begin_folder(order.out, tag=draft.programme.tag, number=made.identity.number)
    try:
        write_files(folder, made.files, observer=observer)
        record(folder, made, succession=succession, observer=observer)
        observer(Step.REVEAL)
        final = folder.reveal()
    finally:
        folder.unlock()
    return issued_card(made, final)


def prepare(order: IssueOrder, *, at: datetime) -> Draft:
    """Refuse whatever can be refused before an index is spent, and prepare the photo."""
    programme = bind(order.charter)
    require_launched(programme)
    day = programme.local_day(at)
    require_issuable(order.charter, order.holder, first_day=day, print_effect=order.print_effect)
    return Draft(order, programme, prepare_photo(order.photo), day)


def make(draft: Draft, index: int, *, at: datetime, observer: Observer) -> Made:
    """Sign the card, then press it in a child that reads it back and ends."""
    charter, holder = draft.order.charter, draft.order.holder
    observer(Step.SIGN)
    identity = Identity(
        number=CardNumber.new(),
        status=StatusReference(draft.programme.status_uri, index),
        validity=validity_of(charter, holder, first_day=draft.day),
        check_code=CheckCode.new(),
    )
    signer = signer_for(KeyPurpose.CARD, at=at)
    text = signed_text(charter, holder, photo=draft.photo, identity=identity, signer=signer)
    revocation_code = RevocationCode.new()
    observer(Step.PRESS)
    face = card_face(charter, holder, identity=identity)
    specimen = draft.programme.prints_specimens
    job = press_job(face, draft.photo, qr_text=text, code=revocation_code, specimen=specimen)
    return Made(draft, identity, revocation_code, text, press_files(job))


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
    entry = Entry(card_row(made, succession), made.draft.day, succession.act, succession.also)
    try:
        commit(entry, observer=observer)
    except StateError:
        raise
    except DenizenError:
        folder.remove()
        raise


def card_row(made: Made, succession: Succession) -> Card:
    """Fill in all that the city keeps."""
    identity = made.identity
    return Card(
        number=identity.number.value,
        status_index=identity.status.index,
        lineage=succession.lineage or secrets.token_bytes(LINEAGE_BYTES),
        first_day=identity.validity.first_day,
        last_day=identity.validity.last_day,
        print_state=print_state_of(made.draft.order.charter),
        revocation_code_hash=hash_code(made.revocation_code),
    )


def print_state_of(charter: Charter) -> PrintState:
    """Say where a new card is: in its holder's hands, or waiting for its batch."""
    if charter.mode_of_issue is ModeOfIssue.ON_THE_SPOT:
        return PrintState.HANDED_OVER
    return PrintState.WAITING


def issued_card(made: Made, folder: Path) -> IssuedCard:
    """Give what the desk hands over."""
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
