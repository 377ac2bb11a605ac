"""Every size limit of the public log, with its unit and its reason; each is checked before parsing."""

from __future__ import annotations

from typing import Final

ENTRY_BYTES: Final = 64 << 10
"""Bytes of one entry.  A day's totals have about 700; a legal notice may be some pages long."""

ENTRIES: Final = 200_000
"""Entries of a log.  One a day and a few keys a year: 100,000 last for two centuries."""

LOG_BYTES: Final = 64 << 20
"""Bytes of a log's file.  A century of days has about 30 MB."""

HEAD_CHARACTERS: Final = 4096
"""Characters of a signed head; ours have about 420."""

PROOF_HASHES: Final = 64
"""Hashes of a proof.  A tree of 200,000 leaves needs at most 19 for consistency, and 18 for inclusion."""

HASH_BYTES: Final = 32
"""Bytes of a SHA-256."""
