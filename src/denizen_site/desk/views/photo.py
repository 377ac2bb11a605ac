"""The photo: taken in the browser or chosen as a file, shown as it is printed and as the code carries it."""

from __future__ import annotations

import io

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from PIL import Image

from denizen.charter import Charter
from denizen.errors import InputError
from denizen.formats.qr import QrProfile
from denizen_press.photo import PreparedPhoto, prepare_photo, qr_portrait
from denizen_site.accounts.permission import Action
from denizen_site.config.doors import MOST_UPLOAD_BYTES
from denizen_site.desk.fault_words import Told, missing_photo, told, too_large_photo
from denizen_site.desk.visit_page import Place, to_step, visit_page
from denizen_site.enrolment.progress import Step
from denizen_site.enrolment.visit import Need

FIELD = "photo"
# The portrait's 60 x 76 pixels, enlarged to be looked at without being made finer than it is.
ENLARGED = (240, 304)


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
    place.saved(place.visit.with_(photo=answer.jpeg))
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
        seated=bool(needs & {Need.SEATED_PHOTO, Need.LOW_COUNTER}),
        more_time=Need.MORE_TIME in needs,
        signs=Need.SIGN_LANGUAGE in needs,
    )


@visit_page(Action.TAKE_PHOTO, methods=("GET",))
def picture(place: Place) -> HttpResponse:
    """Give the photo as it is printed."""
    return picture_answer(place.visit.photo, "image/jpeg")


@visit_page(Action.TAKE_PHOTO, methods=("GET",))
def picture_in_code(place: Place) -> HttpResponse:
    """Give the photo as whoever scans the card's code sees it."""
    most = portrait_bytes(place.charter)
    if not place.visit.photo or not most:
        return HttpResponse(status=404)
    return picture_answer(enlarged_portrait(place.visit.photo, most), "image/png")


def picture_answer(content: bytes, kind: str) -> HttpResponse:
    """Answer with a picture without a name."""
    return HttpResponse(content, content_type=kind, status=200 if content else 404)


def portrait_bytes(charter: Charter) -> int:
    """Give the most bytes that this city's code has for a portrait; none in the plain profile."""
    return QrProfile.named(charter.qr.profile.value).portrait_bytes


def enlarged_portrait(jpeg: bytes, most: int) -> bytes:
    """Draw the code's portrait large enough to be judged."""
    portrait = qr_portrait(PreparedPhoto(jpeg), most)
    stream = io.BytesIO()
    with Image.open(io.BytesIO(portrait.data), formats=("WEBP",)) as small:
        small.convert("L").resize(ENLARGED, Image.Resampling.BICUBIC).save(stream, "PNG")
    return stream.getvalue()
