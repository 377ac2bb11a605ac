"""A city's colours as a style sheet; text keeps WCAG 2.2's AA on every ground, whatever the charter says."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from denizen.charter.programme import Art
from denizen_press.colour import contrast, mix

AA_TEXT = 4.5
STEPS = 20
DAY_SECONDS = 86_400


def theme_css(art: Art) -> str:
    """Write the colours as custom properties."""
    primary = darkened(art.primary, against="#ffffff")
    pale = mix(primary, "#ffffff", share=0.06)
    colours = {
        "primary": primary,
        "primary-dark": mix(primary, "#000000", share=0.72),
        "primary-pale": pale,
        "primary-line": mix(primary, "#ffffff", share=0.28),
        "on-primary": "#ffffff",
        "accent": art.secondary,
        "ink": darkened(art.ink, against=pale),
    }
    lines = "".join(f"  --{name}: {value};\n" for name, value in colours.items())
    return f":root {{\n{lines}}}\n"


def darkened(colour: str, *, against: str) -> str:
    """Darken a colour until it can be read against another."""
    for step in range(STEPS + 1):
        found = mix(colour, "#000000", share=1 - step / STEPS)
        if contrast(found, against) >= AA_TEXT:
            return found
    return "#000000"


def theme_view(art: Callable[[], Art]) -> Callable[[HttpRequest], HttpResponse]:
    """Make the view that gives a door's style sheet."""

    def theme(request: HttpRequest) -> HttpResponse:
        del request
        response = HttpResponse(theme_css(art()), content_type="text/css")
        response.headers["Cache-Control"] = f"public, max-age={DAY_SECONDS}"
        return response

    return theme
