"""ECDSA signatures between their two forms: `r || s` on the wire, DER at the crypto library's door."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature


def der_from_raw(raw: bytes) -> bytes:
    """Turn 64 bytes `r || s` (RFC 9053, section 2.1) into a DER sequence of two integers.

    Range and sense of the numbers are left to whoever verifies.
    """
    r = _minimal(raw[:32])
    s = _minimal(raw[32:])
    return b"0%c\x02%c%b\x02%c%b" % (len(r) + len(s) + 4, len(r), r, len(s), s)


def _minimal(number: bytes) -> bytes:
    """Write a positive integer in the fewest bytes, with a zero before a high bit (X.690, section 8.3)."""
    digits = number.lstrip(b"\0")
    return digits if digits and digits[0] < 0x80 else b"\0" + digits


def raw_from_der(der: bytes) -> bytes:
    """Turn a DER signature of ours into 64 bytes `r || s`."""
    r, s = decode_dss_signature(der)
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")
