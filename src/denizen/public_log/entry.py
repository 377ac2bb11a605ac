"""One entry of the log: a kind, a day, a body, and exactly one way to write it down.

Bodies name keys, days, rounded totals and legal notices.  No time of day can be written, and nothing about one
person: an event at 10:42:07 is a name to whoever has the lobby's camera.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from denizen._encoding import strict_json
from denizen.errors import MalformedError
from denizen.public_log.log_limits import ENTRY_BYTES

_LAYER: Final = "log entry"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME: Final = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:")


class Kind(StrEnum):
    """What an entry says."""

    KEY_ANNOUNCED = "key_announced"
    KEY_BURNED = "key_burned"
    KEY_COMPROMISED = "key_compromised"
    WENT_LIVE = "went_live"
    DAILY_TOTALS = "daily_totals"
    LEGAL_NOTICE = "legal_notice"


# kind -> the members that its body has; those with a question mark may be missing
MEMBERS: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.KEY_ANNOUNCED: ("jwk", "key", "mode", "purpose", "signs_from"),
    Kind.KEY_BURNED: ("key", "on"),
    Kind.KEY_COMPROMISED: ("key", "since"),
    Kind.WENT_LIVE: ("issuer", "on"),
    Kind.DAILY_TOTALS: ("base", "ledger?", "of", "threshold", "totals"),
    Kind.LEGAL_NOTICE: ("id", "text"),
}
DAYS: Final = frozenset({"signs_from", "on", "since", "of"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A kind, the day on which it was added, and a body of JSON values without fractions.

    Raises `MalformedError` for a body that its kind does not have, or with a time of day in it.
    """

    kind: Kind
    day: date
    body: Mapping[str, Any] = field(hash=False)

    def __post_init__(self) -> None:
        """Refuse what cannot be written."""
        check_members(self.kind, self.body)
        check_value(self.body)

    def to_bytes(self) -> bytes:
        """Write the entry: JSON in UTF-8, members sorted by name, no spaces, no line breaks."""
        whole = {"kind": self.kind.value, "day": self.day.isoformat(), "body": self.body}
        data = canonical(whole)
        if len(data) > ENTRY_BYTES:
            raise wrong("log.entry_too_large", f"more than {ENTRY_BYTES} bytes")
        return data


def canonical(value: object) -> bytes:
    """Write JSON in the one way that the log has."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def parse_entry(data: bytes) -> Entry:
    """Read an entry; whatever is not written in the one way is refused (`MalformedError`)."""
    value = strict_json.loads(data, max_bytes=ENTRY_BYTES, layer=_LAYER)
    if not isinstance(value, dict) or set(value) != {"kind", "day", "body"}:
        raise wrong("log.entry", "an entry has a kind, a day and a body")
    kind, body = value["kind"], value["body"]
    if not isinstance(kind, str) or kind not in set(Kind) or not isinstance(body, dict):
        raise wrong("log.kind", "there is no such kind of entry")
    entry = Entry(Kind(kind), day_of(value["day"]), body)
    if entry.to_bytes() != data:
        raise wrong("log.not_canonical", "the entry is not written in the one way")
    return entry


def check_members(kind: Kind, body: Mapping[str, Any]) -> None:
    """See that a body has its kind's members and no others, and that days are days."""
    names = MEMBERS[kind]
    needed = {name for name in names if not name.endswith("?")}
    if not needed <= set(body) <= {name.rstrip("?") for name in names}:
        raise wrong("log.members", f"a {kind.value} entry has {', '.join(names)}")
    for name in DAYS & set(body):
        day_of(body[name])


def check_value(value: object) -> None:
    """Refuse fractions, foreign types and times of day, at any depth."""
    if isinstance(value, Mapping):
        if not all(isinstance(name, str) for name in value):
            raise wrong("log.value", "a member's name is not text")
        for each in value.values():
            check_value(each)
    elif isinstance(value, list | tuple):
        for each in value:
            check_value(each)
    elif isinstance(value, str):
        check_text(value)
    elif value is not None and not isinstance(value, bool | int):
        raise wrong("log.value", "an entry holds text, whole numbers, lists and objects")


def check_text(text: str) -> None:
    """Refuse a time of day, and what UTF-8 cannot write."""
    if _TIME.search(text):
        raise wrong("log.time_of_day", "an entry names days, and no time of day")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise wrong("log.value", "a text holds half a character")


def day_of(value: object) -> date:
    """Read a day as YYYY-MM-DD (`MalformedError`)."""
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise wrong("log.day", "a day is written YYYY-MM-DD")


def wrong(code: str, summary: str) -> MalformedError:
    """Make the refusal of an entry."""
    return MalformedError(code, summary, layer=_LAYER)
