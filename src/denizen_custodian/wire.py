"""What goes between a station and a custodian: small JSON, every field checked, nothing personal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from denizen.errors import LinkageError
from denizen.linkage.oprf import ShareAnswer

MOST_BYTES: Final = 65_536
NONCE_BYTES: Final = 16
QUESTION_FIELDS: Final = {"epoch", "day", "nonce", "elements"}


@dataclass(frozen=True, slots=True)
class Question:
    """One person's batch: for which epoch and day, with a number used once."""

    epoch: str
    day: date
    nonce: bytes
    elements: tuple[bytes, ...] = field(repr=False)


def write_question(question: Question) -> bytes:
    """Write a question."""
    return json.dumps(
        {
            "epoch": question.epoch,
            "day": question.day.isoformat(),
            "nonce": question.nonce.hex(),
            "elements": [each.hex() for each in question.elements],
        }
    ).encode()


def read_question(data: bytes) -> Question:
    """Read a question; raises `LinkageError` when it is none."""
    body = read_object(data)
    if set(body) != QUESTION_FIELDS:
        raise malformed("question")
    try:
        nonce = bytes.fromhex(body["nonce"])
        elements = tuple(bytes.fromhex(each) for each in body["elements"])
        question = Question(str(body["epoch"]), date.fromisoformat(body["day"]), nonce, elements)
    except (ValueError, TypeError):
        raise malformed("question") from None
    if len(nonce) != NONCE_BYTES:
        raise malformed("question")
    return question


def write_answer(answer: ShareAnswer) -> bytes:
    """Write an answer."""
    return json.dumps(
        {
            "epoch": answer.epoch,
            "index": answer.index,
            "elements": [each.hex() for each in answer.elements],
            "proof": answer.proof.hex(),
        }
    ).encode()


def read_answer(data: bytes) -> ShareAnswer:
    """Read an answer; raises `LinkageError` when it is none."""
    body = read_object(data)
    try:
        return ShareAnswer(
            str(body["epoch"]),
            int(body["index"]),
            tuple(bytes.fromhex(each) for each in body["elements"]),
            bytes.fromhex(body["proof"]),
        )
    except (KeyError, ValueError, TypeError):
        raise malformed("answer") from None


def read_object(data: bytes) -> Mapping[str, Any]:
    """Read one JSON object of a bounded size."""
    try:
        found = json.loads(data) if len(data) <= MOST_BYTES else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise malformed("message")
    return found


def malformed(what: str) -> LinkageError:
    """Make the refusal of a message."""
    return LinkageError("custodian.malformed", f"this is no {what} of ours", where=what)
