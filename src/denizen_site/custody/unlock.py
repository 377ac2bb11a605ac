"""Where the passphrase or secret comes from, by mode: a demonstration makes its own, a live city never does."""

from __future__ import annotations

import secrets
from pathlib import Path

from denizen.trust import ProgrammeMode
from denizen_site.config.environment import SECRET_BYTES, Environment
from denizen_site.config.files import write_once
from denizen_site.config.home import disk_error
from denizen_site.custody.vault import Method, Unlock
from denizen_site.errors import CustodyError

DEMONSTRATION_SECRET = "demonstration-secret"  # noqa: S105 - the name of a file


def key_unlock(environment: Environment, mode: ProgrammeMode) -> Unlock:
    """Give what opens the issuer keys; raises `CustodyError` when a live programme was given nothing."""
    if environment.key_passphrase is not None:
        return by_passphrase(environment.key_passphrase, "DENIZEN_KEY_PASSPHRASE")
    if environment.key_secret is not None:
        return Unlock(Method.SECRET, environment.key_secret, "DENIZEN_KEY_SECRET")
    return fallback(environment, mode, needed="DENIZEN_KEY_PASSPHRASE or DENIZEN_KEY_SECRET")


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
