"""Reads what a comparison's address asks; what it leaves out has a default, what is wrong is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from denizen.policy import Fact, Paper, Part
from denizen.policy.space import GRID_FACTS

Word = TypeVar("Word", Part, Paper)
LEFT, RIGHT, DAY = "new-haven", "prince-william", date(2008, 7, 15)
EARLIEST: Final = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class View:
    """Two communities on a day, and the encounter that the table shows."""

    left: str = LEFT
    right: str = RIGHT
    at: date = DAY
    part: Part = Part.DRIVER
    paper: Paper = Paper.NONE
    facts: frozenset[Fact] = frozenset()
    deputised: bool = False
    only_differences: bool = False
    also: tuple[str, ...] = ()

    def on(self, day: date) -> View:
        """Give the same view on another day."""
        return replace(self, at=day)

    @property
    def query(self) -> str:
        """Write the view as the end of an address, always in the same order."""
        words = [
            ("left", self.left),
            ("right", self.right),
            ("at", self.at.isoformat()),
            ("part", self.part.value),
            ("paper", self.paper.value),
            *(("fact", fact.value) for fact in GRID_FACTS if fact in self.facts),
            *([("deputised", "1")] if self.deputised else []),
            *([("only", "differences")] if self.only_differences else []),
            *(("also", place) for place in self.also),
        ]
        return urlencode(words)


def read_view(sent: QueryDict, *, known: frozenset[str]) -> tuple[View, list[str]]:
    """Read an address; gives the view, and a sentence for each word that was not understood."""
    faults: list[str] = []
    view = View()
    for name in ("left", "right"):
        place = sent.get(name, getattr(view, name))
        if place in known:
            view = replace(view, **{name: place})
        else:
            faults.append(_("There is no such community; the usual one is shown."))
    day = read_day(sent.get("at"), faults)
    part, paper = (
        read_word(Part, sent.get("part"), faults=faults),
        read_word(Paper, sent.get("paper"), faults=faults),
    )
    return (
        replace(
            view,
            at=day or view.at,
            part=part or view.part,
            paper=paper or view.paper,
            facts=frozenset(fact for fact in GRID_FACTS if fact.value in sent.getlist("fact")),
            deputised=sent.get("deputised") == "1",
            only_differences=sent.get("only") == "differences",
            also=read_also(sent, view, known=known, faults=faults),
        ),
        faults,
    )


def read_also(
    sent: QueryDict, view: View, *, known: frozenset[str], faults: list[str]
) -> tuple[str, ...]:
    """Read which further communities stand in the table, by name and each once."""
    asked = set(sent.getlist("also"))
    if asked - known:
        faults.append(_("There is no such community; it is left out."))
    return tuple(sorted(asked & known - {view.left, view.right}))


def read_day(text: str | None, faults: list[str]) -> date | None:
    """Read a date as forms write it."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        faults.append(_("The date was not understood. Write it as 2008-07-15."))
        return None
    if day < EARLIEST:
        faults.append(_("No rule here is older than 1990; the earliest day is shown."))
    return max(day, EARLIEST)


def read_word(kind: type[Word], text: str | None, *, faults: list[str]) -> Word | None:
    """Read a word of a closed set."""
    if not text:
        return None
    try:
        return kind(text)
    except ValueError:
        faults.append(_("A word in the address was not understood; the usual one is shown."))
        return None
