"""The printed code: Claim 169 (CWT in COSE_Sign1, zlib, base45) in our narrow profile MRC-QR-1."""

from denizen.formats.qr.card import (
    ReceivedCard,
    decode,
    decode_cose,
    encode,
    portrait_budget,
)
from denizen.formats.qr.profiles import QrProfile

__all__ = ["QrProfile", "ReceivedCard", "decode", "decode_cose", "encode", "portrait_budget"]
