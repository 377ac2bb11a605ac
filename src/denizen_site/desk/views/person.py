"""The second step: who the card is for, as they write it, and only what it will show."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse, JsonResponse

from denizen.documents import Accepted, NeedsSupervisor, ReasonCode
from denizen.documents.papers import age_on
from denizen_site.accounts.permission import Action
from denizen_site.desk.paper_words import address_words, day_words
from denizen_site.desk.person_forms import KEPT, PersonForm, typed_so_far
from denizen_site.desk.person_words import NEEDS, modes
from denizen_site.desk.versions import require_newest
from denizen_site.desk.visit_page import Place, to_step, visit_page
from denizen_site.enrolment.actions import save
from denizen_site.enrolment.progress import Step, assessed
from denizen_site.enrolment.visit import Visit
from denizen_site.errors import EnrolmentError

BARS = frozenset({ReasonCode.TOO_YOUNG, ReasonCode.CARETAKER_NEEDED, ReasonCode.NO_PATH_FOR_AGE})


@visit_page(Action.ENTER_PERSON, step=Step.PERSON)
def person(place: Place) -> HttpResponse:
    """Ask for the person; what was sent is kept even while something in it is to be mended."""
    if not place.posted:
        return shown(place, PersonForm(place=place))
    form = PersonForm(place.request.POST, place.request.FILES, place=place)
    is_valid = form.is_valid()
    changes: dict[str, Any] = {"rough": form.rough()}
    if is_valid:
        changes |= {"person": form.holder_file, "needs": form.needs_found()}
    place = kept(place, changes)
    if not is_valid:
        return shown(place, form, status=422)
    return to_step(place.progress.current)


@visit_page(Action.ENTER_PERSON, step=Step.PERSON, methods=("POST",))
def keep(place: Place) -> HttpResponse:
    """Keep what is typed so far, for the page's script; a person's page that was done before is open again."""
    visit = place.visit
    typed = typed_so_far(place.request.POST)
    if KEPT in visit.rough and typed.get("signature") == "picture":
        typed[KEPT] = visit.rough[KEPT]
    try:
        if typed == dict(visit.rough):
            return JsonResponse({"version": place.opened.version})
        require_newest(place)
        opened = save(place.opened.changed(visit.with_(rough=typed, person={})))
    except EnrolmentError as refusal:
        return JsonResponse({"error": refusal.code}, status=409)
    return JsonResponse({"version": opened.version})


def kept(place: Place, changes: dict[str, Any]) -> Place:
    """Save what was sent, unless the visit says the same already; raises `EnrolmentError` on a conflict."""
    visit = place.visit
    if all(getattr(visit, name) == value for name, value in changes.items()):
        return place
    require_newest(place)
    if "person" not in changes:
        return place.saved(visit.with_(**changes, person={}))
    return place.saved(with_birth_date(place, visit.with_(**changes)))


def with_birth_date(place: Place, visit: Visit) -> Visit:
    """Tell the papers the birth date.

    A supervisor's decision that was made without it stands, unless the age is one that no paper cures.
    """
    applicant = {**visit.applicant, "birth_date": visit.person["birth_date"]}
    told = visit.with_(applicant=applicant)
    if not visit.is_overridden or visit.applicant.get("birth_date"):
        return told
    outcome = assessed(told, place.charter, at=place.day)
    barred = not isinstance(outcome, Accepted | NeedsSupervisor) and any(
        reason.code in BARS for reason in outcome.reasons
    )
    return told if barred else visit


def shown(place: Place, form: PersonForm, *, status: int = 200) -> HttpResponse:
    """Render the page."""
    charter, effect = place.charter, place.progress.print_effect
    born = place.visit.applicant.get("birth_date")
    known = date.fromisoformat(born) if born and status == 200 else None
    below = charter.face.emergency_contact_required_below_age
    is_young = bool(below and born and age_on(date.fromisoformat(born), place.day) < below)
    optional = [name for name in OPTIONAL if name in form.fields]
    facts: dict[str, Any] = {
        "form": form,
        "version": place.opened.version,
        "modes": modes(charter, effect, chosen=str(form["address_mode"].value() or "")),
        "effect_words": address_words(effect),
        "born_words": day_words(known) if known else "",
        "needs": needs_shown(form),
        "optional": [form[name] for name in optional],
        "is_optional_open": any(form[name].errors or form[name].value() for name in optional),
        "contact_below": below,
        "is_young": is_young,
        "has_signature": bool(form.ink),
    }
    return place.render("desk/person.html", status=status, **facts)


OPTIONAL = ("preferred_name", "height", "eye_color", "gender", "language_1", "language_2")


def needs_shown(form: PersonForm) -> list[dict[str, Any]]:
    """List what may help, ticked or not, with what the clerk does then."""
    ticked = set(form["needs"].value() or ())
    return [
        {"value": need.value, "words": words, "does": does, "is_ticked": need.value in ticked}
        for need, (words, does) in NEEDS.items()
    ]
