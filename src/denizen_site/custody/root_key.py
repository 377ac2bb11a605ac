"""The root: the key that signs the trust list and nothing else, kept in a folder that can be taken away.

`root.key` is JSON: the format's name, the programme's mode, the public key, and the private key sealed
(`custody/vault.py`).  `root.pub` is what verifiers pin: mode and public key, no secret.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path

from denizen._encoding import strict_json
from denizen._encoding.domain import label
from denizen.errors import DenizenError
from denizen.keys import PublicKey, SoftwareSigner
from denizen.trust import ProgrammeMode, RootPin
from denizen_site.config.files import write_whole
from denizen_site.config.home import disk_error
from denizen_site.custody.vault import Unlock, open_sealed, seal
from denizen_site.errors import CustodyError

FORMAT = "denizen-root-1"
ROOT_FOLDER, ROOT_FILE, PIN_FILE = "root", "root.key", "root.pub"
MOST_BYTES = 16_384


@dataclass(frozen=True, slots=True)
class Root:
    """An opened root."""

    signer: SoftwareSigner
    mode: ProgrammeMode

    @property
    def pin(self) -> RootPin:
        """What verifiers pin."""
        return RootPin(self.signer.public_key, self.mode)


def make_root(folder: Path, *, mode: ProgrammeMode, unlock: Unlock) -> Root:
    """Make a root and write it sealed; raises `CustodyError` rather than replace one that is there."""
    path = folder / ROOT_FILE
    if path.exists():
        raise CustodyError("custody.root_exists", "there is a root already", where=str(path))
    root = Root(SoftwareSigner.generate(), mode)
    sealed = seal(root.signer.to_pkcs8(), unlock=unlock, context=context(root.pin))
    content = {
        "format": FORMAT,
        "mode": mode.value,
        "key": root.signer.public_key.to_jwk(),
        "sealed": base64.b64encode(sealed).decode(),
    }
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise disk_error(fault, folder) from None
    write_whole(path, json.dumps(content, indent=2).encode() + b"\n", mode=0o600)
    return root


def open_root(folder: Path, *, unlock: Unlock) -> Root:
    """Open the root in a folder; raises `CustodyError` when it is absent, damaged or stays shut."""
    path = folder / ROOT_FILE
    pin, sealed = read_root(path)
    private = open_sealed(sealed, unlock=unlock, context=context(pin))
    signer = SoftwareSigner.from_pkcs8(private)
    if signer.public_key != pin.public_key:
        raise damaged(path)
    return Root(signer, pin.mode)


def read_root(path: Path) -> tuple[RootPin, bytes]:
    """Read a root file without opening it."""
    if not path.is_file():
        raise CustodyError(
            "custody.root_needed",
            "the trust list must be signed anew, and the root is not here",
            where=str(path),
            mend="Bring the root's folder and name it.",
        )
    try:
        content = strict_json.loads(path.read_bytes(), max_bytes=MOST_BYTES, layer="root key")
        if not isinstance(content, dict) or content.get("format") != FORMAT:
            raise damaged(path)
        pin = RootPin(PublicKey.from_jwk(content["key"]), ProgrammeMode(content["mode"]))
        return pin, base64.b64decode(content["sealed"], validate=True)
    except OSError as fault:
        raise disk_error(fault, path) from None
    except (DenizenError, KeyError, TypeError, ValueError):
        raise damaged(path) from None


def write_pin(folder: Path, pin: RootPin) -> Path:
    """Write what verifiers pin."""
    path = folder / PIN_FILE
    content = {"mode": pin.mode.value, "key": pin.public_key.to_jwk()}
    write_whole(path, json.dumps(content, indent=2).encode() + b"\n")
    return path


def context(pin: RootPin) -> bytes:
    """Say which key is sealed: a root, of this mode, with this public key."""
    return label(b"denizen root", pin.mode.value.encode(), pin.public_key.to_cose())


def damaged(path: Path) -> CustodyError:
    """Make the refusal of a root file that cannot be read."""
    return CustodyError("custody.damaged_root", "the root's file is damaged", where=str(path))
