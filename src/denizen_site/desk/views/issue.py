"""Issue: one button, one card, however often it is pressed; then print it, print it again, or queue it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext

from denizen.charter import ModeOfIssue
from denizen.credential.codes import CheckCode
from denizen.errors import DenizenError
from denizen_site.accounts.gate import insist
from denizen_site.accounts.permission import Action, VisitRecord
from denizen_site.desk import second_card, visit_cookie
from denizen_site.desk.fault_words import told
from denizen_site.desk.issue_forms import IssueForm, SpoiltForm
from denizen_site.desk.issuing import Settled, mark_printed, print_again
from denizen_site.desk.issuing import issue as issue_card
from denizen_site.desk.second_card import Ask, Course
from denizen_site.desk.turned_card import turned_lines
from denizen_site.desk.visit_page import Place, to_step, visit_page
from denizen_site.enrolment.progress import Step
from denizen_site.errors import EnrolmentError, StateError
from denizen_site.issuance.queries import next_serial

REFUSED, NOT_NOW = 422, 503
KEPT_FIELDS = frozenset({"confirmed", "waiver", "settled", "reach", "mail_to"})


@visit_page(Action.ISSUE, step=Step.ISSUE)
def issue(place: Place) -> HttpResponse:
    """Ask for the fee and issue; once there is a card this page is about that card, and issues no other."""
    if place.visit.held is not None:
        return to_step(Step.ISSUE) if place.posted else issued(place)
    form = IssueForm(place.request.POST if place.posted else None, place=place)
    if not place.posted:
        return asked(place, form)
    if not form.is_valid():
        return asked(place, form, status=REFUSED)
    action = Action.WAIVE_FEE if form.fee.is_waived else Action.TAKE_FEE
    insist(place.request, VisitRecord(place.visit.clerk), action=action)
    return issued_once(place, form)


def issued_once(place: Place, form: IssueForm) -> HttpResponse:
    """Issue; whatever goes wrong, the visit itself tells whether there is a card."""
    course = second_card.course(place, form.answered)
    if course.ask is not None:
        return one_question(place, form, course=course)
    try:
        issue_card(place, Settled(form.fee, form.mail_lines, course))
    except DenizenError as refusal:
        return after_refusal(place, form, refusal=refusal)
    return to_step(Step.ISSUE)


def one_question(place: Place, form: IssueForm, *, course: Course) -> HttpResponse:
    """Ask what the one-card check needs to know, with all that was filled in kept in the page."""
    if course.ask is Ask.SECOND_PERSON:
        second_card.leave_to_second_person(place, course)
        return to_step(Step.ISSUE)
    kept = [(name, value) for name, value in place.request.POST.items() if name in KEPT_FIELDS]
    return place.render("desk/one_card.html", course=course, kept=kept, form=form)


def after_refusal(place: Place, form: IssueForm, *, refusal: DenizenError) -> HttpResponse:
    """Show the card if another click made it; else say what went wrong beside the button."""
    if visit_cookie.opened(place.request).visit.held is not None:
        return to_step(Step.ISSUE)
    if isinstance(refusal, EnrolmentError):
        raise refusal
    status = NOT_NOW if isinstance(refusal, StateError) else REFUSED
    return asked(place, form, refusal=refusal, status=status)


def asked(
    place: Place, form: IssueForm, *, refusal: DenizenError | None = None, status: int = 200
) -> HttpResponse:
    """Render the page before the card."""
    return place.render(
        "desk/issue.html",
        status=status,
        form=form,
        fee=form.fee,
        lines=turned_lines(place.visit.with_(language="en"), place.charter, at=place.day),
        refusal=None if refusal is None else told(refusal),
        prints_later=prints_later(place),
        serial="" if prints_later(place) else next_serial(place.request.actor.station or ""),
    )


def issued(place: Place, *, form: SpoiltForm | None = None, status: int = 200) -> HttpResponse:
    """Render the page after it: print, or the ticket."""
    held = place.visit.held
    check_code = CheckCode(held.check_code).display if held and held.check_code else ""
    return place.render(
        "desk/issued.html",
        status=status,
        held=held,
        check_code=check_code,
        form=form or SpoiltForm(),
        prints_later=held is not None and not held.files,
    )


def prints_later(place: Place) -> bool:
    """Say whether this visit's card is printed elsewhere; a practice card never is."""
    return place.charter.mode_of_issue is ModeOfIssue.LATER and not place.visit.test


@visit_page(Action.ISSUE, step=Step.ISSUE, methods=("POST",))
def printed(place: Place) -> HttpResponse:
    """Note that the card came out well, and go on."""
    if place.visit.held is None:
        return to_step(Step.ISSUE)
    mark_printed(place)
    return to_step(Step.HAND_OVER)


@visit_page(Action.ISSUE, step=Step.ISSUE, methods=("POST",))
def reprint(place: Place) -> HttpResponse:
    """Take another blank for a print that came out badly."""
    if place.visit.held is None or not place.visit.held.files:
        return to_step(Step.ISSUE)
    form = SpoiltForm(place.request.POST)
    if not form.is_valid():
        return issued(place, form=form, status=REFUSED)
    try:
        print_again(place, form.chosen)
    except EnrolmentError:
        raise
    except DenizenError as refusal:
        form.refuse(None, f"{told(refusal).summary} {told(refusal).mend}")
        return issued(place, form=form, status=REFUSED)
    return to_step(Step.ISSUE)


@visit_page(Action.ISSUE, methods=("GET",))
def card_pdf(place: Place) -> HttpResponse:
    """Stream the card for the card printer."""
    return document(place, "card.pdf")


@visit_page(Action.ISSUE, methods=("GET",))
def slip_pdf(place: Place) -> HttpResponse:
    """Stream the loss slip for the paper printer."""
    return document(place, "slip.pdf")


@visit_page(Action.ISSUE, methods=("GET",))
def ticket(place: Place) -> HttpResponse:
    """Show the pick-up ticket: a code and a day, and no name."""
    held = place.visit.held
    if held is None or not held.pick_up_code:
        return to_step(Step.ISSUE)
    return place.render(
        "desk/ticket.html", code=held.pick_up_code, max_days=place.charter.issue.max_days
    )


# The browser's own PDF viewer builds a page round the document and styles it inline; nothing of ours is in it.
PDF_POLICY = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
)


def document(place: Place, name: str) -> HttpResponse:
    """Answer with one of the held files, shown and not saved, without a name."""
    held = place.visit.held
    if held is None or name not in held.files:
        said = gettext("There is no card to print.")
        return HttpResponse(said, status=404, content_type="text/plain; charset=utf-8")
    response = HttpResponse(held.files[name], content_type="application/pdf")
    response.headers["Content-Disposition"] = "inline"
    response.headers["Content-Security-Policy"] = PDF_POLICY
    return response
