"""Serve the gallery by itself: `python -m gallery.server PORT` from tests/browser."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils import translation

from denizen.charter.programme import Art
from denizen.errors import DenizenError
from denizen_site.config.doors import pages
from denizen_site.ui.faults import plain_page, refusal_page
from denizen_site.ui.theme import theme_view
from gallery.forms import WRONG, Sample

HERE = Path(__file__).resolve().parent
LANGUAGES = (("en", "English"), ("es", "Español"), ("ar", "العربية"))
PALETTES = {
    "elm": Art("#1f5c3a", "#b9cfa6", "#13251b", "elms"),
    "loud": Art("#ffd400", "#ff00aa", "#8899aa", "elms"),
}
STATES = ("done", "done", "current", "todo", "todo", "todo")
STEPS = ("papers", "person", "photo", "confirm", "issue", "hand_over")
MENU = (
    ("Desk", True),
    ("Second looks", False),
    ("Cards", False),
    ("Stock", False),
    ("Ledger", False),
)
chosen = {"palette": "elm"}


def shown(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """Show one page of the gallery."""
    with translation.override(language):
        wrong = "wrong" in request.GET
        form = Sample(WRONG) if wrong else Sample(initial={"born": date(1987, 3, 14)})
        return render(
            request, f"gallery/{name}.html", context(name, form, int(request.GET.get("idle", 900)))
        )


def context(name: str, form: object, idle_seconds: int) -> dict[str, object]:
    """Give a page what a door would."""
    facts = {
        "form": form,
        "programme_name": "Elm City Resident Card",
        "is_specimen": True,
        "charter": SimpleNamespace(place=SimpleNamespace(name="New Haven", state="CT")),
        "languages": [
            {"address": f"/{tag}/{name}", "tag": tag, "name": own, "is_here": tag == translation.get_language()}
            for tag, own in LANGUAGES
        ],
        "refusal": DenizenError(
            "visit.changed_elsewhere",
            "this visit was changed in another window",
            mend="Load the page again to see the newest state.",
        ),
        "rows": [
            {"label": "Name", "value": "ليلى عبد الرحمن الحدّاد", "address": "#", "change": "Change"},
            {"label": "Date of birth", "value": "March 14, 1987", "address": "#", "change": "Change"},
            {"label": "Address", "value": "214 Grand Avenue, Apt 3, New Haven, CT 06513"},
        ],
    }  # fmt: skip
    if name == "desk":
        facts |= {
            "actor": SimpleNamespace(shown_as="Cleo Marsh"),
            "station": SimpleNamespace(label="Window 3"),
            "menu": [{"address": "#", "words": words, "is_here": here} for words, here in MENU],
            "steps": [{"step": s, "state": t, "address": "#"} for s, t in zip(STEPS, STATES, strict=True)],
            "visit": SimpleNamespace(test=False),
            "idle_seconds": idle_seconds,
        }  # fmt: skip
    return facts


def fault(request: HttpRequest, language: str, status: int) -> HttpResponse:
    """Show an error's page."""
    with translation.override(language):
        if status == 409:
            return refusal_page(DenizenError("visit.over", "this visit is over"), request)
        return plain_page(request, status)


def palette(request: HttpRequest, name: str) -> HttpResponse:
    """Choose the colours of the pages that follow."""
    del request
    chosen["palette"] = name
    return HttpResponse(name)


def home(request: HttpRequest) -> HttpResponse:
    """Answer whoever asks whether they are still signed in, or has left."""
    del request
    return HttpResponse("<!doctype html><title>home</title>")


def nothing(request: HttpRequest) -> HttpResponse:
    """Take a form that goes nowhere."""
    del request
    return HttpResponse("taken")


urlpatterns = [
    path("theme.css", theme_view(lambda: PALETTES[chosen["palette"]])),
    path("palette/<str:name>", palette),
    path("<str:language>/fault/<int:status>", fault),
    path("<str:language>/<str:name>", shown),
    path("nothing", nothing, name="nothing"),
]


# The addresses of other rooms that the desk's frame names.
ACCOUNTS = (
    [path("sign-out", nothing, name="sign-out"), path("sign-in", nothing, name="sign-in")],
    "accounts",
)
DESK = ([path("door", nothing, name="door")], "desk")
urlpatterns += [path("", home), path("", include(ACCOUNTS)), path("", include(DESK))]


class Quiet(WSGIRequestHandler):
    """Keeps what was asked to itself."""

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def main(port: int) -> None:
    """Serve until killed."""
    found = pages()
    found["TEMPLATES"][0]["DIRS"] = [HERE / "templates"]
    settings.configure(
        **found,
        SECRET_KEY="gallery",
        ROOT_URLCONF="gallery.server",
        ALLOWED_HOSTS=["127.0.0.1"],
        INSTALLED_APPS=["denizen_site.desk", "denizen_site.ui", "django.contrib.staticfiles", "django.forms"],
        MIDDLEWARE=[
            "denizen_site.ui.faults.Faults",
            "denizen_site.ui.headers.SecurityHeaders",
            "whitenoise.middleware.WhiteNoiseMiddleware",
        ],
    )  # fmt: skip
    django.setup()
    make_server("127.0.0.1", port, get_wsgi_application(), handler_class=Quiet).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
