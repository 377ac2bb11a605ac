"""A custodian's folder: rules, share, keys, certificates, holds and the record of the burn."""

from __future__ import annotations

import base64
import json
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from denizen.errors import LinkageError
from denizen.linkage.oprf import Group, KeyShare, read_share
from denizen_custodian.durable import destroy, write_whole


@dataclass(frozen=True, slots=True)
class Rules:
    """What a custodian allows: hours, persons a station and day, and when the share is destroyed."""

    opens: time
    closes: time
    time_zone: str
    persons_a_day: int
    burn_on: date
    listen: str


@dataclass(frozen=True, slots=True)
class CustodianFolder:
    """Where everything of one custodian lies."""

    path: Path

    @property
    def share(self) -> Path:
        """Name the share's file."""
        return self.path / "share.json"

    @property
    def hold(self) -> Path:
        """Name the file that a legal hold makes."""
        return self.path / "hold.json"

    @property
    def burn_record(self) -> Path:
        """Name the signed record of the burn."""
        return self.path / "burned.json"

    def burned(self) -> bool:
        """Say whether the share was destroyed."""
        return self.burn_record.exists()

    def rules(self) -> Rules:
        """Read the rules; raises `LinkageError` naming the key that is wrong."""
        path = self.path / "custodian.toml"
        try:
            body = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise LinkageError(
                "custodian.rules",
                "custodian.toml is not there or cannot be read",
                where=str(path),
                mend="docs/operate/custodian.md shows one.",
            ) from None
        return read_rules(body)

    def day(self, at: datetime) -> date:
        """Give the day of the rules' time zone; of UTC before there are rules."""
        try:
            zone = ZoneInfo(self.rules().time_zone)
        except LinkageError:
            zone = ZoneInfo("UTC")
        return at.astimezone(zone).date()

    def read_share(self, group: Group) -> KeyShare:
        """Read the share; raises `LinkageError` where it was burned, is damaged or is not there."""
        if self.burned():
            raise LinkageError("custodian.burned", "this share is destroyed", where="share.json")
        try:
            return read_share(self.share.read_bytes(), group)
        except OSError:
            raise LinkageError(
                "custodian.no_share",
                "there is no share",
                where=str(self.share),
                mend="The ceremony makes it: docs/operate/custodian.md.",
            ) from None

    def signing_key(self) -> Ed25519PrivateKey:
        """Read the key with which counts and the burn are signed; it is made the first time."""
        path = self.path / "signing.key"
        if not path.exists():
            write_whole(path, Ed25519PrivateKey.generate().private_bytes_raw(), mode=0o600)
        return Ed25519PrivateKey.from_private_bytes(path.read_bytes())


def read_rules(body: dict[str, object]) -> Rules:
    """Read the rules from their table."""
    wanted = {"opens", "closes", "time_zone", "persons_a_day", "burn_on", "listen"}
    if set(body) != wanted:
        odd = ", ".join(sorted(set(body) ^ wanted))
        raise LinkageError("custodian.rules", f"missing or unknown: {odd}", where="custodian.toml")
    try:
        ZoneInfo(str(body["time_zone"]))
        rules = Rules(
            time.fromisoformat(str(body["opens"])),
            time.fromisoformat(str(body["closes"])),
            str(body["time_zone"]),
            int(str(body["persons_a_day"])),
            date.fromisoformat(str(body["burn_on"])),
            str(body["listen"]),
        )
    except (ValueError, ZoneInfoNotFoundError):
        raise LinkageError(
            "custodian.rules", "a value is not of its kind", where="custodian.toml"
        ) from None
    if rules.opens >= rules.closes or rules.persons_a_day < 1:
        raise LinkageError(
            "custodian.rules", "hours or persons_a_day allow nothing", where="custodian.toml"
        )
    return rules


def place_hold(folder: CustodianFolder, *, day: date, why: str) -> None:
    """Hold the share: nothing scheduled and nobody's command destroys it until the hold is lifted here."""
    body = {"since": day.isoformat(), "why": why[:200]}
    write_whole(folder.hold, json.dumps(body).encode(), mode=0o644)


def lift_hold(folder: CustodianFolder) -> None:
    """Lift a hold; raises `LinkageError` where there is none."""
    if not folder.hold.exists():
        raise LinkageError("custodian.no_hold", "there is no hold", where=folder.hold.name)
    folder.hold.unlink()


def burn(folder: CustodianFolder, share: KeyShare, *, day: date) -> bytes:
    """Destroy the share and give the signed record; raises `LinkageError` under a hold."""
    if folder.hold.exists():
        raise LinkageError(
            "custodian.held",
            "a legal hold keeps this share",
            where=folder.hold.name,
            mend="Whoever placed it lifts it: `denizen custodian release`.",
        )
    key = folder.signing_key()
    statement = json.dumps(
        {"burned": share.public.epoch, "custodian": share.index, "day": day.isoformat()},
        sort_keys=True,
    )
    record = {
        "statement": statement,
        "signature": base64.b64encode(key.sign(statement.encode())).decode(),
        "key": base64.b64encode(key.public_key().public_bytes_raw()).decode(),
    }
    destroy(folder.share)
    data = json.dumps(record).encode() + b"\n"
    write_whole(folder.burn_record, data, mode=0o644)
    return data


def is_signed(record: dict[str, str], key: bytes) -> bool:
    """Tell whether a statement was signed by a custodian's key of 32 bytes."""
    try:
        signature = base64.b64decode(record["signature"], validate=True)
        Ed25519PublicKey.from_public_bytes(key).verify(signature, record["statement"].encode())
    except (InvalidSignature, ValueError, KeyError):
        return False
    return True
