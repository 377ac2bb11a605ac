"""Publish the trust list and the status list, on the charter's fixed clock.

Within one slot the status list stays as it was first published: a card stopped now shows at the next slot.
`now=True` publishes it at once, still with the slot's hour on it; whoever watches the file can then see that
something was stopped at this moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from denizen.charter import Charter
from denizen.status import ListTerms, StatusBits, sign_cwt, sign_jwt
from denizen.trust import KeyPurpose
from denizen_site.config.database import in_our_words
from denizen_site.custody import actions as custody_actions
from denizen_site.custody import queries as custody
from denizen_site.custody.announcing import TrustCopy, refresh_trust_list
from denizen_site.custody.signing import signer_for
from denizen_site.errors import PublicationError
from denizen_site.issuance.commit import give_up_reservations_before
from denizen_site.issuance.queries import indexes_no_longer_good
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act
from denizen_site.lifecycle.clock import Slot, slot_at
from denizen_site.lifecycle.models import THE_LIST, PublishedStatus
from denizen_site.lifecycle.public_files import (
    CITY,
    KEYS,
    STATUS_CWT,
    STATUS_JWT,
    TRUST,
    city,
    key_set,
    write_folder,
)


@dataclass(frozen=True, slots=True)
class Published:
    """What was published where.  `status_renewed` is False when the slot's list was given out again."""

    files: dict[str, Path]
    slot: Slot
    trust: TrustCopy
    status_renewed: bool
    no_longer_good: int


@in_our_words
def publish(
    *,
    out: Path,
    charter: Charter,
    at: datetime,
    root_folder: Path | None = None,
    now: bool = False,
) -> Published:
    """Write the public files into a folder.

    Raises `CustodyError` when the trust list must be signed and the root is not there, `PublicationError`
    for a clock behind the last published list, `StateError` when the folder cannot be written.
    """
    programme = custody_actions.bind(charter)
    today = programme.local_day(at)
    give_up_reservations_before(today)
    ledger.close_days_before(today)
    trust = refresh_trust_list(root_folder=root_folder, at=at)
    slot = slot_at(at, charter.lists.publish_hours)
    with transaction.atomic():
        custody.programme_row(lock=True)
        stopped = indexes_no_longer_good()
        status, renewed = current_status(
            charter, slot, stopped=stopped, at=at, renew=now or trust.signed_now
        )
        ledger.count(Act.LISTS_PUBLISHED, day=today)
    contents = {
        TRUST: trust.data,
        KEYS: key_set(custody.keys()),
        CITY: city(charter, programme),
        STATUS_CWT: bytes(status.cwt),
        STATUS_JWT: status.jwt.encode(),
    }
    files = write_folder(out, contents)
    return Published(files, slot, trust, renewed, len(stopped))


def current_status(
    charter: Charter, slot: Slot, *, stopped: Sequence[int], at: datetime, renew: bool
) -> tuple[PublishedStatus, bool]:
    """Give the slot's list as it was published, or sign it; says whether it was signed now."""
    last = PublishedStatus.objects.filter(id=THE_LIST).first()
    if last is not None and slot.start < last.slot:
        raise PublicationError(
            "publication.clock_behind",
            "a list of a later hour was published already",
            mend="Set this machine's date and time.",
        )
    if last is not None and last.slot == slot.start and not renew:
        return last, False
    return sign_status(charter, slot, stopped=stopped, at=at), True


def sign_status(
    charter: Charter, slot: Slot, *, stopped: Sequence[int], at: datetime
) -> PublishedStatus:
    """Sign both forms of the list and keep them as the current ones; earlier ones are not kept."""
    programme = custody.programme()
    bits = StatusBits(programme.status_list_size)
    bits.set_many(stopped)
    terms = ListTerms(
        uri=programme.status_uri,
        issued=slot.start,
        expires=slot.start + timedelta(hours=charter.lists.life_hours),
        ttl_seconds=int((slot.end - slot.start).total_seconds()),
    )
    signer = signer_for(KeyPurpose.STATUS, at=at)
    signed = {
        "slot": slot.start,
        "cwt": sign_cwt(bits, terms=terms, signer=signer),
        "jwt": sign_jwt(bits, terms=terms, signer=signer),
    }
    row, _ = PublishedStatus.objects.update_or_create(id=THE_LIST, defaults=signed)
    return row
