"""The signed head: how many entries a log has, and the root over them, on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from denizen._encoding import base64url, limits, strict_json
from denizen.envelope import jws
from denizen.errors import LimitExceededError, MalformedError
from denizen.keys import PublicKey, Signer
from denizen.public_log.entry import canonical, day_of
from denizen.public_log.log_limits import ENTRIES, HASH_BYTES, HEAD_CHARACTERS

TYP: Final = "denizen-log-head+jws"
_LAYER: Final = "log head"


@dataclass(frozen=True, slots=True)
class LogHead:
    """What a head says: which log, its size, its root, and the day on which it was signed."""

    log: str
    size: int
    root: bytes
    day: date


@dataclass(frozen=True, slots=True)
class UnverifiedHead:
    """A head whose signature has not been looked at; `key_id` says which key claims to have signed."""

    claimed: LogHead
    key_id: bytes
    message: jws.Jws = field(repr=False)

    def verify(self, key: PublicKey) -> LogHead:
        """Give the head if this key, which the caller trusts, signed it.

        Raises `KeyNotUsableError` and `BadSignatureError`.
        """
        self.message.verify(key)
        return self.claimed


def sign_head(head: LogHead, signer: Signer) -> str:
    """Sign a head as a compact JWS of its own type."""
    payload = {
        "log": head.log,
        "size": head.size,
        "root": base64url.encode(head.root),
        "day": head.day.isoformat(),
    }
    return jws.sign(canonical(payload), signer, typ=TYP)


def parse_head(text: str) -> UnverifiedHead:
    """Read a head without checking its signature (`MalformedError`)."""
    if len(text) > HEAD_CHARACTERS:
        raise LimitExceededError(
            "log.head_too_large", f"more than {HEAD_CHARACTERS} characters", layer=_LAYER
        )
    message = jws.parse(text)
    if message.typ != TYP or message.key_id is None:
        raise wrong("log.head_type", "this is not the head of a public log")
    payload = strict_json.loads(message.payload, layer=_LAYER)
    if not isinstance(payload, dict) or set(payload) != {"log", "size", "root", "day"}:
        raise wrong("log.head", "a head has a log, a size, a root and a day")
    head = LogHead(
        log=log_of(payload["log"]),
        size=size_of(payload["size"]),
        root=root_in(payload["root"]),
        day=day_of(payload["day"]),
    )
    return UnverifiedHead(head, base64url.decode(message.key_id), message)


def log_of(value: object) -> str:
    """Read the log's address."""
    if not isinstance(value, str) or not 0 < len(value) <= limits.URI_CHARACTERS:
        raise wrong("log.head", "a log is named by its address")
    return value


def size_of(value: object) -> int:
    """Read the size."""
    if type(value) is not int or not 0 <= value <= ENTRIES:
        raise wrong("log.head", "a size is a number of entries within the limit")
    return value


def root_in(value: object) -> bytes:
    """Read the root."""
    root = base64url.decode(value) if isinstance(value, str) else b""
    if len(root) != HASH_BYTES:
        raise wrong("log.head", "a root has 32 bytes")
    return root


def wrong(code: str, summary: str) -> MalformedError:
    """Make the refusal of a head."""
    return MalformedError(code, summary, layer=_LAYER)
