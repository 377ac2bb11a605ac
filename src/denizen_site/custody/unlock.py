"""Where the passphrase or secret comes from, by mode: a demonstration makes its own, a live city never does."""

from __future__ import annotations

import secrets
from pathlib import Path

from denizen.trust import KeyPurpose, ProgrammeMode
from denizen_site.config.boot import current_environment
from denizen_site.config.database import in_our_words
from denizen_site.config.environment import SECRET_BYTES, Environment
from denizen_site.config.files import write_once
from denizen_site.config.home import disk_error
from denizen_site.custody.models import IssuerKey
from denizen_site.custody.queries import programme
from denizen_site.custody.vault import Method, Unlock, remember
from denizen_site.errors import CustodyError

DEMONSTRATION_SECRET = "demonstration-secret"  # noqa: S105 - the name of a file


def key_unlock(environment: Environment, mode: ProgrammeMode) -> Unlock:
    """Give what opens the issuer keys; raises `CustodyError` when a live programme was given nothing."""
    if environment.key_passphrase is not None:
        return by_passphrase(environment.key_passphrase, "DENIZEN_KEY_PASSPHRASE")
    if environment.key_secret is not None:
        return Unlock(Method.SECRET, environment.key_secret, "DENIZEN_KEY_SECRET")
    return fallback(environment, mode, needed="DENIZEN_KEY_PASSPHRASE or DENIZEN_KEY_SECRET")


@in_our_words
def warm() -> None:
    """Stretch the passphrase of every card key once, so that no signature waits for it.

    For a server's master, before it forks its workers: each worker then opens the key in microseconds, where
    stretching takes 64 MiB and a fifth of a second at every card.

    Safe because nothing becomes readable that was not.  Whoever reads this process's memory finds the
    passphrase in its environment, and opens the same keys with it.  The private keys themselves are not kept:
    a worker opens one for one signature and ends.  Keys that sign lists are left shut, since no door signs
    any.  A key that was made after the start is stretched at each card until the server starts again.
    """
    rows = IssuerKey.objects.filter(purpose=KeyPurpose.CARD.name, sealed_private__isnull=False)
    sealed = [bytes(row.sealed_private) for row in rows]
    if sealed:
        unlock = key_unlock(current_environment(), programme().mode)
        for each in sealed:
            remember(each, unlock=unlock)


def root_unlock(environment: Environment, mode: ProgrammeMode) -> Unlock:
    """Give what opens the root, which never shares the issuer keys' passphrase by itself."""
    if environment.root_passphrase is not None:
        return by_passphrase(environment.root_passphrase, "DENIZEN_ROOT_PASSPHRASE")
    return fallback(environment, mode, needed="DENIZEN_ROOT_PASSPHRASE")


def by_passphrase(passphrase: str, source: str) -> Unlock:
    """Wrap a passphrase as it was typed."""
    return Unlock(Method.PASSPHRASE, passphrase.encode(), source)


def fallback(environment: Environment, mode: ProgrammeMode, *, needed: str) -> Unlock:
    """Use the demonstration's own secret; a live programme has none."""
    if mode is ProgrammeMode.LIVE:
        raise CustodyError(
            "custody.no_passphrase",
            "a live programme's keys are never opened without a passphrase",
            where=needed,
            mend=f"Set {needed}.",
        )
    path = environment.home / DEMONSTRATION_SECRET
    return Unlock(Method.SECRET, demonstration_secret(path), str(path))


def demonstration_secret(path: Path) -> bytes:
    """Read the demonstration's secret, or make it; two processes at once agree on one."""
    try:
        if not path.exists():
            write_once(path, secrets.token_bytes(SECRET_BYTES))
        secret = path.read_bytes()
    except OSError as fault:
        raise disk_error(fault, path) from None
    if len(secret) != SECRET_BYTES:
        raise CustodyError(
            "custody.damaged_secret", "the demonstration's secret is damaged", where=str(path)
        )
    return secret
