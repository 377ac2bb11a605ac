"""What a case file holds inside its seal, as a value; the only place where a case may name anybody.

Written as CBOR, padded to whole pages so that a row's length does not tell how much was said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, TypeVar

import cbor2

from denizen_site.errors import AdjudicationError


class About(StrEnum):
    """What somebody appeals against."""

    REFUSED = "refused"
    STOPPED = "stopped"
    OTHER = "other"


class Evidence(StrEnum):
    """Why a card was stopped; which ones belong to which kind of file stands in `EVIDENCE_FOR`."""

    OTHER_PERSON = "other_person"
    PAPER_DISOWNED = "paper_disowned"
    SECOND_CARD = "second_card"
    STAFF_ERROR = "staff_error"
    STAFF_MISCONDUCT = "staff_misconduct"
    HANDED_IN = "handed_in"
    MAILED_BACK = "mailed_back"
    LEFT_BEHIND = "left_behind"


class Ground(StrEnum):
    """Why an appeal was decided as it was; a notice says it in the resident's language."""

    RULE_MISREAD = "rule_misread"
    PAPER_GOOD = "paper_good"
    NEW_PAPER = "new_paper"
    STOPPED_BY_MISTAKE = "stopped_by_mistake"
    STILL_SHORT = "still_short"
    PAPER_NOT_CONFIRMED = "paper_not_confirmed"
    NOT_A_RESIDENT = "not_a_resident"
    RIGHTLY_STOPPED = "rightly_stopped"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark of staff in a file."""

    day: str
    by: str
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Decision:
    """How a case ended: when, by whom, and why."""

    day: str
    by: str
    outcome: str
    ground: str
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CaseContent:
    """Everything of a file that is not needed to answer and delete it in time."""

    language: str
    about: str = ""
    words: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)
    number: str = field(default="", repr=False)
    evidence: str = ""
    filed_by: str = ""
    done_by: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    decision: Decision | None = None

    @property
    def number_shown(self) -> str:
        """Give the card's number as it is printed."""
        return "-".join(self.number[start : start + 4] for start in range(0, len(self.number), 4))

    def with_note(self, note: Note) -> CaseContent:
        """Give the file with one more note."""
        return replace(self, notes=(*self.notes, note))

    def decided(self, decision: Decision) -> CaseContent:
        """Give the file with its decision."""
        return replace(self, decision=decision)


def write_content(content: CaseContent) -> bytes:
    """Write what goes into a seal."""
    record = parts_of(content)
    record["notes"] = [parts_of(note) for note in content.notes]
    record["done_by"] = list(content.done_by)
    record["decision"] = None if content.decision is None else parts_of(content.decision)
    return cbor2.dumps(record)


Value = TypeVar("Value", CaseContent, Note, Decision)


def parts_of(value: CaseContent | Note | Decision) -> dict[str, Any]:
    """Take a value apart."""
    return {each.name: getattr(value, each.name) for each in fields(value)}


def read_content(data: bytes) -> CaseContent:
    """Read what was in a seal; files outlive versions of this software, so that a new part may be absent."""
    try:
        record = known(CaseContent, cbor2.loads(data))
        decision = record.pop("decision", None)
        record["notes"] = tuple(Note(**known(Note, note)) for note in record.get("notes", ()))
        record["done_by"] = tuple(record.get("done_by", ()))
        made = None if decision is None else Decision(**known(Decision, decision))
        return CaseContent(**record, decision=made)
    except (cbor2.CBORDecodeError, TypeError, AttributeError):
        raise AdjudicationError(
            "case.unreadable",
            "the file was opened and is damaged inside",
            mend="Restore the database from a backup of before the damage.",
        ) from None


def known(kind: type[Value], record: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the parts that this version knows."""
    names = {each.name for each in fields(kind)}
    return {name: part for name, part in record.items() if name in names}
