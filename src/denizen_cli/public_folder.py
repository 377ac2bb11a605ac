"""A published folder as a counter has it: two signed lists, one page of display words, and the pinned root.

Everything signed is opened under the pin.  `city.json` is unsigned: it names services and says how old a
list may be at this counter; nothing in it can make a card good whose lists are over.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from denizen._encoding import strict_json
from denizen.charter import Charter
from denizen.errors import CannotTellError, InputError, MalformedError, TrustListError
from denizen.keys import PublicKey
from denizen.status import StatusList, open_status_list
from denizen.trust import ProgrammeMode, RootPin, TrustSet, open_trust_list
from denizen.verification import RelyingPartyRule, WhenStale
from denizen_cli.limited_file import read_limited

# bytes; a file larger than that is none of ours and is not read
LARGEST_FILE = 20_000_000
FIELDS = ("photo", "name", "birth_date", "address", "card_number", "expires")
STALE_WORDS = {
    "as_of": WhenStale.AS_OF,
    "valid_as_of": WhenStale.AS_OF,
    "cannot_tell": WhenStale.CANNOT_TELL,
}
DEFAULT_FRESH_HOURS = 24


@dataclass(frozen=True, slots=True)
class Service:
    """One counter: what it is called, what it may see, and a word for who works there."""

    id: str
    label: str
    may_see: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class City:
    """What a counter shows about the programme; never a ground to believe a card."""

    programme: str | None
    desk_phone: str | None
    services: tuple[Service, ...]
    rule: RelyingPartyRule

    def service(self, wanted: str) -> Service:
        """Find a service by its id (`InputError` names those there are)."""
        for each in self.services:
            if each.id == wanted:
                return each
        known = ", ".join(each.id for each in self.services) or "none"
        raise InputError(
            "verify.service_unknown",
            "the programme has no such service",
            where="--service",
            mend=f"Known here: {known}.",
        )


@dataclass(frozen=True, slots=True)
class Lists:
    """The opened lists, or why one could not be opened."""

    trust: TrustSet | None
    status: StatusList | None
    trouble: CannotTellError | None


def require_folder(folder: Path) -> None:
    """Refuse a path that is no folder (`InputError`)."""
    if not folder.is_dir():
        raise InputError(
            "verify.no_folder",
            "there is no published folder here",
            where=str(folder),
            mend="Give the folder that holds trust.cose and status.cwt with --public.",
        )


def read_pin(path: Path) -> RootPin:
    """Read a pinned root: `{"mode": ..., "key": JWK}` (`InputError`; `TrustListError` when there is none)."""
    if not path.is_file():
        raise TrustListError(
            "trust.no_root",
            "no root is pinned, so no list can be believed",
            step=4,
            where=str(path),
            mend="Get root.pub from the city's desk, in person, and name it with --root.",
        )
    try:
        value = strict_json.loads(read_limited(path, most=LARGEST_FILE))
        return RootPin(PublicKey.from_jwk(value["key"]), ProgrammeMode(value["mode"]))
    except (MalformedError, KeyError, TypeError, ValueError) as error:
        raise InputError(
            "verify.root_unreadable",
            "this is not a root's public key",
            where=str(path),
            mend='It looks like {"mode": "live", "key": {...}}; get it again from the city\'s desk.',
        ) from error


def open_lists(folder: Path, *, pin: RootPin, memory: VersionMemory, at: datetime) -> Lists:
    """Open both lists under the pin, as far as it goes; what fails is kept as the trouble."""
    trust: TrustSet | None = None
    try:
        trust = open_trust(folder, pin=pin, memory=memory, at=at)
        path = folder / "status.cwt"
        if not path.is_file():
            return Lists(trust, None, None)
        return Lists(
            trust, open_status_list(read_limited(path, most=LARGEST_FILE), trust=trust, at=at), None
        )
    except CannotTellError as error:
        return Lists(trust, None, error)


def open_trust(folder: Path, *, pin: RootPin, memory: VersionMemory, at: datetime) -> TrustSet:
    """Open the trust list under the remembered root and version, and remember them (`TrustListError`)."""
    path = folder / "trust.cose"
    if not path.is_file():
        raise TrustListError(
            "trust.none",
            "the folder holds no trust list",
            step=4,
            where=str(path),
            mend="Fetch the published folder again.",
        )
    known = memory.recall(pin)
    opened = open_trust_list(
        read_limited(path, most=LARGEST_FILE), pin=known.pin, at=at, minimum_version=known.version
    )
    memory.remember(pin, opened)
    return opened


@dataclass(frozen=True, slots=True)
class Remembered:
    """The root that the pin has led to, and the lowest version still accepted."""

    pin: RootPin
    version: int


@dataclass(slots=True)
class VersionMemory:
    """Remembers, per pinned root, the highest trust list version seen and the root it moved to.

    A counter that forgets can be shown an older list; so a damaged memory is refused, and one that cannot be
    written is told in `warning`.
    """

    path: Path
    warning: str | None = None

    def recall(self, pin: RootPin) -> Remembered:
        """Give what is remembered under a pin (`InputError` for a damaged memory)."""
        entry = self._entries().get(thumbprint(pin))
        if entry is None:
            return Remembered(pin, 0)
        try:
            version, moved_to = entry["version"], entry.get("moved_to")
            if type(version) is not int or version < 0:
                raise ValueError("version")
            key = PublicKey.from_jwk(moved_to) if moved_to else pin.public_key
        except (MalformedError, KeyError, TypeError, AttributeError, ValueError) as error:
            raise self._damaged() from error
        return Remembered(RootPin(key, pin.mode), version)

    def remember(self, pin: RootPin, opened: TrustSet) -> None:
        """Write down what was opened, if it is news; a failure to write is only a warning."""
        entry: dict[str, Any] = {"version": opened.version}
        if opened.pin.public_key != pin.public_key:
            entry["moved_to"] = opened.pin.public_key.to_jwk()
        entries = self._entries()
        if entries.get(thumbprint(pin)) == entry:
            return
        entries[thumbprint(pin)] = entry
        try:
            write_whole(self.path, json.dumps(entries, indent=2).encode())
        except OSError as error:
            self.warning = (
                f"could not remember the trust list's version in {self.path} ({error.strerror});"
                " an older list would not be noticed next time"
            )

    def _entries(self) -> dict[str, dict[str, Any]]:
        if not self.path.is_file():
            return {}
        try:
            entries = strict_json.loads(read_limited(self.path, most=LARGEST_FILE))
        except MalformedError as error:
            raise self._damaged() from error
        if not isinstance(entries, dict):
            raise self._damaged()
        return entries

    def _damaged(self) -> InputError:
        return InputError(
            "verify.memory_damaged",
            "the remembered trust list version cannot be read",
            where=str(self.path),
            mend="Delete the file only if you know that the published folder is the newest one.",
        )


def thumbprint(pin: RootPin) -> str:
    """Name a pinned root in the memory: mode and key thumbprint."""
    return f"{pin.mode.value}:{pin.public_key.thumbprint().hex()}"


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file in one step, so that a crash leaves the old or the new one (`OSError`)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read_city(folder: Path) -> City:
    """Read `city.json`, if it is there; raises `InputError` with the path inside it that is wrong."""
    path = folder / "city.json"
    if not path.is_file():
        return City(None, None, (), rule_of(DEFAULT_FRESH_HOURS, "as_of", where=str(path)))
    try:
        value = strict_json.loads(read_limited(path, most=LARGEST_FILE))
    except MalformedError as error:
        raise wrong(path, "the file", expected="JSON") from error
    if not isinstance(value, dict):
        raise wrong(path, "the file", expected="an object")
    services = value.get("services", [])
    if not isinstance(services, list):
        raise wrong(path, "services", expected="a list")
    return City(
        programme=optional_text(value, "programme", path=path),
        desk_phone=optional_text(value, "desk_phone", path=path),
        services=tuple(read_service(each, path) for each in services),
        rule=rule_of(
            value.get("fresh_hours", DEFAULT_FRESH_HOURS),
            value.get("stale", "as_of"),
            where=str(path),
        ),
    )


def city_of_charter(charter: Charter, published: City) -> City:
    """Take services and rule from a charter that the counter holds, and only the telephone from the folder."""
    services = tuple(
        Service(each.id, each.label, tuple(name.value for name in each.may_see))
        for each in charter.services
    )
    lists = charter.lists
    rule = rule_of(lists.fresh_hours, lists.stale.value, where=f"charter {charter.id}")
    return City(charter.place.programme_name, published.desk_phone, services, rule)


def rule_of(fresh_hours: object, stale: object, *, where: str) -> RelyingPartyRule:
    """Build the counter's rule (`InputError`)."""
    if isinstance(fresh_hours, bool) or not isinstance(fresh_hours, int | float):
        raise wrong(Path(where), "fresh_hours", expected="a number of hours")
    if not 0 < fresh_hours <= 24 * 366 or not isinstance(stale, str) or stale not in STALE_WORDS:
        raise wrong(
            Path(where), "fresh_hours or stale", expected="hours above 0, and as_of or cannot_tell"
        )
    return RelyingPartyRule(timedelta(hours=fresh_hours), STALE_WORDS[stale])


def read_service(value: object, path: Path) -> Service:
    """Read one service; a field that no counter can see is refused."""
    if not isinstance(value, dict):
        raise wrong(path, "services", expected="a list of objects")
    may_see = value.get("may_see")
    if not isinstance(may_see, list) or not all(each in FIELDS for each in may_see):
        raise wrong(path, "services.may_see", expected=f"a list out of {', '.join(FIELDS)}")
    label, name = optional_text(value, "label", path=path), optional_text(value, "id", path=path)
    if label is None or name is None:
        raise wrong(path, "services", expected="an id and a label in each")
    return Service(name, label, tuple(may_see), optional_text(value, "note", path=path))


def optional_text(value: dict[str, object], name: str, *, path: Path) -> str | None:
    """Read a text that may be missing; control characters never reach a terminal."""
    found = value.get(name)
    if found is None:
        return None
    if not isinstance(found, str) or not found.isprintable():
        raise wrong(path, name, expected="a printable text")
    return found


def wrong(path: Path, place: str, *, expected: str) -> InputError:
    """Make the refusal of a display file."""
    return InputError(
        "verify.city_file", f"expected {expected}", where=f"{path}: {place}", mend="Publish again."
    )
