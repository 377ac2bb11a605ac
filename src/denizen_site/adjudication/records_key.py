"""The records key: made by two people, opened by a passphrase that the server never keeps.

The private half (X25519) stands in the database twice: under the passphrase (custody's vault: scrypt and
ChaCha20-Poly1305), and sealed by HPKE to a recovery key that exists on paper only.  Neither opens without
somebody who knows or holds something that is not on the server.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db import transaction

from denizen._encoding.domain import label
from denizen_site.adjudication.case_seal import SUITE
from denizen_site.adjudication.models import THE_KEY, THE_LEAVE, KeyLeave, RecordsKey
from denizen_site.adjudication.recovery_paper import new_key, read_paper, write_paper
from denizen_site.config.database import in_our_words
from denizen_site.custody.queries import programme
from denizen_site.custody.vault import Method, Unlock, open_sealed, seal
from denizen_site.errors import AdjudicationError, CustodyError
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act

DOMAIN = b"denizen records key 1"
LEAVE = timedelta(days=1)
SHORTEST_PASSPHRASE, LONGEST_PASSPHRASE = 16, 200
MOST_WRONG_TRIES = 5
WAIT = timedelta(minutes=15)


@in_our_words
def give_leave(*, by: str, at: datetime) -> None:
    """Let the records officer make or recover the key, within a day: a director's half of the two people."""
    with transaction.atomic():
        KeyLeave.objects.update_or_create(id=THE_LEAVE, defaults={"by": by, "ends": at + LEAVE})
        ledger.count(Act.RECORDS_KEY_ALLOWED, day=programme().local_day(at), by=by)


@in_our_words
def leave_by(*, at: datetime) -> str | None:
    """Say which director gave leave that still holds."""
    row = KeyLeave.objects.filter(id=THE_LEAVE, ends__gt=at).first()
    return None if row is None else row.by


@in_our_words
def has_key() -> bool:
    """Say whether files can be sealed at all."""
    return RecordsKey.objects.filter(id=THE_KEY).exists()


@in_our_words
def make_key(passphrase: str, *, by: str, at: datetime) -> tuple[str, ...]:
    """Make the records key; gives the lines of the recovery paper, which exist nowhere else.

    Raises `AdjudicationError` without a director's leave, and when there is a key already.
    """
    private = X25519PrivateKey.generate()
    recovery = X25519PrivateKey.from_private_bytes(new_key())
    plain = private.private_bytes_raw()
    under_passphrase = seal(plain, unlock=unlock_by(passphrase), context=context())
    with transaction.atomic():
        use_leave(by=by, at=at)
        if RecordsKey.objects.filter(id=THE_KEY).exists():
            raise AdjudicationError(
                "records.key_exists",
                "there is a records key already",
                mend="Change its passphrase, or recover it with the recovery paper.",
            )
        RecordsKey.objects.create(
            id=THE_KEY,
            public_key=private.public_key().public_bytes_raw(),
            under_passphrase=under_passphrase,
            under_recovery=SUITE.encrypt(plain, recovery.public_key(), info=context()),
            made_on=programme().local_day(at),
        )
        ledger.count(Act.RECORDS_KEY_MADE, day=programme().local_day(at), by=by)
    return write_paper(recovery.private_bytes_raw())


@in_our_words
def change_passphrase(old: str, new: str, *, by: str, at: datetime) -> None:
    """Seal the private half under another passphrase; raises `AdjudicationError` for a wrong old one."""
    private = private_half(old, by=by, at=at)
    save_passphrase(private, new, act=Act.RECORDS_PASSPHRASE_CHANGED, by=by, at=at)


