"""The group ristretto255 (RFC 9496) as libsodium has it, and nothing else of libsodium.

Two packages give the same functions: `pysodium` loads the system's own libsodium, which the distribution keeps
patched, and is what a live programme uses; `rbcl` carries a libsodium of its own and serves demonstrations.
Everything that a library can throw, down to a panic, becomes a `LinkageError` here.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from typing import Final, Literal

from denizen.errors import LinkageError

BackEnd = Literal["pysodium", "rbcl"]
BYTES: Final = 32
WIDE_BYTES: Final = 64
IDENTITY: Final = bytes(BYTES)
# The group's order (RFC 9496, section 4); only public numbers are reckoned with it.
ORDER: Final = 2**252 + 27742317777372353535851937790883648493


@dataclass(frozen=True, slots=True)
class Group:
    """Elements and scalars are 32 bytes each; scalars are little-endian and below the order."""

    back_end: BackEnd
    sodium: ModuleType

    def element(self, data: bytes, *, where: str) -> bytes:
        """Hold bytes to be an element and not the identity; raises `LinkageError`."""
        if len(data) != BYTES or data == IDENTITY:
            raise bad_element(where)
        if not self.call("crypto_core_ristretto255_is_valid_point", data):
            raise bad_element(where)
        return data

    def scalar(self, data: bytes, *, where: str) -> bytes:
        """Hold bytes to be a scalar below the order and not zero; raises `LinkageError`."""
        number = int.from_bytes(data, "little")
        if len(data) != BYTES or not 0 < number < ORDER:
            raise LinkageError("oprf.scalar", "not a scalar of the group", where=where)
        return data

    def random_scalar(self) -> bytes:
        """Draw a scalar from the system's randomness."""
        return self.bytes_of("crypto_core_ristretto255_scalar_random")

    def from_hash(self, wide: bytes) -> bytes:
        """Map 64 uniform bytes to an element."""
        return self.bytes_of("crypto_core_ristretto255_from_hash", wide)

    def reduce(self, wide: bytes) -> bytes:
        """Reduce 64 uniform bytes to a scalar."""
        return self.bytes_of("crypto_core_ristretto255_scalar_reduce", wide)

    def times(self, scalar: bytes, element: bytes) -> bytes:
        """Multiply an element by a scalar; the identity as an answer is refused."""
        return self.bytes_of("crypto_scalarmult_ristretto255", scalar, element)

    def base_times(self, scalar: bytes) -> bytes:
        """Multiply the base element by a scalar."""
        return self.bytes_of("crypto_scalarmult_ristretto255_base", scalar)

    def plus(self, one: bytes, other: bytes) -> bytes:
        """Add two elements."""
        return self.bytes_of("crypto_core_ristretto255_add", one, other)

    def scalar_plus(self, one: bytes, other: bytes) -> bytes:
        """Add two scalars."""
        return self.bytes_of("crypto_core_ristretto255_scalar_add", one, other)

    def scalar_minus(self, one: bytes, other: bytes) -> bytes:
        """Take one scalar from another."""
        return self.bytes_of("crypto_core_ristretto255_scalar_sub", one, other)

    def scalar_times(self, one: bytes, other: bytes) -> bytes:
        """Multiply two scalars."""
        return self.bytes_of("crypto_core_ristretto255_scalar_mul", one, other)

    def inverse(self, scalar: bytes) -> bytes:
        """Invert a scalar."""
        return self.bytes_of("crypto_core_ristretto255_scalar_invert", scalar)

    def bytes_of(self, name: str, *arguments: bytes) -> bytes:
        """Call a function that answers with bytes."""
        return bytes(self.call(name, *arguments))

    def call(self, name: str, *arguments: bytes) -> bytes:
        """Call a function; whatever it throws is contained."""
        function: Callable[..., bytes] = getattr(self.sodium, name)
        try:
            return function(*arguments)
        except (KeyboardInterrupt, SystemExit, MemoryError):
            raise
        except BaseException:  # noqa: BLE001 - a panic of a native library is no Exception
            raise LinkageError("oprf.group", "the group's library refused", where=name) from None


def bad_element(where: str) -> LinkageError:
    """Make the refusal of bytes that are no element."""
    return LinkageError("oprf.element", "not an element of the group", where=where)


@lru_cache(maxsize=2)
def open_group(back_end: BackEnd) -> Group:
    """Load a back end; raises `LinkageError` if its package or libsodium is missing."""
    try:
        return Group(back_end, importlib.import_module(back_end))
    except (ImportError, ValueError, OSError):
        raise LinkageError(
            "oprf.no_library",
            f"{back_end} or its libsodium is not here",
            where=back_end,
            mend="Install locks/custodian.txt, and the system's libsodium (Debian: libsodium23).",
        ) from None


def scalar_of(number: int) -> bytes:
    """Write a public number as a scalar."""
    return (number % ORDER).to_bytes(BYTES, "little")
