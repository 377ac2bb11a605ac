"""The trust list: made from the keys, signed by the root when something changed or it nears its end.

Its version only goes up, under a lock on the programme's row.  Publishing status lists never needs the root.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import transaction

from denizen._encoding.domain import label
from denizen.keys import PublicKey
from denizen.trust import (
    RootPin,
    TrustedIssuer,
    TrustedKey,
    TrustList,
    handovers_of,
    sign_trust_list,
)
from denizen_site.config.boot import current_environment
from denizen_site.config.database import in_our_words
from denizen_site.custody.models import IssuerKey, Programme
from denizen_site.custody.queries import KeyFacts, facts_of, key_facts, key_rows, programme_row
from denizen_site.custody.root_key import (
    ROOT_FILE,
    ROOT_FOLDER,
    Root,
    make_root,
    open_root,
    write_pin,
)
from denizen_site.custody.unlock import root_unlock
from denizen_site.errors import CustodyError
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act

# An attacker who can hold back files can hide a compromised key for at most this long.
TRUST_LIST_LIFE = timedelta(days=90)
RENEW_BEFORE_END = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class TrustCopy:
    """The trust list to publish.  `behind` says that the keys have changed and the root was not at hand."""

    data: bytes
    version: int
    expires: datetime
    signed_now: bool
    behind: bool


@in_our_words
def refresh_trust_list(*, root_folder: Path | None, at: datetime) -> TrustCopy:
    """Give the current trust list, signed anew if it must be and the root is at hand.

    `root_folder` None means the home's own root folder, if it is there.  Raises `CustodyError` when no list
    was ever signed, or the last one is over, and the root is absent.
    """
    folder = root_folder or current_environment().home / ROOT_FOLDER
    with transaction.atomic():
        row = programme_row(lock=True)
        issuer = trusted_issuer(row, at=at)
        digest = digest_of(issuer, row.mode)
        changed = digest != bytes(row.trust_digest)
        ends_soon = row.trust_expires is None or at >= row.trust_expires - RENEW_BEFORE_END
        if not changed and not ends_soon:
            return copy_of(row, signed_now=False, behind=False)
        if not (folder / ROOT_FILE).exists() and root_folder is None and still_good(row, at=at):
            return copy_of(row, signed_now=False, behind=changed)
        sign_next(row, issuer, root=open_matching_root(folder, row), at=at)
        return copy_of(row, signed_now=True, behind=False)


@in_our_words
def announce_next_root(*, root_folder: Path | None, next_folder: Path, at: datetime) -> RootPin:
    """Make the root that is to follow, and sign a list in which the present root names it.

    Counters that read the list follow by themselves once the next root signs (docs/spec/trust-list.md).
    Publish for as long as a counter may be away before using the next root.  Raises `CustodyError`.
    """
    folder = root_folder or current_environment().home / ROOT_FOLDER
    with transaction.atomic():
        row = programme_row(lock=True)
        if row.next_root_cose:
            raise CustodyError("custody.next_root_known", "a root to follow is announced already")
        root = open_matching_root(folder, row)
        opens = root_unlock(current_environment(), root.mode)
        following = make_root(next_folder, mode=root.mode, unlock=opens).pin
        row.next_root_cose = following.public_key.to_cose()
        issuer = trusted_issuer(row, at=at)
        sign_next(row, issuer, root=root, at=at, next_root=following.public_key)
    return following


def still_good(row: Programme, *, at: datetime) -> bool:
    """Say whether the last signed list is in its time."""
    return row.trust_expires is not None and at < row.trust_expires


def copy_of(row: Programme, *, signed_now: bool, behind: bool) -> TrustCopy:
    """Give the stored list."""
    if row.trust_expires is None:
        raise TypeError("a trust list that was never signed has no copy")
    return TrustCopy(
        bytes(row.trust_list), row.trust_version, row.trust_expires, signed_now, behind
    )


def open_matching_root(folder: Path, row: Programme) -> Root:
    """Open the root and see that it is this programme's: the present one, or the one announced to follow."""
    root = open_root(folder, unlock=root_unlock(current_environment(), facts_of(row).mode))
    if root.signer.public_key.to_cose() not in {bytes(row.root_cose), bytes(row.next_root_cose)}:
        raise CustodyError(
            "custody.other_root",
            "this is not the root of this programme",
            where=str(folder),
            mend="Bring the root that counters have pinned, or the one that it named.",
        )
    return root


def sign_next(
    row: Programme,
    issuer: TrustedIssuer,
    *,
    root: Root,
    at: datetime,
    next_root: PublicKey | None = None,
) -> None:
    """Sign the next version, carrying on the statements that led to this root, and keep it."""
    issued = at.astimezone(UTC).replace(second=0, microsecond=0)
    trust_list = TrustList(
        version=row.trust_version + 1,
        issued=issued,
        expires=issued + TRUST_LIST_LIFE,
        mode=root.mode,
        issuers=(issuer,),
        next_root=next_root,
    )
    earlier = handovers_of(bytes(row.trust_list)) if row.trust_list else ()
    row.trust_list = sign_trust_list(trust_list, root.signer, handovers=earlier)
    row.trust_version = trust_list.version
    row.trust_expires = trust_list.expires
    row.trust_digest = digest_of(issuer, row.mode)
    take_over_root(row, root)
    row.save()
    IssuerKey.objects.update(announced=True)
    ledger.count(Act.TRUST_LIST_SIGNED, day=facts_of(row).local_day(at))


def take_over_root(row: Programme, root: Root) -> None:
    """Make the announced root the present one when it signs for the first time; counters then pin it."""
    public = root.signer.public_key.to_cose()
    if public == bytes(row.next_root_cose):
        row.root_cose, row.next_root_cose = public, b""
        write_pin(current_environment().home, root.pin)


def trusted_issuer(row: Programme, *, at: datetime) -> TrustedIssuer:
    """Say which keys are to be believed: all that still verify something, burned and compromised ones too."""
    if not row.issuer:
        raise CustodyError(
            "custody.not_bound",
            "the programme is not bound to an issuer yet, so there is nothing to publish",
            mend="Name the charter with `denizen keys init --charter`, or issue a first card.",
        )
    known = [key_facts(each) for each in key_rows()]
    kept = tuple(trusted_key(key) for key in known if key.verify_until > at)
    return TrustedIssuer(row.issuer, row.name, facts_of(row).status_uri, kept)


def trusted_key(key: KeyFacts) -> TrustedKey:
    """Turn a key into its entry."""
    return TrustedKey(
        public_key=key.public_key,
        purpose=key.purpose,
        sign_from=key.sign_from,
        sign_until=key.sign_until,
        verify_until=key.verify_until,
        compromised_since=key.compromised_since,
    )


def digest_of(issuer: TrustedIssuer, mode: str) -> bytes:
    """Hash what a list says apart from its version and times, to know whether anything changed."""
    parts = [mode, issuer.url, issuer.name, issuer.status_uri]
    for key in issuer.keys:
        times = (key.sign_from, key.sign_until, key.verify_until, key.compromised_since)
        parts += [key.public_key.key_id.hex(), key.purpose.name, *(str(time) for time in times)]
    return hashlib.sha256(label(*(part.encode() for part in parts))).digest()
