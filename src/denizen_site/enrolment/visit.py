"""A visit as a value: everything that is known between the first paper and the handing over.

Written as CBOR, and only ever into a seal.  A key that we do not know is refused: the seal holds what this
software wrote, so it is a fault and no guess.  Of the papers it holds what the rules ask (kind, dates, facts)
while the visit lasts; nothing of it outlives the row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

import cbor2

from denizen_site.errors import EnrolmentError


class Purpose(StrEnum):
    """Why somebody came."""

    NEW = "new"
    REPLACEMENT = "replacement"
    RENEWAL = "renewal"
    UPDATE = "update"


class Need(StrEnum):
    """What makes the visit possible for this person; shown to the clerk, kept no longer than the visit."""

    INTERPRETER = "interpreter"
    SIGN_LANGUAGE = "sign_language"
    SEATED_PHOTO = "seated_photo"
    LOW_COUNTER = "low_counter"
    CANNOT_SIGN = "cannot_sign"
    MORE_TIME = "more_time"


class Recheck(StrEnum):
    """Whether a second clerk looks at this visit before the hand-over."""

    NOT_CHOSEN = "not_chosen"
    CHOSEN = "chosen"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Override:
    """A supervisor's decision to go on although the papers do not suffice: by whom, for which coded reason.

    `papers` binds it to what lay on the desk then: other papers need another decision.
    """

    by: str
    reason: str
    papers: bytes


@dataclass(frozen=True, slots=True)
class PossibleMatch:
    """What was said when the one-card check found somebody: to replace that card, or that it is another's.

    `by` is the second person who decided, and empty while one must; `shown` binds it to what was confirmed.
    """

    strong: bool
    answer: str
    shown: bytes
    by: str = ""


@dataclass(frozen=True, slots=True)
class HeldParts:
    """An issued card that waits to be handed over: its number and its files, in memory and seal only."""

    number: str
    files: Mapping[str, bytes] = field(repr=False)
    check_code: str = field(default="", repr=False)
    printed: bool = False
    serial: str = ""
    pick_up_code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Visit:
    """One person's visit; `papers` and `person` are in the form of the papers file and the person file.

    `rough` is what the clerk has typed of the person so far, so that no reload and no dead worker loses it.
    `portrait` is the photo as the card's code will carry it, and as the clerk and the resident were shown it.
    """

    clerk: str
    language: str
    opened_minute: int
    purpose: Purpose = Purpose.NEW
    test: bool = False
    papers: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    applicant: Mapping[str, Any] = field(default_factory=dict, repr=False)
    person: Mapping[str, Any] = field(default_factory=dict, repr=False)
    rough: Mapping[str, str] = field(default_factory=dict, repr=False)
    photo: bytes = field(default=b"", repr=False)
    portrait: bytes = field(default=b"", repr=False)
    needs: frozenset[Need] = frozenset()
    old_number: str = field(default="", repr=False)
    reason: str = ""
    waiver: str = ""
    fee_settled: bool = False
    override: Override | None = None
    upheld: Override | None = None
    confirmed: bytes = field(default=b"", repr=False)
    match: PossibleMatch | None = field(default=None, repr=False)
    recheck: Recheck = Recheck.NOT_CHOSEN
    rechecked_by: str = ""
    held: HeldParts | None = field(default=None, repr=False)

    def shown(self) -> bytes:
        """Hash what the resident is shown on the turned screen; a change asks for their word again."""
        content = cbor2.dumps([dict(self.person), self.photo], canonical=True)
        return hashlib.sha256(content).digest()

    def laid_out(self) -> bytes:
        """Hash what lies on the desk; an override holds for these papers and this applicant only."""
        content = cbor2.dumps(
            [[dict(p) for p in self.papers], dict(self.applicant)], canonical=True
        )
        return hashlib.sha256(content).digest()

    @property
    def is_confirmed(self) -> bool:
        """Say whether the resident confirmed exactly what would be printed now."""
        return bool(self.confirmed) and self.confirmed == self.shown()

    @property
    def is_overridden(self) -> bool:
        """Say whether a supervisor's decision covers the papers as they lie there now."""
        return self.override is not None and self.override.papers == self.laid_out()

    @property
    def is_upheld(self) -> bool:
        """Say whether a supervisor looked at the papers as they lie there now and left the refusal as it is."""
        return self.upheld is not None and self.upheld.papers == self.laid_out()

    @property
    def open_match(self) -> PossibleMatch | None:
        """Give the possible match that waits for a second person."""
        match = self.match
        return match if match and not match.by and match.shown == self.shown() else None

    @property
    def decided_match(self) -> PossibleMatch | None:
        """Give the possible match that a second person decided, for what would be printed now."""
        match = self.match
        return match if match and match.by and match.shown == self.shown() else None

    def with_(self, **changes: Any) -> Visit:
        """Give the visit with some parts changed; a card once issued leaves nothing else to change."""
        allowed = {"held", "fee_settled", "waiver", "recheck", "rechecked_by", "language", "needs"}
        if self.held is not None and not changes.keys() <= allowed:
            raise already_issued()
        return replace(self, **changes)


def write_visit(visit: Visit) -> bytes:
    """Write a visit for its seal."""
    record: dict[str, Any] = {each.name: getattr(visit, each.name) for each in fields(Visit)}
    record["papers"] = [dict(paper) for paper in visit.papers]
    for name in ("applicant", "person", "rough"):
        record[name] = dict(record[name])
    record["needs"] = sorted(visit.needs)
    record["override"] = parts_of(visit.override)
    record["upheld"] = parts_of(visit.upheld)
    record["match"] = parts_of(visit.match)
    record["held"] = parts_of(visit.held)
    return cbor2.dumps(record)


def parts_of(value: Override | PossibleMatch | HeldParts | None) -> dict[str, Any] | None:
    """Take a small record apart."""
    if value is None:
        return None
    taken = {each.name: getattr(value, each.name) for each in fields(value)}
    return {name: dict(part) if isinstance(part, Mapping) else part for name, part in taken.items()}


def read_visit(data: bytes) -> Visit:
    """Read a visit from its seal; raises `EnrolmentError` when another version of this software wrote it."""
    try:
        record = cbor2.loads(data)
        override, held = record.pop("override"), record.pop("held")
        upheld, match = record.pop("upheld", None), record.pop("match", None)
        return Visit(
            **{
                **record,
                "purpose": Purpose(record["purpose"]),
                "papers": tuple(record["papers"]),
                "needs": frozenset(Need(need) for need in record["needs"]),
                "recheck": Recheck(record["recheck"]),
                "override": None if override is None else Override(**override),
                "upheld": None if upheld is None else Override(**upheld),
                "match": None if match is None else PossibleMatch(**match),
                "held": None if held is None else HeldParts(**held),
            }
        )
    except (cbor2.CBORDecodeError, TypeError, KeyError, ValueError, AttributeError):
        raise EnrolmentError(
            "visit.other_version",
            "the visit was begun before this software was changed",
            mend="Begin the visit again; the papers are still on the desk.",
        ) from None


def already_issued() -> EnrolmentError:
    """Make the refusal to change a visit whose card exists."""
    return EnrolmentError(
        "visit.issued",
        "the card of this visit is issued; nothing of it can be changed any more",
        mend="Hand it over.  A mistake on the card is mended by replacing the card.",
    )
