"""The pocket card, its printed sheet, and what keeps a copy on the phone of whoever asks for one."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from denizen.policy import Ruling
from denizen_site.open_pages.public_page import public_page
from denizen_site.pocket.answers import attorney, every_rule, rules_in
from denizen_site.pocket.carried import carried
from denizen_site.pocket.forms import EncounterForm
from denizen_site.pocket.here import here
from denizen_site.pocket.know_your_rights import SITUATIONS, sections

WORKER = Path(__file__).parent / "static" / "pocket" / "worker.js"


@public_page(methods=("GET", "POST"))
def rules(request: HttpRequest) -> HttpResponse:
    """Ask two or three questions and answer them; with a script, on the phone itself and without asking us.

    Without one the choices come as a form's body, so that no address, history or log holds them.
    """
    found = here()
    if found is None:
        return render(request, "pocket/none.html")
    sent = request.POST if request.method == "POST" else None
    form = EncounterForm(sent, table=found.table)
    answered = form.is_valid() if sent is not None else False
    shown = rules_in(form.encounter(), found) if answered else []
    facts = {
        "here": found,
        "form": form,
        "answered": answered,
        "rules": [each for each in shown if each.ruling is not Ruling.SILENT],
        "silent": [each for each in shown if each.ruling is Ruling.SILENT],
        "every_rule": every_rule(found),
        "carried": carried(found),
        "attorney": attorney(found.charter),
    }
    return render(request, "pocket/rules.html", facts, status=422 if form.errors else 200)


@public_page()
def sheet(request: HttpRequest) -> HttpResponse:
    """Show the know-your-rights sheet, made for paper."""
    found = here()
    if found is None:
        return render(request, "pocket/none.html")
    facts = {
        "here": found,
        "sections": sections(found),
        "situations": SITUATIONS,
        "attorney": attorney(found.charter),
    }
    return render(request, "pocket/sheet.html", facts)


def worker(request: HttpRequest, language: str) -> HttpResponse:
    """Give the script that keeps a copy; its address is its reach: the pages of this room in one language."""
    del request, language
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
