"""Sign a trust list with the root, and open one under a pin (docs/spec/trust-list.md)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from denizen.envelope import cose_sign1
from denizen.envelope.cose_sign1 import CoseSign1
from denizen.errors import DenizenError, MalformedError, TrustListError
from denizen.keys import PublicKey, Signer
from denizen.trust.handover import RootPin, follow, sign_handover
from denizen.trust.list_payload import ListPayload, read_payload, write_payload
from denizen.trust.trust_limits import LIST_BYTES
from denizen.trust.trust_list import ProgrammeMode, TrustList
from denizen.trust.trust_set import TRUST_STEP, TrustSet, make_trust_set

MEDIA_TYPE = "application/denizen-trust-list+cbor"
FETCH_AGAIN = "Fetch the published folder again; if this stays, tell the city."


def sign_trust_list(
    trust_list: TrustList, root: Signer, *, handovers: Sequence[bytes] = ()
) -> bytes:
    """Sign a trust list as the root.

    `handovers` are the statements that led from older roots to this one.  When the list announces a
    `next_root`, the root's statement about it is added.  Raises `SigningUnavailableError`.
    """
    statements = list(handovers)
    if trust_list.next_root is not None:
        mode, at = trust_list.mode, trust_list.issued
        statements.append(sign_handover(trust_list.next_root, root, mode=mode, at=at))
    payload = write_payload(trust_list, statements)
    read_payload(payload)  # a list that no verifier would read is never signed
    return cose_sign1.sign(payload, root, typ=MEDIA_TYPE)


def open_trust_list(data: bytes, *, pin: RootPin, at: datetime, minimum_version: int) -> TrustSet:
    """Open a received trust list, or raise `TrustListError` with the reason.

    Checks, in this order: size and form, the root that signed it (the pin or one that handovers lead to),
    the signature, the mode, the version against the lowest that the caller accepts, the times.
    """
    envelope, payload = read(data)
    path = follow_safely(pin, payload.handovers)
    signer = next((root for root in path if root.public_key.key_id == envelope.key_id), None)
    if signer is None:
        raise refusal("trust.wrong_root", "the trust list is signed by a root that is not ours")
    require_signature(envelope, signer.public_key)
    require_mode(payload.trust_list.mode, pin.mode)
    if payload.trust_list.version < minimum_version:
        raise refusal("trust.rolled_back", "the trust list is older than one seen before")
    following = path[path.index(signer) + 1 :]
    next_root = following[0].public_key if following else None
    opened = make_trust_set(payload.trust_list, signer, next_root=next_root)
    opened.require_in_time(at.timestamp())
    return opened


def handovers_of(data: bytes) -> tuple[bytes, ...]:
    """Give the handover statements of one's own last list, for the next one to carry on."""
    return read(data)[1].handovers


def read(data: bytes) -> tuple[CoseSign1, ListPayload]:
    """Read envelope and payload, believing nothing yet."""
    if len(data) > LIST_BYTES:
        raise refusal("trust.too_large", "the trust list is larger than any may be")
    try:
        envelope = cose_sign1.parse(data, max_bytes=LIST_BYTES)
        if envelope.typ != MEDIA_TYPE:
            raise refusal("trust.malformed", "this file is not a trust list")
        return envelope, read_payload(envelope.payload)
    except MalformedError as error:
        raise unreadable(error) from error


def follow_safely(pin: RootPin, handovers: Sequence[bytes]) -> tuple[RootPin, ...]:
    """Follow the handovers; one that is unreadable makes the list unreadable."""
    try:
        return follow(pin, handovers)
    except MalformedError as error:
        raise unreadable(error) from error


def require_signature(envelope: CoseSign1, root: PublicKey) -> None:
    """Refuse a list that the root did not sign."""
    try:
        envelope.verify(root)
    except DenizenError as error:
        raise refusal("trust.bad_signature", "the trust list's signature does not fit") from error


def require_mode(mode: ProgrammeMode, pinned: ProgrammeMode) -> None:
    """Refuse a demonstration's list at a live counter, and a live list at a demonstration's."""
    if mode is pinned:
        return
    if pinned is ProgrammeMode.LIVE:
        raise refusal(
            "trust.demonstration_at_live",
            "this is a demonstration's trust list; the counter is live",
        )
    raise refusal(
        "trust.live_at_demonstration", "this is a live trust list; the counter only shows"
    )


def unreadable(error: MalformedError) -> TrustListError:
    """Say that the list cannot be read, and at which layer."""
    return TrustListError(
        "trust.malformed",
        f"the trust list cannot be read: {error.summary}",
        step=TRUST_STEP,
        where=error.where,
        mend=FETCH_AGAIN,
    )


def refusal(code: str, summary: str) -> TrustListError:
    """Make a refusal of this step."""
    return TrustListError(code, summary, step=TRUST_STEP, mend=FETCH_AGAIN)
