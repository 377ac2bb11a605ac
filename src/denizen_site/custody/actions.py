"""Make the programme and its keys; rotate, burn, mark as compromised; launch."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import transaction

from denizen.charter import Charter
from denizen.trust import KeyPurpose, ProgrammeMode, RootPin
from denizen_site.config.boot import current_environment
from denizen_site.config.database import forget_deleted, in_our_words
from denizen_site.custody import unlock as unlocking
from denizen_site.custody.hardware import destroy_in_token
from denizen_site.custody.models import THE_PROGRAMME, IssuerKey, Programme
from denizen_site.custody.queries import (
    KeyFacts,
    ProgrammeFacts,
    facts_of,
    key_facts,
    key_row,
    key_rows,
    programme_row,
)
from denizen_site.custody.root_key import ROOT_FILE, ROOT_FOLDER, make_root, open_root, write_pin
from denizen_site.custody.signing import facts_after_saving, make_key, require_hardware
from denizen_site.errors import CustodyError
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act

# entries; 131 kB unpacked, a few kB as published, and room for a mid-sized city's cards of a decade
DEFAULT_LIST_SIZE = 2**20
SMALLEST_LIST_SIZE, LARGEST_LIST_SIZE = 2**13, 2**26
# A card key signs for a year and a month, so that the yearly rotation may be late.
SIGNING_LIFE = timedelta(days=396)
DEFAULT_OVERLAP = timedelta(days=30)
# A status list lives for days at most; its key is asked for only while one does.
STATUS_AFTERLIFE = timedelta(days=8)
# Until a charter is bound, the longest validity that any charter may state.
LONGEST_CARD_YEARS = 20


@dataclass(frozen=True, slots=True)
class Initialised:
    """A new programme: what verifiers pin, where it lies, and what an operator must be told."""

    pin: RootPin
    pin_file: Path
    root_folder: Path
    keys: tuple[KeyFacts, ...]
    notices: tuple[str, ...]


@in_our_words
def initialise(
    *,
    mode: ProgrammeMode,
    charter: Charter | None,
    at: datetime,
    root_folder: Path | None = None,
    list_size: int = DEFAULT_LIST_SIZE,
) -> Initialised:
    """Make the root, the two issuer keys and the programme's row, bound to the charter if one is given.

    Raises `CustodyError` when there is a programme already, and in live mode without passphrases.  Cut off
    half-way it can be run again: a root that was made is taken up, never replaced.
    """
    if Programme.objects.exists():
        raise CustodyError(
            "custody.already_initialised",
            "this home has a programme already",
            where=str(current_environment().home),
            mend="Set DENIZEN_HOME to another folder for another programme.",
        )
    if not SMALLEST_LIST_SIZE <= list_size <= LARGEST_LIST_SIZE:
        raise CustodyError(
            "custody.list_size",
            f"a status list has between {SMALLEST_LIST_SIZE} and {LARGEST_LIST_SIZE} entries",
        )
    folder = root_folder or current_environment().home / ROOT_FOLDER
    notices = demonstration_notices(mode)
    pin = take_up_root(folder, mode)
    with transaction.atomic():
        made = create_programme(pin, charter, at=at, list_size=list_size)
    pin_file = write_pin(current_environment().home, pin)
    return Initialised(pin, pin_file, folder, made, notices)


def take_up_root(folder: Path, mode: ProgrammeMode) -> RootPin:
    """Make the root, or open the one that an earlier, unfinished start has made."""
    opens = unlocking.root_unlock(current_environment(), mode)
    if not (folder / ROOT_FILE).exists():
        return make_root(folder, mode=mode, unlock=opens).pin
    root = open_root(folder, unlock=opens)
    if root.mode is not mode:
        raise CustodyError(
            "custody.other_mode", "the root belongs to another mode", where=str(folder)
        )
    return root.pin


def create_programme(
    pin: RootPin, charter: Charter | None, *, at: datetime, list_size: int
) -> tuple[KeyFacts, ...]:
    """Write the programme's row and its first two keys."""
    row = Programme(
        id=THE_PROGRAMME,
        tag=secrets.token_hex(4),
        mode=pin.mode.value,
        root_cose=pin.public_key.to_cose(),
        status_list_size=list_size,
        longest_years=LONGEST_CARD_YEARS,
    )
    if charter is not None:
        take_over(row, charter)
    row.save(force_insert=True)
    made = (add_key(row, KeyPurpose.CARD, at=at), add_key(row, KeyPurpose.STATUS, at=at))
    ledger.count(Act.KEY_MADE, day=facts_of(row).local_day(at), times=len(made))
    return made


def demonstration_notices(mode: ProgrammeMode) -> tuple[str, ...]:
    """Say, before anything is made, that a demonstration keeps its own secret beside its keys."""
    environment = current_environment()
    given = environment.key_passphrase or environment.key_secret
    if mode is ProgrammeMode.LIVE or (given and environment.root_passphrase):
        return ()
    place = environment.home / unlocking.DEMONSTRATION_SECRET
    return (
        f"A demonstration: keys without a passphrase are sealed under {place}, which lies beside them. "
        "A live programme refuses that.",
    )


@in_our_words
def bind(charter: Charter) -> ProgrammeFacts:
    """Bind the programme to its one issuer, at the latest when the first card is issued.

    Raises `CustodyError` for the charter of another issuer.
    """
    with transaction.atomic():
        row = programme_row(lock=True)
        if row.issuer != charter.issuer:
            if row.issuer:
                raise CustodyError(
                    "custody.other_issuer",
                    f"this home's programme belongs to {row.issuer}",
                    where=charter.id,
                    mend="Set DENIZEN_HOME to another folder for another city.",
                )
            take_over(row, charter)
            row.save()
        return facts_of(row)


