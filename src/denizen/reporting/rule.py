"""How counts are rounded, and below which number they are withheld."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoundingRule:
    """Round to multiples of `base`, halves up; withhold every count below `threshold`, zero among them.

    Zero is withheld like one: otherwise a table would say that somebody was there.  Raises `ValueError` for a
    base below 3 or a threshold below the base, which would leave a reader too little doubt.
    """

    base: int = 5
    threshold: int = 5

    def __post_init__(self) -> None:
        """Refuse a rule that would not protect."""
        if not 3 <= self.base <= self.threshold:
            raise ValueError("the base is at least 3, and the threshold at least the base")

    def withholds(self, count: int) -> bool:
        """Say whether a count is too small to be shown."""
        return count < self.threshold

    def rounded(self, count: int) -> int:
        """Round a count to the nearest multiple of the base, halves up."""
        return (count + self.base // 2) // self.base * self.base

    def bounds(self, shown: int) -> tuple[int, int]:
        """Give the least and the greatest count that is shown as this number."""
        least = shown - self.base // 2
        return max(least, self.threshold), least + self.base - 1
