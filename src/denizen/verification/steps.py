"""The table of verification: ten numbered steps, what each looks at, and how each can end.

Codes are stable: shells, logs of machines, other implementations and the test vectors name them.  A code
ending in a dot stands for all that begin so.  docs/spec/verification.md shows this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Answer(Enum):
    """The three answers at a counter."""

    GOOD = "good"
    NOT_GOOD = "not_good"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its number, its name, what it looks at, and the codes it can end with, by answer."""

    number: int
    name: str
    looks_at: str
    not_good: tuple[str, ...] = ()
    cannot_tell: tuple[str, ...] = ()
    good: tuple[str, ...] = ()


STEPS: Final = (
    Step(
        0,
        "text",
        "at most 4,096 characters; canonical base45",
        not_good=("qr.base45.",),
    ),
    Step(
        1,
        "inflate",
        "one whole zlib stream of at most 8,192 bytes",
        not_good=("qr.inflate.",),
    ),
    Step(
        2,
        "envelope",
        "COSE_Sign1 in strict CBOR, at most 8 levels deep",
        not_good=("cose.", "cbor."),
    ),
    Step(
        3,
        "claims",
        "the claims of the profile, each of its type and within its limit; nothing is believed yet",
        not_good=("cwt.", "claim169.", "cbor."),
    ),
    Step(
        4,
        "trust list",
        "a trust list at hand, by the pinned root or its successor, of our mode, not rolled back, in time",
        cannot_tell=(
            "trust.no_root",
            "trust.none",
            "trust.too_large",
            "trust.malformed",
            "trust.wrong_root",
            "trust.bad_signature",
            "trust.demonstration_at_live",
            "trust.live_at_demonstration",
            "trust.rolled_back",
            "trust.expired",
            "clock.behind",
        ),
    ),
    Step(
        5,
        "issuer and key",
        "the issuer is in the trust list; the key is found under this issuer and signs cards",
        not_good=("verification.key_unknown", "verification.key_wrong_purpose"),
        cannot_tell=("verification.issuer_unknown", "verification.key_perhaps_new"),
    ),
    Step(
        6,
        "signature",
        "the signature over the received bytes, by the key's own algorithm",
        not_good=("signature.algorithm", "signature.length", "signature.mismatch"),
    ),
    Step(
        7,
        "times",
        "the card's first and last day; the time in which its key signed; when the key was compromised",
        not_good=(
            "verification.not_yet_valid",
            "verification.expired",
            "verification.key_compromised",
            "verification.key_out_of_time",
            "verification.key_retired",
        ),
    ),
    Step(
        8,
        "status",
        "the issuer's own status list, signed by its status key, in time, does not mark the card",
        not_good=("verification.revoked",),
        cannot_tell=(
            "status.none",
            "status.not_named",
            "status.too_large",
            "status.malformed",
            "status.wrong_signer",
            "status.wrong_purpose",
            "status.key_compromised",
            "status.key_out_of_time",
            "status.bad_signature",
            "status.other_list",
            "status.index_outside",
            "status.expired",
            "clock.behind",
        ),
    ),
    Step(
        9,
        "answer",
        "whether what is known suffices: a key that is the city's alone, a list as fresh as the counter asks",
        cannot_tell=("verification.signed_before_compromise", "status.stale"),
        good=("card.valid", "card.valid_as_of"),
    ),
)

# layer of a MalformedError -> step
STEP_OF_LAYER: Final = {"base45": 0, "zlib": 1, "cose": 2}
CLAIMS_STEP: Final = 3


def step_of_layer(layer: str) -> int:
    """Give the step at which a malformed layer stops verification."""
    return STEP_OF_LAYER.get(layer, CLAIMS_STEP)


def answer_of(code: str, step: int) -> Answer:
    """Give the answer that a code of a step stands for (`KeyError` for one that the table does not know)."""
    row = STEPS[step]
    columns = {
        Answer.GOOD: row.good,
        Answer.NOT_GOOD: row.not_good,
        Answer.CANNOT_TELL: row.cannot_tell,
    }
    for answer, codes in columns.items():
        if any(code == each or (each.endswith(".") and code.startswith(each)) for each in codes):
            return answer
    raise KeyError(f"{code} at step {step}")
