"""The first step: which papers lie on the desk, what they come to, and what would mend it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from denizen.documents import PrintedAddress
from denizen_site.accounts.permission import Action
from denizen_site.desk.menu import address_of
from denizen_site.desk.paper_forms import PapersForm
from denizen_site.desk.paper_view import groups, laid_papers, needs_care, score_of
from denizen_site.desk.versions import require_newest
from denizen_site.desk.visit_page import Place, to_step, visit_page
from denizen_site.enrolment.progress import Step, assessed
from denizen_site.enrolment.visit import Visit


@visit_page(Action.CHECK_PAPERS, step=Step.PAPERS)
def papers(place: Place) -> HttpResponse:
    """Show the papers; what is sent is kept at once, and leads on when it suffices."""
    if not place.posted:
        return shown(place, PapersForm(place=place))
    sent = place.request.POST
    parts = sent.get("act") == "parts"
    form = PapersForm(sent, place=place, partial=parts)
    if not form.is_valid():
        return shown(place, form, parts=parts, status=422)
    place = kept(place, form)
    if parts:
        return shown(place, form, parts=True)
    if form.query:
        return shown(place, form)
    if Step.PAPERS in place.progress.done and sent.get("act") != "update":
        return to_step(Step.PERSON)
    return HttpResponseRedirect(reverse("desk:papers"))


def kept(place: Place, form: PapersForm) -> Place:
    """Save what was sent, unless the visit says the same already; raises `EnrolmentError` on a conflict."""
    changes: dict[str, Any] = {"papers": form.papers, "applicant": form.applicant()}
    before = place.visit
    if [dict(paper) for paper in before.papers] == list(form.papers) and dict(
        before.applicant
    ) == changes["applicant"]:
        return place
    require_newest(place)
    return place.saved(with_person_in_step(place, before.with_(**changes)))


def with_person_in_step(place: Place, visit: Visit) -> Visit:
    """Ask for the person's page again where the papers now say something else; what was typed stays."""
    if not visit.person:
        return visit
    born = visit.applicant.get("birth_date")
    effect = assessed(visit, place.charter, at=place.day).print_effect.address
    chosen = PrintedAddress(dict(visit.person.get("address") or {}).get("mode", "none"))
    if (born and born != visit.person.get("birth_date")) or chosen.strictness < effect.strictness:
        return visit.with_(person={}, rough=with_birth_date(visit.rough, born))
    return visit


def with_birth_date(rough: Any, born: str | None) -> dict[str, str]:
    """Put the newer birth date into what was typed of the person."""
    if not born:
        return dict(rough)
    year, month, day = born.split("-")
    boxes = {
        "birth_date_month": str(int(month)),
        "birth_date_day": str(int(day)),
        "birth_date_year": year,
    }
    return {**rough, **boxes}


def shown(
    place: Place, form: PapersForm, *, parts: bool = False, status: int = 200
) -> HttpResponse:
    """Render the page, or only what a change of the papers changes on it."""
    visit, charter, day = place.visit, place.charter, place.day
    if status == 422 and form.papers and visit.held is None:
        visit = visit.with_(papers=form.papers)  # as it was sent, to be mended
    laid = laid_papers(visit, charter, at=day, faults=form.date_faults)
    facts: dict[str, Any] = {
        "form": form,
        "version": place.opened.version,
        "laid": laid,
        "unseen": next((paper for paper in laid if needs_care(paper)), None),
        "score": score_of(visit, charter, outcome=place.progress.outcome, at=day),
        "share_address": address_of("desk:share"),
    }
    if parts:
        return place.render("desk/papers_parts.html", status=status, **facts)
    ticked = frozenset(str(paper.id) for paper in laid)
    entry = charter.entry_at(day)
    facts |= {
        "groups": groups(entry, ticked, query=form.query),
        "number": len(entry.rule_set.documents),
    }
    return place.render("desk/papers.html", status=status, **facts)
