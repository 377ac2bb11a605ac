"""What goes into the press's child and what comes out, and how both cross the pipe."""

from __future__ import annotations

import io
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Final

from denizen_press import face
from denizen_press.child_channel import pack, unpack
from denizen_press.photo import PreparedPhoto
from denizen_press.slip import LossSlip


@dataclass(frozen=True, slots=True)
class PressJob:
    """One card to press, with its loss slip if one goes with it."""

    face: face.CardFace = field(repr=False)
    photo: PreparedPhoto = field(repr=False)
    qr_text: str = field(repr=False)
    specimen: bool = field(kw_only=True)
    slip: LossSlip | None = field(default=None, kw_only=True, repr=False)


@dataclass(frozen=True, slots=True)
class PressedCard:
    """One card that was read from its own blurred picture; `slip_pdf` is empty if no slip was asked for."""

    pdf: bytes = field(repr=False)
    front_png: bytes = field(repr=False)
    back_png: bytes = field(repr=False)
    slip_pdf: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class PrintRun:
    """Several cards to press as one file."""

    jobs: tuple[PressJob, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class PressedRun:
    """Cards as one PDF, front and back of each in turn, all read from their pictures, and their slips."""

    pdf: bytes = field(repr=False)
    slip_pdfs: tuple[bytes, ...] = field(repr=False)


_CROSSING: Final = {
    (kind.__module__, kind.__qualname__): kind
    for kind in (
        PrintRun,
        PressJob,
        PreparedPhoto,
        LossSlip,
        face.CardFace,
        face.CardArt,
        face.Programme,
        face.Disclaimer,
        face.EmergencyLine,
        face.WrittenSignature,
        face.TypedSignature,
        face.HolderMark,
    )
}
"""Every class that a job may name; all are plain data."""


class _JobReader(pickle.Unpickler):
    """Reads a job, and calls nothing but the constructors of the classes above.

    A pickle is a program.  This one runs only in the child, comes only from the caller that the child
    belongs to, over a socket that the two alone hold, and may name only these classes.
    """

    def find_class(self, module_name: str, global_name: str, /) -> type:
        """Return one of the classes; raises UnpicklingError for any other name."""
        try:
            return _CROSSING[module_name, global_name]
        except KeyError:
            raise pickle.UnpicklingError from None


def write_jobs(jobs: Sequence[PressJob] | PrintRun) -> bytes:
    """Write jobs for the child: cards apart, or a run."""
    asked = jobs if isinstance(jobs, PrintRun) else list(jobs)
    return pickle.dumps(asked, protocol=pickle.HIGHEST_PROTOCOL)


def read_jobs(data: bytes) -> list[PressJob] | PrintRun:
    """Read jobs in the child; raises UnpicklingError if they name anything but their own classes."""
    jobs: list[PressJob] | PrintRun = _JobReader(io.BytesIO(data)).load()
    return jobs


def write_cards(cards: Sequence[PressedCard]) -> bytes:
    """Write pressed cards for the caller, as plain bytes."""
    names = [each.name for each in fields(PressedCard)]
    return pack([getattr(card, name) for card in cards for name in names])


def read_cards(data: bytes) -> list[PressedCard]:
    """Read pressed cards in the caller; raises ValueError on anything else."""
    parts = unpack(data)
    size = len(fields(PressedCard))
    if len(parts) % size:
        raise ValueError
    return [PressedCard(*parts[start : start + size]) for start in range(0, len(parts), size)]


def write_run(run: PressedRun) -> bytes:
    """Write a pressed run for the caller, as plain bytes."""
    return pack([run.pdf, *run.slip_pdfs])


def read_run(data: bytes) -> PressedRun:
    """Read a pressed run in the caller; raises ValueError on anything else."""
    pdf, *slips = unpack(data)
    return PressedRun(pdf, tuple(slips))
