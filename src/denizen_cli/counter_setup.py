"""A counter's set-up: what to believe, where the lists lie, what each service may see; its code and short form.

`docs/verify/set-up.md` is the format; `counter/page/setup.js` reads it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from denizen.charter import Charter
from denizen.charter.programme import Service
from denizen.errors import InputError
from denizen.trust import RootPin
from denizen_site.ui.theme import theme_css

FORMAT: Final = "denizen-counter-setup-1"
STATUS_PATH: Final = "/status"
TRUST_FILE, STATUS_FILE = "trust.cose", "status.cwt"
# The page has these words itself; a charter's further languages are the cards', not the counter's.
PAGE_LANGUAGES: Final = ("en", "es", "ar")
SHORT_BITS: Final = 60
CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(?:/[!-~]*)?\Z")


@dataclass(frozen=True, slots=True)
class Reach:
    """How a counter reaches the city: where its lists lie, the desk's telephone and address."""

    lists: str = "lists/"
    phone: str | None = None
    address: str | None = None

    def __post_init__(self) -> None:
        """Refuse an address of lists that no page could fetch from (`InputError`)."""
        if not self.lists.endswith("/") or not (
            self.lists == "lists/" or WEB_ADDRESS.match(self.lists)
        ):
            raise InputError(
                "counter.lists",
                "the lists' address is neither a web address ending in / nor lists/",
                where="--lists",
                mend="For example https://cards.example.gov/",
            )


@dataclass(frozen=True, slots=True)
class CounterSetup:
    """A set-up file as it is given out."""

    city: str
    content: bytes

    @property
    def file(self) -> str:
        """Name the file inside the counter's folder."""
        return f"setup/{self.city}.json"

    @property
    def short_form(self) -> str:
        """Write the first 60 bits of the SHA-256 for people to compare: three groups of four."""
        bits = int.from_bytes(hashlib.sha256(self.content).digest()[:8]) >> (64 - SHORT_BITS)
        letters = [CROCKFORD[bits >> shift & 31] for shift in range(SHORT_BITS - 5, -1, -5)]
        return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))

    def link(self, counter: str, *, service: str | None) -> str:
        """Write the address that sets a counter up: the page, the file, its SHA-256, the service."""
        digest = base64url(hashlib.sha256(self.content).digest())
        told = {"u": self.file, "h": digest, **({"s": service} if service else {})}
        return f"{counter}#setup={base64url(json.dumps(told, separators=(',', ':')).encode())}"


def make_setup(charter: Charter, *, pin: RootPin, reach: Reach) -> CounterSetup:
    """Write a city's set-up file."""
    value: Mapping[str, object] = {
        "format": FORMAT,
        "issuer": charter.issuer,
        "programme": charter.place.programme_name,
        "place": f"{charter.place.name}, {charter.place.state}",
        "mode": pin.mode.value,
        "root": pin.public_key.to_jwk(),
        "trust": [reach.lists + TRUST_FILE],
        "status": [{"list": charter.issuer + STATUS_PATH, "from": [reach.lists + STATUS_FILE]}],
        "rule": {"fresh_hours": charter.lists.fresh_hours, "stale": charter.lists.stale.value},
        "desk": {"phone": reach.phone, "address": reach.address},
        "languages": [each for each in PAGE_LANGUAGES if each in charter.languages],
        "colours": dict(COLOUR.findall(theme_css(charter.art))),
        "services": [service_value(each) for each in charter.services],
    }
    content = json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"
    return CounterSetup(charter.id, content)


def service_value(service: Service) -> dict[str, object]:
    """Write one service: its name, what it opens, what it may see and what it needs."""
    return {
        "id": service.id,
        "label": service.label,
        "label_in": dict(service.label_in),
        "opens": service.opens,
        "may_see": [each.value for each in service.may_see],
        "needs": [each.value for each in service.needs],
    }


def base64url(data: bytes) -> str:
    """Write base64url without padding."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
