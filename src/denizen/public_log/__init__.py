"""The public log: what a programme said in public, in the order in which it said it, for good.

A Merkle tree over canonical entries with a signed head (docs/spec/public-log.md).  Who keeps an old head can
prove that nothing was changed or taken back since.
"""

from denizen.public_log.entry import Entry, Kind, parse_entry
from denizen.public_log.head import LogHead, UnverifiedHead, parse_head, sign_head
from denizen.public_log.log_file import read_log, write_log
from denizen.public_log.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
    verify_inclusion,
)
from denizen.public_log.verifying import VerifiedLog, verify, verify_extends

__all__ = [
    "Entry",
    "Kind",
    "LogHead",
    "UnverifiedHead",
    "VerifiedLog",
    "consistency_proof",
    "inclusion_proof",
    "leaf_hash",
    "parse_entry",
    "parse_head",
    "read_log",
    "root_of",
    "sign_head",
    "verify",
    "verify_extends",
    "verify_inclusion",
    "write_log",
]
