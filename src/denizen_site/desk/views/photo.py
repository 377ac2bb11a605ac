"""The photo: taken in the browser or chosen as a file, shown as it is printed and as the code carries it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from denizen.charter import Charter
from denizen.errors import InputError
from denizen.formats.qr import QrProfile
from denizen_press.photo import PreparedPhoto, prepare_photo, qr_portrait
from denizen_site.accounts.permission import Action
from denizen_site.config.doors import MOST_UPLOAD_BYTES
from denizen_site.desk.fault_words import Told, missing_photo, told, too_large_photo
from denizen_site.desk.pictures import in_page
from denizen_site.desk.visit_page import Place, to_step, visit_page
from denizen_site.enrolment.progress import Step
from denizen_site.enrolment.visit import Need

FIELD = "photo"
# What a portrait leaves of its bytes: the one that is shown then fits beside the claims of nearly every card.
ROOM_FOR_CLAIMS = 24


@visit_page(Action.TAKE_PHOTO, step=Step.PHOTO)
def photo(place: Place) -> HttpResponse:
    """Show the camera and the photo; take a new one as often as the person likes."""
    if place.visit.held is not None:
        return to_step(Step.ISSUE)
    if not place.posted:
        return shown(place)
    answer = prepared(place.request)
    if isinstance(answer, Told):
        return shown(place, refusal=answer)
    portrait = portrait_of(answer, place.charter)
    place.saved(place.visit.with_(photo=answer.jpeg, portrait=portrait))
    return HttpResponseRedirect(reverse("desk:photo"))


def prepared(request: HttpRequest) -> PreparedPhoto | Told:
    """Prepare the picture that was sent, or say why it is of no use."""
    sent = request.FILES.get(FIELD)
    if sent is None:
        return too_large_photo() if bytes_sent(request) > MOST_UPLOAD_BYTES else missing_photo()
    try:
        return prepare_photo(sent.read())
    except InputError as refusal:
        return told(refusal)


def bytes_sent(request: HttpRequest) -> int:
    """Give how long the browser said that its request is; beyond the limit a file is never read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if str(length).isdecimal() else 0


def shown(place: Place, *, refusal: Told | None = None) -> HttpResponse:
    """Render the page."""
    needs = place.visit.needs
    return place.render(
        "desk/photo.html",
        status=200 if refusal is None else 422,
        refusal=refusal,
        in_code=portrait_bytes(place.charter) > 0,
        portrait=in_page(place.visit.portrait),
        seated=bool(needs & {Need.SEATED_PHOTO, Need.LOW_COUNTER}),
        more_time=Need.MORE_TIME in needs,
        signs=Need.SIGN_LANGUAGE in needs,
    )


def picture_answer(content: bytes, kind: str) -> HttpResponse:
    """Answer with a picture without a name."""
    return HttpResponse(content, content_type=kind, status=200 if content else 404)


def portrait_bytes(charter: Charter) -> int:
    """Give the most bytes that this city's code has for a portrait; none in the plain profile."""
    return QrProfile.named(charter.qr.profile.value).portrait_bytes


def portrait_of(photo: PreparedPhoto, charter: Charter) -> bytes:
    """Make the photo as whoever scans the card's code will see it; nothing when the code holds none."""
    most = portrait_bytes(charter)
    return qr_portrait(photo, most - ROOM_FOR_CLAIMS).data if most else b""
