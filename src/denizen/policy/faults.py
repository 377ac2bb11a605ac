"""Collects every fault of a community's files, each with its file, line and clause."""

from __future__ import annotations

from dataclasses import dataclass, field

from denizen.errors import PolicyError


@dataclass(frozen=True, slots=True)
class PolicyFault:
    """One thing wrong in the rules' files; `line` counts from 1, `clause` is its `@id` where there is one."""

    code: str
    summary: str
    file: str
    line: int | None = None
    clause: str = ""
    mend: str = ""

    @property
    def where(self) -> str:
        """Write the place for a person: `new-haven/policy/city.cedar, line 12 (NH-1)`."""
        line = "" if self.line is None else f", line {self.line}"
        return f"{self.file}{line}{f' ({self.clause})' if self.clause else ''}"

    def __str__(self) -> str:
        """Write the fault in one line."""
        return f"{self.where}: {self.summary}  [{self.code}]{f' {self.mend}' if self.mend else ''}"


class PolicyFaultsError(PolicyError):
    """The rules cannot be used; `faults` are all that were found, in the order of files and lines."""

    def __init__(self, faults: tuple[PolicyFault, ...]) -> None:
        first = faults[0]
        more = f"; {len(faults) - 1} more: run `denizen policy check`" if faults[1:] else ""
        super().__init__(
            first.code, first.summary + more, where=first.where, mend=first.mend or None
        )
        self.faults = faults


@dataclass(slots=True)
class Faults:
    """What was found so far; reading goes on after a fault, so that one run tells everything."""

    found: list[PolicyFault] = field(default_factory=list)

    def add(self, code: str, summary: str, *, place: Place, mend: str = "") -> None:
        """Note one fault."""
        self.found.append(
            PolicyFault(f"policy.{code}", summary, place.file, place.line, place.clause, mend)
        )

    def raise_if_any(self) -> None:
        """Raise everything that was found as one `PolicyFaultsError`."""
        if self.found:
            raise PolicyFaultsError(tuple(self.found))


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands."""

    file: str
    line: int | None = None
    clause: str = ""


def did_you_mean(word: str, known: list[str]) -> str:
    """Suggest the nearest known word; an empty text if none is near."""
    near = [one for one in known if distance(word, one) <= max(1, len(word) // 4)]
    return f"Did you mean {min(near, key=lambda one: distance(word, one))!r}?" if near else ""


def distance(a: str, b: str) -> int:
    """Count the single-letter edits between two words (Levenshtein)."""
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, start=1):
        before, row[0] = row[0], i
        for j, right in enumerate(b, start=1):
            change = before + (left != right)
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, change)
    return row[len(b)]