def take_over(row: Programme, charter: Charter) -> None:
    """Write down what the programme needs of its charter."""
    row.charter_id = charter.id
    row.issuer = charter.issuer
    row.name = f"{charter.place.programme_name}, {charter.place.name}"
    row.time_zone = charter.time_zone
    row.longest_years = max(band.years for band in charter.validity.bands)


def add_key(row: Programme, purpose: KeyPurpose, *, at: datetime) -> KeyFacts:
    """Make and save a key that may sign from now on."""
    environment = current_environment()
    mode = ProgrammeMode(row.mode)
    opens = None if environment.hardware else unlocking.key_unlock(environment, mode)
    key = make_key(purpose, unlock=opens)
    # A card names its day only, and a list its slot on the publishing clock: both began up to a day ago.
    yesterday = at.astimezone(UTC) - timedelta(days=1)
    key.sign_from = yesterday.replace(hour=0, minute=0, second=0, microsecond=0)
    key.sign_until = (at + SIGNING_LIFE).replace(minute=0, second=0, microsecond=0)
    key.verify_until = key.sign_until + afterlife(row, purpose)
    return facts_after_saving(key)


def afterlife(row: Programme, purpose: KeyPurpose) -> timedelta:
    """Say how long what a key signed last may still be shown."""
    if purpose is KeyPurpose.STATUS:
        return STATUS_AFTERLIFE
    return timedelta(days=366 * row.longest_years + 2)


@in_our_words
def rotate(
    purpose: KeyPurpose, *, at: datetime, overlap: timedelta = DEFAULT_OVERLAP
) -> tuple[KeyFacts, tuple[KeyFacts, ...]]:
    """Make a new key for a purpose; older ones stop signing after the overlap.

    Gives the new key and the older ones that may still sign.  The new one signs as soon as a trust list
    that names it is signed, so publish within the overlap.
    """
    if overlap < timedelta(0):
        raise CustodyError("custody.overlap", "an overlap is not negative")
    with transaction.atomic():
        row = programme_row(lock=True)
        older = [key for key in key_rows() if key.purpose == purpose.name and not key.burned_on]
        made = add_key(row, purpose, at=at)
        for key in older:
            key.sign_until = min(key.sign_until, max(at + overlap, key.sign_from + overlap))
            key.save(update_fields=["sign_until"])
        ledger.count(Act.KEY_MADE, day=facts_of(row).local_day(at))
    facts = tuple(key_facts(key) for key in older)
    return made, tuple(key for key in facts if key.can_sign(at))


@in_our_words
def burn(key_id: str, *, at: datetime) -> KeyFacts:
    """Destroy a key's private half; what it signed keeps verifying until its time.

    Raises `CustodyError` when nothing else could sign for the purpose.  Backups made before still hold the
    sealed key: docs/operate/rotating-keys.md.
    """
    with transaction.atomic():
        row = programme_row(lock=True)
        key = key_row(key_id)
        if key.burned_on is not None:
            return key_facts(key)
        require_other_signer(key, at=at)
        if key.pkcs11_label:
            destroy_in_token(require_hardware(current_environment()), key.pkcs11_label)
        day = facts_of(row).local_day(at)
        key.sealed_private, key.pkcs11_label, key.burned_on = None, "", day
        key.sign_until = max(min(key.sign_until, at), key.sign_from + timedelta(seconds=1))
        key.save()
        ledger.count(Act.KEY_BURNED, day=day)
    forget_deleted("custody_issuerkey")
    return key_facts(key)


def require_other_signer(key: IssuerKey, *, at: datetime) -> None:
    """Refuse to burn the only key that can sign for its purpose."""
    if not key_facts(key).can_sign(at):
        return
    others = [key_facts(each) for each in key_rows() if each.key_id != key.key_id]
    if any(each.purpose.name == key.purpose and each.can_sign(at) for each in others):
        return
    raise CustodyError(
        "custody.last_key",
        "no other key could sign for this purpose",
        where=key.key_id,
        mend="Run `denizen keys rotate` first.",
    )


@in_our_words
def mark_compromised(key_id: str, *, since: datetime, at: datetime) -> KeyFacts:
    """Record since when somebody else may have signed with a key; it signs nothing more here.

    The earliest date ever given stays: a later report never makes a key look better.
    """
    if since > at:
        raise CustodyError(
            "custody.future", "a key is not compromised in the future", where="since"
        )
    with transaction.atomic():
        row = programme_row(lock=True)
        key = key_row(key_id)
        known = key.compromised_since
        key.compromised_since = since if known is None else min(known, since)
        key.save(update_fields=["compromised_since"])
        if known is None:
            ledger.count(Act.KEY_COMPROMISED, day=facts_of(row).local_day(at))
    return key_facts(key)


@in_our_words
def go_live(*, typed: str, at: datetime) -> ProgrammeFacts:
    """Launch a live programme: from now on cards are not specimens.

    `typed` is the issuer's address, typed out by the director after the launch list is signed off.
    """
    with transaction.atomic():
        row = programme_row(lock=True)
        if row.mode != ProgrammeMode.LIVE.value:
            raise CustodyError(
                "custody.demonstration",
                "a demonstration never goes live",
                mend="Set up a live programme in a home of its own.",
            )
        if not row.issuer or typed.strip() != row.issuer:
            raise CustodyError(
                "custody.not_confirmed",
                "what was typed is not the issuer's address",
                mend="Type it as the charter has it.",
            )
        if row.live_since is None:
            row.live_since = facts_of(row).local_day(at)
            row.save(update_fields=["live_since"])
            ledger.count(Act.WENT_LIVE, day=row.live_since)
        return facts_of(row)
