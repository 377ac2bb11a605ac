"""COSE_Sign1 (RFC 9052, section 4.2): one payload, one signature.

    tag 18 [ protected: bytes of {1: algorithm, 4: key id, 16: what it is}, {}, payload, signature ]

We write tag 18, everything protected, nothing else.  We also read tag 61 around it (CWT, RFC 8392, section 6),
no tag at all, and a key id in the unprotected header, since Claim 169 shows all of these.  Reading checks no
signature: `CoseSign1.verify` does.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from denizen._encoding import deterministic_cbor, limits
from denizen.errors import KeyNotUsableError, LimitExceededError, MalformedError
from denizen.keys import Algorithm, PublicKey, Signer

_LAYER: Final = "cose"
_SIGN1: Final = b"\xd2"
_CWT: Final = b"\xd8\x3d"
_CONTEXT: Final = b"\x84\x6aSignature1"
_OWN_HEADS: Final = {
    bytes.fromhex("d2844da201") + bytes((0x1F - each.cose_id,)) + b"\x04\x48": each.cose_id
    for each in Algorithm
}
_NO_EXTERNAL_DATA: Final = b"\x40"
_OWN_MIDDLE: Final = b"\xa0\x59"
_OWN_SIGNATURE: Final = b"\x58\x40"
_ALGORITHM, _CRITICAL, _KEY_ID, _TYPE = 1, 2, 4, 16


class CoseSign1(NamedTuple):
    """A parsed message whose signature has not been looked at.

    `protected` and `payload` are as received; `to_be_signed` is built over them, never over re-encoded ones.
    A tuple, since a counter makes one at every scan and a frozen dataclass takes four times as long to make.
    """

    protected: bytes
    algorithm_id: int | None
    key_id: bytes | None
    payload: bytes
    signature: bytes
    to_be_signed: bytes
    typ: str | int | None = None

    def __repr__(self) -> str:
        """Show nothing of the payload; it may name a person."""
        return f"CoseSign1(algorithm_id={self.algorithm_id}, key_id={self.key_id!r})"

    def verify(self, public_key: PublicKey, *, step: int = 0) -> None:
        """Check the signature with a key that the caller trusts; the algorithm is the key's.

        A header that names another algorithm is refused by itself.  `step` is the verification step to which a
        refusal belongs.  Raises `KeyNotUsableError` and `BadSignatureError`.
        """
        if self.algorithm_id != public_key.algorithm.cose_id:
            raise KeyNotUsableError(
                "signature.algorithm",
                "the header names another algorithm than the key's",
                step=step,
            )
        public_key.verify(self.signature, self.to_be_signed, step=step)


def sign(payload: bytes, signer: Signer, *, typ: str | None = None) -> bytes:
    """Sign a payload; `typ` says what it is, in header 16 (RFC 9596)."""
    key = signer.public_key
    header: dict[int, int | bytes | str] = {_ALGORITHM: key.algorithm.cose_id, _KEY_ID: key.key_id}
    if typ is not None:
        header[_TYPE] = typ
    protected = deterministic_cbor.dumps(header)
    signature = signer.sign(_to_be_signed(protected, payload))
    return _SIGN1 + deterministic_cbor.dumps([protected, {}, payload, signature])


def parse(data: bytes, *, max_bytes: int = limits.COSE_BYTES) -> CoseSign1:
    """Read a message without checking its signature.  Raises `MalformedError`."""
    if len(data) > max_bytes:
        raise LimitExceededError("cose.too_large", f"more than {max_bytes} bytes", layer=_LAYER)
    return _parse_own_form(data) or _parse_any_form(data, max_bytes)


def _parse_own_form(data: bytes) -> CoseSign1 | None:
    """Take apart, at fixed places, the form in which cards are written; None for every other form.

    d2 84 4d (a2 01 ALGORITHM 04 48 KEY-ID) a0 59 LENGTH PAYLOAD 58 40 SIGNATURE
    """
    algorithm_id = _OWN_HEADS.get(data[:8])
    if algorithm_id is None or data[16:18] != _OWN_MIDDLE:
        return None
    end = 20 + (data[18] << 8 | data[19]) if len(data) > 20 else 0
    if len(data) != end + 66 or end < 276 or data[end : end + 2] != _OWN_SIGNATURE:
        return None
    to_be_signed = _CONTEXT + data[2:16] + _NO_EXTERNAL_DATA + data[17:end]
    return CoseSign1(
        data[3:16], algorithm_id, data[8:16], data[20:end], data[end + 2 :], to_be_signed
    )


def _parse_any_form(data: bytes, max_bytes: int) -> CoseSign1:
    """Read any COSE_Sign1 message."""
    message = deterministic_cbor.loads(_without_tags(data), max_bytes=max_bytes, layer=_LAYER)
    if type(message) is not list or len(message) != 4:
        raise MalformedError("cose.shape", "not an array of four", layer=_LAYER)
    protected, unprotected, payload, signature = message
    if not (type(protected) is type(payload) is type(signature) is bytes):
        raise MalformedError("cose.shape", "a part is not a byte string", layer=_LAYER)
    if type(unprotected) is not dict:
        raise MalformedError("cose.shape", "the unprotected header is not a map", layer=_LAYER)
    header = _protected_header(protected)
    return CoseSign1(
        protected,
        header.get(_ALGORITHM),
        _key_id(header, unprotected),
        payload,
        signature,
        _to_be_signed(protected, payload),
        header.get(_TYPE),
    )


def _without_tags(data: bytes) -> bytes:
    """Strip tag 18, and tag 61 around it."""
    inner = data.removeprefix(_CWT)
    if inner[:1] == _SIGN1:
        return inner[1:]
    if inner[:1] == b"\x84":
        return inner
    raise MalformedError("cose.tag", "not a COSE_Sign1 message", layer=_LAYER)


def _protected_header(protected: bytes) -> dict[Any, Any]:
    """Read the protected header; an empty string is an empty map (RFC 9052, section 3)."""
    if not protected:
        return {}
    header = deterministic_cbor.loads(protected, layer=_LAYER)
    if type(header) is not dict:
        raise MalformedError("cose.header", "the protected header is not a map", layer=_LAYER)
    if _CRITICAL in header:
        raise MalformedError("cose.critical", "a critical header is not understood", layer=_LAYER)
    if not isinstance(header.get(_ALGORITHM), int | None):
        raise MalformedError("cose.header", "the algorithm is not a number", layer=_LAYER)
    if not isinstance(header.get(_TYPE), str | int | None):
        raise MalformedError("cose.header", "the type is neither text nor a number", layer=_LAYER)
    return header


def _key_id(header: dict[Any, Any], unprotected: dict[Any, Any]) -> bytes | None:
    """Take the key id from either header; two that differ are refused."""
    protected_id = header.get(_KEY_ID)
    found = unprotected.get(_KEY_ID, protected_id) if unprotected else protected_id
    if found is not None and type(found) is not bytes:
        raise MalformedError("cose.key_id", "the key id is not a byte string", layer=_LAYER)
    if protected_id is not None and protected_id != found:
        raise MalformedError("cose.key_id", "the headers name two keys", layer=_LAYER)
    return found


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """Build the bytes that are signed (RFC 9052, section 4.4).

    An array of four: the context, the protected header, no external data (0x40), the payload.
    """
    head, size = deterministic_cbor.byte_string_head, len(payload)
    return b"%b%b%b\x40%b%b" % (_CONTEXT, head(len(protected)), protected, head(size), payload)
