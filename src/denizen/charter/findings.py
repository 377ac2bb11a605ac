"""Collects what one reading of a charter finds: faults, citations, and what is still to be decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn

from denizen.errors import CharterError


class CharterFaultsError(CharterError):
    """The first of several faults; `others` are the rest, in the order in which they were found."""

    def __init__(self, first: CharterError, others: tuple[CharterError, ...]) -> None:
        super().__init__(
            first.code, file=first.file, key=first.key, line=first.line, expected=first.expected
        )
        self.others = others


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file of the charter."""

    file: str
    key: str
    line: int | None

    def __str__(self) -> str:
        """Write it for a person."""
        line = "" if self.line is None else f", line {self.line}"
        return f"{self.file}{line}: {self.key}"


@dataclass(slots=True)
class Findings:
    """What was found so far."""

    faults: list[CharterError] = field(default_factory=list)
    cited: dict[str, Spot] = field(default_factory=dict)
    unfinished: list[Spot] = field(default_factory=list)

    def add(self, code: str, spot: Spot, *, expected: str) -> None:
        """Note one fault and go on reading."""
        error = CharterError(code, file=spot.file, key=spot.key, line=spot.line, expected=expected)
        self.faults.append(error)

    def raise_if_any(self) -> None:
        """Raise all faults as one `CharterFaultsError`."""
        if self.faults:
            self.raise_all()

    def raise_all(self) -> NoReturn:
        """Raise the faults, of which there must be one."""
        first, *others = self.faults
        raise CharterFaultsError(first, tuple(others))


def whole_file(file: str, line: int | None = None) -> Spot:
    """Name a file as a whole."""
    return Spot(file, "(the file)", line)
