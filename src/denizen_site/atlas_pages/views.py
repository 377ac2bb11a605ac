"""The compare page and its table for other software; one question each, nothing stored."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from denizen.policy import Paper, Part
from denizen.policy.space import GRID_FACTS
from denizen_site.atlas_pages import comparing
from denizen_site.atlas_pages.forms import View, read_view
from denizen_site.open_pages.public_page import public_page
from denizen_site.ui.policy_words import (
    DEPUTISED_WORDS,
    FACTS,
    PAPERS,
    PARTS,
    RULINGS,
    SIGNS,
    STAGES,
)

CSV_HEADING = ("question", "stage", "part", "paper", "facts", "day")
CSV_PLACES = ("left", "right")


def first(request: HttpRequest) -> HttpResponse:
    """Send whoever comes without a language to their own."""
    with translation.override(translation.get_language_from_request(request)):
        here = {"language": translation.get_language()}
    return HttpResponseRedirect(reverse("atlas:compare", kwargs=here))


@public_page()
def compare(request: HttpRequest) -> HttpResponse:
    """Lay two communities side by side over the encounter."""
    places = comparing.places()
    view, faults = read_view(request.GET, known=frozenset(places))
    found = comparing.compared(view)
    days = comparing.change_dates(view)
    facts: dict[str, Any] = {
        "view": view,
        "faults": faults,
        "places": places,
        "others": [(id_, name, id_ in view.also) for id_, name in places.items()],
        "shown": [places[id_] for id_ in (view.left, view.right, *view.also)],
        "left": places[view.left],
        "right": places[view.right],
        "parts": [(each, PARTS[each]) for each in Part],
        "papers": [(each, PAPERS[each]) for each in Paper],
        "facts": [(each, FACTS[each], each in view.facts) for each in GRID_FACTS],
        "deputised_words": DEPUTISED_WORDS,
        "stages": [STAGES[each] for each in comparing.stages(view)],
        "legend": [(each, SIGNS[each], words) for each, words in RULINGS.items()],
        "days": [(day, view.on(day).query, day == view.at) for day in days],
        "rows": comparing.rows(view, found),
        "comparison": found,
        "disputes": comparing.disputes(found),
        "changes": comparing.changes(found),
        "practice": [each for each in comparing.practice(view) if each["seen"]],
    }
    return render(request, "atlas/compare.html", facts)


@public_page()
def as_csv(request: HttpRequest) -> HttpResponse:
    """Give the view as a decision table, every question at every stage that can happen."""
    view, _faults = read_view(request.GET, known=frozenset(comparing.places()))
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([*CSV_HEADING, *csv_places(view)])
    for row in comparing.rows(view, comparing.compared(view)):
        for square in row.squares:
            writer.writerow(csv_row(row, square, view=view))
    response = HttpResponse(stream.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="rules-compared.csv"'
    return response


def csv_places(view: View) -> list[str]:
    """Name the columns of each community: itself, its answer, its clauses."""
    also = (f"also_{number}" for number in range(1, len(view.also) + 1))
    return [
        f"{place}{what}" for place in (*CSV_PLACES, *also) for what in ("", "_answer", "_clauses")
    ]


def csv_row(row: comparing.Row, square: comparing.Square, *, view: View) -> list[str]:
    """Write one cell as a line; words are the rules' own, so that a line means the same in every language."""
    facts = " ".join(sorted(fact.value for fact in view.facts))
    asked = [row.action.value, square.stage.value, view.part.value, view.paper.value, facts]
    answers = [
        word
        for each in square.said
        for word in (each.place, each.ruling.value, " ".join(line.id for line in each.clauses))
    ]
    return [*asked, view.at.isoformat(), *answers]
