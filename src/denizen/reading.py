"""How well a source was read; the mark that stands wherever a rule or a fact is shown (DESIGN section 5)."""

from __future__ import annotations

from enum import StrEnum


class Reading(StrEnum):
    """The reading marks, the strongest first."""

    PRIMARY = "T"
    OFFICIAL = "O"
    PRESS = "N"
    UNVERIFIED = "M"

    @property
    def shown(self) -> str:
        """Give the word that stands wherever the rule is shown; only T and O count as cited."""
        return {"T": "cited", "O": "cited", "N": "reported", "M": "unverified"}[self.value]

    @property
    def counts_as_cited(self) -> bool:
        """Tell whether a rule read so may be called cited."""
        return self in {Reading.PRIMARY, Reading.OFFICIAL}

    def stronger_than(self, other: Reading) -> bool:
        """Tell whether this mark claims more than the other."""
        order = list(Reading)
        return order.index(self) < order.index(other)
