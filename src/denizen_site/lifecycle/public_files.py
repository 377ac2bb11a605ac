"""What a counter's folder holds, and writing it so that no reader meets a list without its key.

The trust list goes first, what it vouches for after it; every file is there whole or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from denizen.charter import Charter
from denizen_site.config.files import write_whole
from denizen_site.config.home import alone_in, disk_error
from denizen_site.custody.queries import KeyFacts, ProgrammeFacts

TRUST, KEYS, CITY, STATUS_CWT, STATUS_JWT = (
    "trust.cose",
    "keys.json",
    "city.json",
    "status.cwt",
    "status.jwt",
)
ORDER = (TRUST, KEYS, CITY, STATUS_CWT, STATUS_JWT)


def write_folder(out: Path, contents: Mapping[str, bytes]) -> dict[str, Path]:
    """Write the public files in their order; raises `StateError`, and then leaves the older ones in place."""
    try:
        out.mkdir(mode=0o755, parents=True, exist_ok=True)
        with alone_in(out):
            for name in ORDER:
                write_whole(out / name, contents[name])
    except OSError as fault:
        raise disk_error(fault, out) from None
    return {name: out / name for name in ORDER}


def key_set(keys: tuple[KeyFacts, ...]) -> bytes:
    """Write the issuer's announced keys as a JWK set (RFC 7517, section 5), for wallets and other software."""
    return as_json({"keys": [key.public_key.to_jwk() for key in keys if key.announced]})


def city(charter: Charter, programme: ProgrammeFacts) -> bytes:
    """Write what a counter needs to know of the city: its services, what each may see, how old lists may be."""
    services = [
        {"id": each.id, "label": each.label, "may_see": [field.value for field in each.may_see]}
        for each in charter.services
    ]
    return as_json(
        {
            "issuer": charter.issuer,
            "programme": charter.place.programme_name,
            "place": f"{charter.place.name}, {charter.place.state}",
            "mode": programme.mode.value,
            "fresh_hours": charter.lists.fresh_hours,
            "stale": charter.lists.stale.value,
            "services": services,
        }
    )


def as_json(value: object) -> bytes:
    """Write JSON for people and machines."""
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"
