"""How fast this machine is beside the design's: bare ECDSA P-256 checks a second (DESIGN section 16)."""

from __future__ import annotations

import time

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

# The design's reference machine made so many.
DESIGN_CHECKS = 15_900
SECONDS = 0.2
MESSAGE = b"a message of no meaning"


def share_of_design() -> float:
    """Give this machine's speed just now, as a share of the design's machine; takes a fifth of a second."""
    key = ec.generate_private_key(ec.SECP256R1())
    signature, public = key.sign(MESSAGE, ec.ECDSA(SHA256())), key.public_key()
    count, started = 0, time.perf_counter()
    while (took := time.perf_counter() - started) < SECONDS:
        public.verify(signature, MESSAGE, ec.ECDSA(SHA256()))
        count += 1
    return count / took / DESIGN_CHECKS
