"""A published log as an outsider has it: two files, and a key to trust them by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Final

from denizen._encoding import strict_json
from denizen.errors import CannotTellError, DenizenError, InputError, MalformedError
from denizen.keys import PublicKey
from denizen.public_log import Entry, Kind, LogHead, UnverifiedHead, parse_head, read_log
from denizen.public_log.log_limits import HEAD_CHARACTERS, LOG_BYTES
from denizen.trust import KeyPurpose, KnownKey, TrustSet
from denizen_cli.limited_file import read_limited

LOG_FILE, HEAD_FILE = "log.jsonl", "log-head.jws"
LOG_PATH: Final = "/log"
KEY_SET_BYTES: Final = 1 << 20
TRUST_STEP: Final = 4


@dataclass(frozen=True, slots=True)
class OlderHead:
    """A head that was kept from before; `is_signed` says that a key of the log itself confirms it."""

    head: LogHead
    is_signed: bool


def read_entries(folder: Path) -> tuple[bytes, ...]:
    """Read the log's lines (`InputError`, `MalformedError`)."""
    return read_log(read_limited(require_file(folder / LOG_FILE), most=LOG_BYTES))


def read_head_text(path: Path) -> str:
    """Read a head's text (`InputError`, `MalformedError`)."""
    data = read_limited(require_file(path), most=HEAD_CHARACTERS)
    try:
        return data.decode("ascii").strip()
    except UnicodeDecodeError:
        raise MalformedError("log.head", "a head is plain text", layer="log head") from None


def require_file(path: Path) -> Path:
    """Refuse a path without a file (`InputError`)."""
    if not path.is_file():
        raise InputError(
            "log.no_file",
            "there is no such file of a public log here",
            where=str(path),
            mend=f"The published folder holds {LOG_FILE} and {HEAD_FILE}; fetch it again.",
        )
    return path


def key_by_trust(head: UnverifiedHead, trust: TrustSet) -> PublicKey:
    """Find the key that a head names among its issuer's status keys (`CannotTellError`)."""
    issuer = next(
        (each for url, each in trust.issuers.items() if url + LOG_PATH == head.claimed.log), None
    )
    key = None if issuer is None else issuer.keys.get(head.key_id)
    if key is None or key.purpose is not KeyPurpose.STATUS:
        raise untold("log.unknown_signer", "the trust list names no such key for this log")
    if key.compromised_since is not None:
        raise untold("log.key_compromised", "the head's key is reported as compromised")
    if not was_in_use(key, head.claimed.day):
        raise untold("log.key_out_of_time", "the head's key was not in use on its day")
    return key.public_key


def was_in_use(key: KnownKey, day: date) -> bool:
    """Say whether a key signed on a day, wherever on earth that day was.

    A city's day begins up to 14 hours before its midnight in UTC and ends up to 36 hours after it.
    """
    midnight = datetime.combine(day, time(), tzinfo=UTC).timestamp()
    return key.sign_from <= midnight + 36 * 3600 and midnight - 14 * 3600 < key.sign_until


def key_by_set(head: UnverifiedHead, path: Path) -> PublicKey:
    """Find the key that a head names in a pinned set of keys (RFC 7517); `InputError`, `CannotTellError`."""
    try:
        value = strict_json.loads(read_limited(path, most=KEY_SET_BYTES))
        keys = [PublicKey.from_jwk(jwk) for jwk in value["keys"]]
    except (MalformedError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            "log.keys_unreadable", "this is not a set of public keys", where=str(path)
        ) from error
    found = next((key for key in keys if key.key_id == head.key_id), None)
    if found is None:
        raise untold("log.unknown_signer", "the pinned keys do not hold the head's key")
    return found


def older_head(path: Path, entries: tuple[Entry, ...]) -> OlderHead:
    """Read a head that was kept; its key may be long forgotten, but the log names every key it ever had.

    Raises `MalformedError`, and `BadSignatureError` for a head that its own key did not sign.
    """
    head = parse_head(read_head_text(path))
    key = announced_key(entries, head.key_id)
    if key is None:
        return OlderHead(head.claimed, is_signed=False)
    return OlderHead(head.verify(key), is_signed=True)


def announced_key(entries: tuple[Entry, ...], key_id: bytes) -> PublicKey | None:
    """Find a key that the log announced."""
    for entry in entries:
        if entry.kind is Kind.KEY_ANNOUNCED and entry.body["key"] == key_id.hex():
            try:
                key = PublicKey.from_jwk(entry.body["jwk"])
            except (DenizenError, TypeError, AttributeError):
                return None
            return key if key.key_id == key_id else None
    return None


def untold(code: str, summary: str) -> CannotTellError:
    """Make the answer that nothing can be told."""
    return CannotTellError(
        code,
        summary,
        step=TRUST_STEP,
        mend="Fetch the published folder again; tell the city if it stays.",
    )
