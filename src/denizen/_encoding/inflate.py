"""zlib streams (RFC 1950), compressed well and inflated under a limit."""

from __future__ import annotations

import zlib

from denizen._encoding import limits
from denizen.errors import LimitExceededError, MalformedError

_LAYER = "zlib"
_STRATEGIES = (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FIXED, zlib.Z_HUFFMAN_ONLY)


def inflate(data: bytes, max_bytes: int = limits.INFLATED_BYTES) -> bytes:
    """Inflate one whole zlib stream of at most `max_bytes` bytes, with nothing after it.

    Raises `LimitExceededError` before more than `max_bytes` bytes exist, and `MalformedError` for a damaged,
    unfinished or followed stream and for one that needs a preset dictionary.
    """
    stream = zlib.decompressobj()
    try:
        plain = stream.decompress(data, max_bytes)
    except zlib.error:
        raise MalformedError(
            "qr.inflate.damaged", "the compressed data is damaged", layer=_LAYER
        ) from None
    if not stream.eof:
        _refuse_unfinished(stream, max_bytes)
    if stream.unused_data:
        raise MalformedError(
            "qr.inflate.trailing", "bytes follow the compressed data", layer=_LAYER
        )
    return plain


def _refuse_unfinished(stream: zlib._Decompress, max_bytes: int) -> None:
    """Tell a stream that is too large from one that stops too early; a full one may just lack its end."""
    rest = stream.unconsumed_tail
    try:
        more = stream.decompress(rest, 1)
    except zlib.error:
        raise MalformedError(
            "qr.inflate.damaged", "the compressed data is damaged", layer=_LAYER
        ) from None
    if more:
        raise LimitExceededError(
            "qr.inflate.too_large", f"inflates to more than {max_bytes} bytes", layer=_LAYER
        )
    if not stream.eof:
        raise MalformedError(
            "qr.inflate.unfinished", "the compressed data stops early", layer=_LAYER
        )


def deflate(data: bytes) -> bytes:
    """Compress with each zlib strategy and keep the shortest stream."""
    return min((_deflate_with(data, strategy) for strategy in _STRATEGIES), key=len)


def _deflate_with(data: bytes, strategy: int) -> bytes:
    stream = zlib.compressobj(level=9, memLevel=9, strategy=strategy)
    return stream.compress(data) + stream.flush()
