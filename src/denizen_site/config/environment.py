"""The environment, read once into a frozen value; an unknown or malformed variable stops the start.

Only what a machine must know lives here.  Whatever a city chooses is in its charter.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from denizen_site.errors import StateError

SECRET_BYTES = 32
HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?|\[[0-9a-f:]+\]")
OWN_PREFIX = "DENIZEN_"
# The variables that this site reads, and those that the press and the command line read for themselves.
SITE_VARIABLES = frozenset(
    {
        "DENIZEN_HOME",
        "DENIZEN_KEY_PASSPHRASE",
        "DENIZEN_KEY_SECRET",
        "DENIZEN_ROOT_PASSPHRASE",
        "DENIZEN_PKCS11_MODULE",
        "DENIZEN_PKCS11_TOKEN",
        "DENIZEN_PKCS11_PIN",
        "DENIZEN_DESK_SECRET",
        "DENIZEN_PUBLISHED_URL",
        "DENIZEN_DESK_HOSTS",
        "DENIZEN_PUBLIC_HOSTS",
        "DENIZEN_ATLAS_HOSTS",
        "DENIZEN_BEHIND_PROXY",
        "DENIZEN_CHARTER",
        "DENIZEN_PUBLIC_URL",
    }
)
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
OTHER_VARIABLES = frozenset(
    {"DENIZEN_CHARTERS", "DENIZEN_FONTS", "DENIZEN_STATION_PASSPHRASE", "DENIZEN_TRACE"}
)


@dataclass(frozen=True, slots=True)
class HardwareModule:
    """Where the PKCS#11 library lies, which token holds the keys, and its PIN."""

    module: Path
    token: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Environment:
    """What this process was told: where state lives and how keys are opened."""

    home: Path
    database_url: str | None = field(default=None, repr=False)
    key_passphrase: str | None = field(default=None, repr=False)
    key_secret: bytes | None = field(default=None, repr=False)
    root_passphrase: str | None = field(default=None, repr=False)
    hardware: HardwareModule | None = None
    desk_secret: bytes | None = field(default=None, repr=False)
    published_url: str | None = field(default=None, repr=False)
    desk_hosts: tuple[str, ...] = LOCAL_HOSTS
    public_hosts: tuple[str, ...] = LOCAL_HOSTS
    atlas_hosts: tuple[str, ...] = LOCAL_HOSTS
    behind_proxy: bool = False
    charter: str | None = None


def read_environment(variables: Mapping[str, str], *, home: Path) -> Environment:
    """Read the variables of this site; raises `StateError` for an unknown, empty or malformed one."""
    refuse_unknown(variables)
    present = {name: value for name, value in variables.items() if value}
    passphrase, secret = present.get("DENIZEN_KEY_PASSPHRASE"), present.get("DENIZEN_KEY_SECRET")
    desk_secret = present.get("DENIZEN_DESK_SECRET")
    if passphrase and secret:
        raise refusal("DENIZEN_KEY_SECRET", "set together with DENIZEN_KEY_PASSPHRASE; keep one")
    return Environment(
        home=home.absolute(),
        database_url=present.get("DATABASE_URL"),
        key_passphrase=passphrase,
        key_secret=read_secret(secret, "DENIZEN_KEY_SECRET") if secret else None,
        root_passphrase=present.get("DENIZEN_ROOT_PASSPHRASE"),
        hardware=read_hardware(present),
        desk_secret=read_secret(desk_secret, "DENIZEN_DESK_SECRET") if desk_secret else None,
        published_url=present.get("DENIZEN_PUBLISHED_URL"),
        desk_hosts=read_hosts(present.get("DENIZEN_DESK_HOSTS"), "DENIZEN_DESK_HOSTS"),
        public_hosts=read_hosts(present.get("DENIZEN_PUBLIC_HOSTS"), "DENIZEN_PUBLIC_HOSTS"),
        atlas_hosts=read_hosts(present.get("DENIZEN_ATLAS_HOSTS"), "DENIZEN_ATLAS_HOSTS"),
        behind_proxy=read_flag(present.get("DENIZEN_BEHIND_PROXY"), "DENIZEN_BEHIND_PROXY"),
        charter=present.get("DENIZEN_CHARTER"),
    )


def refuse_unknown(variables: Mapping[str, str]) -> None:
    """Refuse a variable that begins as ours do and that nobody reads: most often a slip of the pen."""
    ours = {name for name in variables if name.startswith(OWN_PREFIX)}
    for name in sorted(ours - SITE_VARIABLES - OTHER_VARIABLES):
        known = ", ".join(sorted(SITE_VARIABLES | OTHER_VARIABLES))
        raise refusal(name, f"not known; known are {known}")
    for name in sorted(ours & SITE_VARIABLES):
        if not variables[name]:
            raise refusal(name, "set, but empty")


def read_hosts(text: str | None, name: str) -> tuple[str, ...]:
    """Read the names under which a door is reached, parted by commas; nothing means this machine alone."""
    if text is None:
        return LOCAL_HOSTS
    hosts = tuple(host.strip() for host in text.split(","))
    if not all(HOST.fullmatch(host) for host in hosts):
        raise refusal(name, "not a list of host names parted by commas")
    return hosts


def read_flag(text: str | None, name: str) -> bool:
    """Read a switch, which is on as 1 and else not set."""
    if text not in (None, "1"):
        raise refusal(name, "neither 1 nor left out")
    return text == "1"


def read_secret(text: str, name: str) -> bytes:
    """Read a secret of 32 bytes in base64."""
    try:
        secret = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise refusal(name, "not base64") from None
    if len(secret) != SECRET_BYTES:
        raise refusal(name, f"not {SECRET_BYTES} bytes long")
    return secret


def read_hardware(present: Mapping[str, str]) -> HardwareModule | None:
    """Read the three PKCS#11 variables, which come together or not at all."""
    names = ("DENIZEN_PKCS11_MODULE", "DENIZEN_PKCS11_TOKEN", "DENIZEN_PKCS11_PIN")
    given = [present[name] for name in names if name in present]
    if not given:
        return None
    if len(given) < len(names):
        missing = next(name for name in names if name not in present)
        raise refusal(missing, "missing, while another PKCS#11 variable is set")
    module, token, pin = given
    if not Path(module).is_file():
        raise refusal("DENIZEN_PKCS11_MODULE", "not the path of a file")
    return HardwareModule(module=Path(module), token=token, pin=pin)


def refusal(name: str, fault: str) -> StateError:
    """Make the refusal of one variable; it names the variable and never its value."""
    return StateError(
        "state.environment", f"the environment variable {name} is {fault}", where=name
    )
