"""From an order to a card that is signed and pressed, and not recorded yet."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime

from denizen.charter import Charter, ModeOfIssue
from denizen.credential import CardNumber, CheckCode, RevocationCode, StatusReference
from denizen.trust import KeyPurpose
from denizen_press.press import PressJob
from denizen_site.custody.actions import bind
from denizen_site.custody.queries import ProgrammeFacts
from denizen_site.custody.signing import signer_for
from denizen_site.issuance.checks import require_issuable, require_launched
from denizen_site.issuance.code_hash import hash_code
from denizen_site.issuance.commit import Entry, Observer, Step
from denizen_site.issuance.face import card_face
from denizen_site.issuance.models import Card, PrintState
from denizen_site.issuance.orders import CardOrder, HeldCard, Succession
from denizen_site.issuance.pressing import press_job
from denizen_site.issuance.signing import Identity, signed_text, validity_of

LINEAGE_BYTES = 16
Press = Callable[[PressJob], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class Draft:
    """A card that may be issued: everything that can be refused beforehand has been looked at."""

    order: CardOrder
    programme: ProgrammeFacts
    day: date

    @property
    def is_specimen(self) -> bool:
        """Say whether SPECIMEN stands across the card's face."""
        return self.programme.prints_specimens or self.order.practice


@dataclass(frozen=True, slots=True)
class Made:
    """A card that is signed and pressed, and not recorded yet."""

    draft: Draft
    identity: Identity
    revocation_code: RevocationCode = field(repr=False)
    qr_text: str = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)
    code_hash: bytes = field(repr=False)

    def held(self) -> HeldCard:
        """Give the card as it is held in a visit."""
        return HeldCard(
            number=self.identity.number,
            first_day=self.identity.validity.first_day,
            last_day=self.identity.validity.last_day,
            specimen=self.draft.is_specimen,
            check_code=self.identity.check_code,
            revocation_code=self.revocation_code,
            files=self.files,
        )

    def entry(self, succession: Succession, print_state: PrintState) -> Entry:
        """Fill in all that the city keeps."""
        card = Card(
            number=self.identity.number.value,
            status_index=self.identity.status.index,
            lineage=succession.lineage or secrets.token_bytes(LINEAGE_BYTES),
            first_day=self.identity.validity.first_day,
            last_day=self.identity.validity.last_day,
            print_state=print_state,
            revocation_code_hash=self.code_hash,
        )
        return Entry(card, self.draft.day, succession.act, succession.also, self.draft.order.by)


def prepare(order: CardOrder, *, at: datetime) -> Draft:
    """Refuse whatever can be refused before an index is spent."""
    programme = bind(order.charter)
    require_launched(programme)
    day = programme.local_day(at)
    require_issuable(order.charter, order.holder, first_day=day, print_effect=order.print_effect)
    return Draft(order, programme, day)


def make(draft: Draft, index: int, *, press: Press, at: datetime, observer: Observer) -> Made:
    """Sign the card, then press it in a child that reads it back and ends; `press` says into which files."""
    revocation_code = RevocationCode.new()
    # The slow hash takes the other core, or the moments that the press waits for its child.
    with ThreadPoolExecutor(max_workers=1) as aside:
        hashing = aside.submit(hash_code, revocation_code)
        observer(Step.SIGN)
        identity, text = signed(draft, index, at=at)
        observer(Step.PRESS)
        face = card_face(draft.order.charter, draft.order.holder, identity=identity)
        files = press(
            press_job(
                face,
                draft.order.photo,
                qr_text=text,
                code=revocation_code,
                specimen=draft.is_specimen,
            )
        )
    return Made(draft, identity, revocation_code, text, files, hashing.result())


def signed(draft: Draft, index: int, *, at: datetime) -> tuple[Identity, str]:
    """Give the card what it is known by, and sign it."""
    charter, holder, photo = draft.order.charter, draft.order.holder, draft.order.photo
    identity = Identity(
        number=CardNumber.new(),
        status=StatusReference(draft.programme.status_uri, index),
        validity=validity_of(charter, holder, first_day=draft.day),
        check_code=CheckCode.new(),
    )
    signer = signer_for(KeyPurpose.CARD, at=at)
    return identity, signed_text(charter, holder, photo=photo, identity=identity, signer=signer)


def print_state_of(charter: Charter) -> PrintState:
    """Say where a card is whose files go into a folder: in its holder's hands, or waiting to be printed."""
    if charter.mode_of_issue is ModeOfIssue.ON_THE_SPOT:
        return PrintState.HANDED_OVER
    return PrintState.WAITING