@in_our_words
def recover(paper: str, new: str, *, by: str, at: datetime) -> None:
    """Open the private half with the recovery paper and seal it under a new passphrase.

    Raises `AdjudicationError` without a director's leave, and for a paper that is not this key's.
    """
    recovery = X25519PrivateKey.from_private_bytes(read_paper(paper))
    try:
        private = SUITE.decrypt(bytes(key_row().under_recovery), recovery, info=context())
    except (InvalidTag, ValueError):
        raise AdjudicationError(
            "records.recovery_wrong",
            "this recovery key does not open the records key",
            mend="Use the paper that was printed when the records key was made.",
        ) from None
    with transaction.atomic():
        use_leave(by=by, at=at)
        save_passphrase(private, new, act=Act.RECORDS_KEY_RECOVERED, by=by, at=at)


def save_passphrase(private: bytes, new: str, *, act: Act, by: str, at: datetime) -> None:
    """Replace what the private half is sealed under."""
    sealed = seal(private, unlock=unlock_by(new), context=context())
    with transaction.atomic():
        RecordsKey.objects.filter(id=THE_KEY).update(
            under_passphrase=sealed, wrong_tries=0, waits_until=None
        )
        ledger.count(act, day=programme().local_day(at), by=by)


def private_half(passphrase: str, *, by: str, at: datetime) -> bytes:
    """Open the private half; raises `AdjudicationError`, and after five wrong tries waits a quarter of an hour.

    A try is noted before it is made, so that many at once are not more than five.
    """
    row = spend_a_try(at=at)
    try:
        private = open_sealed(
            bytes(row.under_passphrase), unlock=unlock_by(passphrase), context=context()
        )
    except CustodyError:
        with transaction.atomic():
            ledger.count(Act.RECORDS_ROOM_REFUSED, day=programme().local_day(at), by=by)
        raise AdjudicationError(
            "records.passphrase",
            "this passphrase does not open the records room",
            mend="Type it again.  After five wrong tries the room waits for a quarter of an hour.",
        ) from None
    RecordsKey.objects.filter(id=THE_KEY).update(wrong_tries=0, waits_until=None)
    return private


def spend_a_try(*, at: datetime) -> RecordsKey:
    """Note that a passphrase is tried; refuses while the room waits."""
    with transaction.atomic():
        row = RecordsKey.objects.select_for_update().filter(id=THE_KEY).first()
        if row is None:
            raise no_key()
        if row.waits_until is not None and at < row.waits_until:
            raise AdjudicationError(
                "records.waits",
                "the records room waits after too many wrong passphrases",
                mend="Try again in a quarter of an hour.",
            )
        tries = row.wrong_tries + 1
        is_last = tries >= MOST_WRONG_TRIES
        row.wrong_tries = 0 if is_last else tries
        row.waits_until = at + WAIT if is_last else None
        row.save(update_fields=["wrong_tries", "waits_until"])
    return row


def use_leave(*, by: str, at: datetime) -> None:
    """Take the director's leave, which works once and for somebody else only."""
    given = leave_by(at=at)
    if given is None or given == by:
        raise AdjudicationError(
            "records.no_leave",
            "a director has not given leave for this today",
            mend="Ask a director to open the page Records key and to give leave; it holds for a day.",
        )
    KeyLeave.objects.filter(id=THE_LEAVE).delete()


def key_row() -> RecordsKey:
    """Find the key; raises `AdjudicationError`."""
    row = RecordsKey.objects.filter(id=THE_KEY).first()
    if row is None:
        raise no_key()
    return row


def no_key() -> AdjudicationError:
    """Make the refusal to keep files before there is a key to seal them to."""
    return AdjudicationError(
        "records.no_key",
        "the records key is not made yet, so that no file can be kept",
        mend="A director gives leave and the records officer makes it, on the page Records key.",
    )


def unlock_by(passphrase: str) -> Unlock:
    """Give what opens the vault; the same words from another keyboard are the same passphrase."""
    words = unicodedata.normalize("NFKC", passphrase).strip()
    return Unlock(Method.PASSPHRASE, words.encode(), "passphrase")


def context() -> bytes:
    """Bind the private half to its programme."""
    return label(DOMAIN, programme().tag.encode())
