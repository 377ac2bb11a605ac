"""The receipt: an amount, an act and a day; a random number, and no name."""

from __future__ import annotations

from django.http import HttpResponse

from denizen_site.accounts.permission import Action
from denizen_site.desk.fees import fee_of, receipt_number
from denizen_site.desk.visit_page import Place, to_step, visit_page
from denizen_site.enrolment.progress import Step


@visit_page(Action.TAKE_FEE, methods=("GET",))
def receipt(place: Place) -> HttpResponse:
    """Show the receipt to be printed, once there is something to receipt."""
    if place.visit.held is None:
        return to_step(Step.ISSUE)
    fee = fee_of(place.visit, place.charter, at=place.day)
    return place.render("desk/receipt.html", fee=fee, number=receipt_number(place.opened))
