"""The CWT claims set around claim 169 (RFC 8392; Token Status List for claim 65535).

    { 1: issuer, 4: expires, 5: not before, 6: issued at = not before,
      65535: {"status_list": {"idx": n, "uri": address}}, 169: {...} }

The status claim follows draft-ietf-oauth-status-list-21, section 6.3; map keys stand in the order of RFC 8949,
section 4.2.1, as everything that we write.
"""

from __future__ import annotations

import re
from typing import Any, Final

from denizen._encoding import deterministic_cbor, limits
from denizen.credential import CardClaims, StatusReference, ValidityPeriod
from denizen.errors import EncodingRefusedError, MalformedError
from denizen.formats.qr import claims_169

_LAYER: Final = "cwt"
_ADDRESS: Final = re.compile(r"https://[a-z0-9.-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?")
_ISSUER, _EXPIRES, _NOT_BEFORE, _ISSUED_AT, _CLAIM_169, _STATUS = 1, 4, 5, 6, 169, 65535


def write(claims: CardClaims) -> bytes:
    """Write the payload.  Raises `EncodingRefusedError` for a card without a status list."""
    if claims.status is None:
        raise EncodingRefusedError(
            "claims.status", "a card without a status list cannot be revoked"
        )
    _require_address(claims.issuer, "claims.issuer")
    _require_address(claims.status.uri, "claims.status_uri")
    return deterministic_cbor.dumps(
        {
            _ISSUER: claims.issuer,
            _EXPIRES: claims.validity.expires,
            _NOT_BEFORE: claims.validity.not_before,
            _ISSUED_AT: claims.validity.not_before,
            _STATUS: {"status_list": {"idx": claims.status.index, "uri": claims.status.uri}},
            _CLAIM_169: claims_169.write(claims),
        }
    )


def read(payload: bytes) -> CardClaims:
    """Read the payload; unknown claims are ignored (RFC 8392, section 3).  Raises `MalformedError`."""
    found = deterministic_cbor.loads(payload, max_bytes=limits.INFLATED_BYTES, layer=_LAYER)
    if type(found) is not dict:
        raise MalformedError("cwt.shape", "the payload is not a map", layer=_LAYER)
    if _CLAIM_169 not in found:
        raise MalformedError("cwt.claim_169", "claim 169 is missing", layer=_LAYER)
    return claims_169.read(
        found[_CLAIM_169],
        issuer=_issuer(found.get(_ISSUER)),
        validity=_validity(found),
        status=_status(found[_STATUS]) if _STATUS in found else None,
    )


def _issuer(value: Any) -> str:
    """Take any text: whether such an issuer is trusted is asked later."""
    if type(value) is not str:
        raise MalformedError("cwt.issuer", "claim 1 is not a text", layer=_LAYER)
    return value


def _validity(found: dict[Any, Any]) -> ValidityPeriod:
    """Take whole seconds only; "issued at" may be absent, and else equals "not before"."""
    expires, not_before = found.get(_EXPIRES), found.get(_NOT_BEFORE)
    if type(expires) is not int or type(not_before) is not int:
        raise MalformedError("cwt.validity", "claim 4 or 5 is not a number", layer=_LAYER)
    if found.get(_ISSUED_AT, not_before) != not_before:
        raise MalformedError("cwt.validity", "claim 6 differs from claim 5", layer=_LAYER)
    try:
        return ValidityPeriod.from_epoch(not_before, expires)
    except EncodingRefusedError as error:
        raise MalformedError("cwt.validity", error.summary, layer=_LAYER) from None


def _status(value: Any) -> StatusReference:
    try:
        entry = value["status_list"]
        uri, index = entry["uri"], entry["idx"]
    except (KeyError, TypeError, IndexError):
        raise MalformedError(
            "cwt.status", "claim 65535 names no status list", layer=_LAYER
        ) from None
    if type(uri) is not str or type(index) is not int:
        raise MalformedError(
            "cwt.status", "claim 65535 is not an address and an index", layer=_LAYER
        )
    try:
        return StatusReference(uri, index)
    except EncodingRefusedError as error:
        raise MalformedError("cwt.status", error.summary, layer=_LAYER) from None


def _require_address(text: str, code: str) -> None:
    if len(text) > limits.URI_CHARACTERS or not _ADDRESS.fullmatch(text):
        raise EncodingRefusedError(code, "not a plain https address of at most 200 characters")
