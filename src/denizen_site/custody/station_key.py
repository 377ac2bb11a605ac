"""The printing station's key pair, which is made at the station and whose private half never leaves it.

`station.key` is JSON: the format's name, the public key, and the private key sealed under a passphrase
(`custody/vault.py`).  `station.pub` is what the server is told: the public key in base64url, no secret.
Needs no database: a printing station runs no site.
"""

from __future__ import annotations

import base64
import binascii
import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from denizen._encoding import base64url, strict_json
from denizen._encoding.domain import label
from denizen.errors import DenizenError
from denizen_site.config.files import write_whole
from denizen_site.config.home import disk_error
from denizen_site.custody.vault import Method, Unlock, open_sealed, seal
from denizen_site.errors import CustodyError

FORMAT = "denizen-printing-station-1"
KEY_FILE, PUBLIC_FILE = "station.key", "station.pub"
PASSPHRASE_VARIABLE = "DENIZEN_STATION_PASSPHRASE"  # noqa: S105 - the name of a variable
MOST_BYTES = 4096
KEY_BYTES = 32
LEAST_LETTERS = 12


def make_station_key(folder: Path, passphrase: str) -> bytes:
    """Make a key pair in a folder and give the public key.

    Raises `CustodyError` for a short passphrase, and rather than replace a key that is there: what was sealed
    to that one would be lost.
    """
    if len(passphrase) < LEAST_LETTERS:
        raise CustodyError(
            "custody.short_passphrase",
            f"the passphrase has fewer than {LEAST_LETTERS} characters",
            mend="Whoever takes the station must not guess it: use five random words.",
        )
    path = folder / KEY_FILE
    if path.exists():
        raise CustodyError("custody.station_key_exists", "there is a key already", where=str(path))
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    sealed = seal(private.private_bytes_raw(), unlock=unlock(passphrase), context=context(public))
    content = {
        "format": FORMAT,
        "key": base64url.encode(public),
        "sealed": base64.b64encode(sealed).decode(),
    }
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise disk_error(fault, folder) from None
    write_whole(path, json.dumps(content, indent=2).encode() + b"\n", mode=0o600)
    write_whole(folder / PUBLIC_FILE, base64url.encode(public).encode() + b"\n")
    return public


def open_station_key(path: Path, passphrase: str) -> X25519PrivateKey:
    """Open the private key; raises `CustodyError` for a wrong passphrase or a damaged file."""
    try:
        content = strict_json.loads(path.read_bytes(), max_bytes=MOST_BYTES, layer="station key")
        if not isinstance(content, dict) or content.get("format") != FORMAT:
            raise damaged(path)
        public = base64url.decode(content["key"])
        sealed = base64.b64decode(content["sealed"], validate=True)
    except OSError as fault:
        raise disk_error(fault, path) from None
    except (DenizenError, KeyError, TypeError, ValueError, binascii.Error):
        raise damaged(path) from None
    private = open_sealed(sealed, unlock=unlock(passphrase), context=context(public))
    return X25519PrivateKey.from_private_bytes(private)


def read_public(path: Path) -> bytes:
    """Read what `station.pub` says; raises `CustodyError` for anything else."""
    try:
        with path.open("rb") as file:
            key = base64url.decode(file.read(MOST_BYTES).decode("ascii").strip())
    except OSError as fault:
        raise disk_error(fault, path) from None
    except (DenizenError, ValueError):
        raise damaged(path) from None
    if len(key) != KEY_BYTES:
        raise damaged(path)
    return key


def unlock(passphrase: str) -> Unlock:
    """Say what opens the key."""
    return Unlock(Method.PASSPHRASE, passphrase.encode(), PASSPHRASE_VARIABLE)


def context(public: bytes) -> bytes:
    """Say which key is sealed."""
    return label(b"denizen printing station", public)


def damaged(path: Path) -> CustodyError:
    """Make the refusal of a file that is no key of a printing station."""
    return CustodyError(
        "custody.damaged_station_key",
        "the file is not a printing station's key, or is damaged",
        where=str(path),
    )
