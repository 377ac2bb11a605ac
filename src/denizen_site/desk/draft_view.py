"""A draft as somebody else may look at it, read only: papers as kinds with what was seen, score, person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext

from denizen_site.desk.paper_view import LaidPaper, Score, laid_papers, score_of
from denizen_site.desk.paper_words import day_words
from denizen_site.desk.visit_page import Place


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One thing that the clerk entered of the person."""

    label: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Draft:
    """What lies on the desk, what it came to, and who it is, as far as the visit has come."""

    papers: tuple[LaidPaper, ...] = field(repr=False)
    score: Score
    person: tuple[PersonRow, ...] = field(repr=False)
    has_photo: bool


def draft_of(place: Place, *, takes_home: bool = False) -> Draft:
    """Read a visit for somebody who cannot change it."""
    visit, charter, day = place.visit, place.charter, place.day
    outcome = place.progress.outcome
    return Draft(
        papers=tuple(laid_papers(visit, charter, at=day, faults={})),
        score=score_of(visit, charter, outcome=outcome, at=day, takes_home=takes_home),
        person=tuple(person_rows(place)),
        has_photo=bool(visit.photo),
    )


def person_rows(place: Place) -> list[PersonRow]:
    """List what was entered of the person, leaving out what was not."""
    person, applicant = dict(place.visit.person), dict(place.visit.applicant)
    rows = [
        PersonRow(gettext("Name"), str(person.get("name", ""))),
        PersonRow(gettext("Name in Latin letters"), str(person.get("name_latin", ""))),
        PersonRow(gettext("Known as"), str(person.get("preferred_name", ""))),
        PersonRow(gettext("Born"), born(person.get("birth_date") or applicant.get("birth_date"))),
        PersonRow(gettext("Address"), address_line(person.get("address") or {})),
        PersonRow(gettext("Caretaker"), caretaker(applicant)),
    ]
    return [row for row in rows if row.value]


def born(written: object) -> str:
    """Write the birth date in the language of the page."""
    return day_words(date.fromisoformat(written)) if isinstance(written, str) and written else ""


def address_line(address: Mapping[str, Any]) -> str:
    """Write the address in one line; a mode without lines says nothing of where somebody lives."""
    parts = [*(address.get("lines") or ()), address.get("city", ""), address.get("state", "")]
    return ", ".join(str(part) for part in parts if part)


def caretaker(applicant: Mapping[str, Any]) -> str:
    """Say whether a caretaker came along."""
    return gettext("came along") if applicant.get("with_caretaker") else ""
