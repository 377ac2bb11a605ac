"""Compact JWS (RFC 7515, section 7.1) with ES256 and EdDSA, for the published status list."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final

from denizen._encoding import base64url, limits, strict_json
from denizen.errors import KeyNotUsableError, LimitExceededError, MalformedError
from denizen.keys import PublicKey, Signer

_LAYER: Final = "jws"


@dataclass(frozen=True, slots=True)
class Jws:
    """A parsed message whose signature has not been looked at."""

    algorithm_name: str
    key_id: str | None
    typ: str | None
    payload: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    signing_input: bytes = field(repr=False)

    def verify(self, public_key: PublicKey, *, step: int = 0) -> None:
        """Check the signature with a key that the caller trusts; the algorithm is the key's.

        `step` is the verification step to which a refusal belongs.  Raises `KeyNotUsableError` when the header
        names another algorithm, and `BadSignatureError`.
        """
        if self.algorithm_name != public_key.algorithm.jose_name:
            raise KeyNotUsableError(
                "signature.algorithm",
                "the header names another algorithm than the key's",
                step=step,
            )
        public_key.verify(self.signature, self.signing_input, step=step)


def sign(payload: bytes, signer: Signer, *, typ: str) -> str:
    """Sign a payload; `typ` says what it is (RFC 7515, section 4.1.9)."""
    key = signer.public_key
    header = {"alg": key.algorithm.jose_name, "kid": base64url.encode(key.key_id), "typ": typ}
    head = base64url.encode(json.dumps(header, separators=(",", ":")).encode("ascii"))
    signing_input = f"{head}.{base64url.encode(payload)}"
    signature = signer.sign(signing_input.encode("ascii"))
    return f"{signing_input}.{base64url.encode(signature)}"


def parse(text: str) -> Jws:
    """Read a compact JWS without checking its signature.  Raises `MalformedError`."""
    if len(text) > limits.JWS_CHARACTERS:
        raise LimitExceededError(
            "jws.too_large", f"more than {limits.JWS_CHARACTERS} characters", layer=_LAYER
        )
    parts = text.split(".", 3)
    if len(parts) != 3:
        raise MalformedError("jws.shape", "not three parts with two dots", layer=_LAYER)
    header_data, payload, signature = (base64url.decode(part) for part in parts)
    header = _header(header_data)
    return Jws(
        algorithm_name=header["alg"],
        key_id=header.get("kid"),
        typ=header.get("typ"),
        payload=payload,
        signature=signature,
        signing_input=f"{parts[0]}.{parts[1]}".encode("ascii"),
    )


def _header(data: bytes) -> dict[str, Any]:
    header = strict_json.loads(data, layer=_LAYER)
    if not isinstance(header, dict) or not isinstance(header.get("alg"), str):
        raise MalformedError("jws.header", "the header names no algorithm", layer=_LAYER)
    if not all(isinstance(header.get(name, ""), str) for name in ("kid", "typ")):
        raise MalformedError("jws.header", "a header member is not text", layer=_LAYER)
    if "crit" in header:
        raise MalformedError("jws.critical", "a critical header is not understood", layer=_LAYER)
    return header
