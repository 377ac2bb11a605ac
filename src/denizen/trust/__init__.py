"""Who may sign what: the signed trust list, opened under a pinned root."""

from denizen.trust.handover import RootPin, sign_handover
from denizen.trust.signed_list import handovers_of, open_trust_list, sign_trust_list
from denizen.trust.trust_list import (
    KeyPurpose,
    ProgrammeMode,
    TrustedIssuer,
    TrustedKey,
    TrustList,
)
from denizen.trust.trust_set import KnownIssuer, KnownKey, TrustSet

__all__ = [
    "KeyPurpose",
    "KnownIssuer",
    "KnownKey",
    "ProgrammeMode",
    "RootPin",
    "TrustList",
    "TrustSet",
    "TrustedIssuer",
    "TrustedKey",
    "handovers_of",
    "open_trust_list",
    "sign_handover",
    "sign_trust_list",
]
