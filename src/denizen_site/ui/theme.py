"""A city's colours as a style sheet; text keeps WCAG 2.2's AA on every ground, whatever the charter says."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from denizen.charter.programme import Art
from denizen_press.colour import contrast, mix

AA_TEXT = 4.5
HEADING = 7.0
"""Contrast of titles: more than AA asks, for they also stand on the pale grounds of warnings."""

AA_SHAPE = 3.0
"""Least contrast of what marks a state without letters (WCAG 2.2, success criterion 1.4.11)."""

DARKEST_GROUND = "#efefed"
"""No ground that our sheets put coloured letters on is darker: no page, no pale tint of the primary."""

PALE = 0.06
STEPS = 20
DAY_SECONDS = 86_400


def theme_css(art: Art) -> str:
    """Write the colours as custom properties."""
    primary = moved(art.primary, "#000000", against=DARKEST_GROUND, least=AA_TEXT)
    dark = mix(primary, "#000000", share=0.72)
    colours = {
        "primary": primary,
        "primary-dark": dark,
        "primary-pale": mix(primary, "#ffffff", share=PALE),
        "primary-line": mix(primary, "#ffffff", share=0.28),
        "on-primary": "#ffffff",
        "accent": moved(art.secondary, "#ffffff", against=dark, least=AA_SHAPE),
        "ink": moved(art.ink, "#000000", against=DARKEST_GROUND, least=HEADING),
    }
    lines = "".join(f"  --{name}: {value};\n" for name, value in colours.items())
    return f":root {{\n{lines}}}\n"


def moved(colour: str, end: str, *, against: str, least: float) -> str:
    """Move a colour towards black or white, no further than contrast against another asks."""
    for step in range(STEPS):
        found = mix(colour, end, share=1 - step / STEPS)
        if contrast(found, against) >= least:
            return found
    return end


def theme_view(art: Callable[[], Art]) -> Callable[[HttpRequest], HttpResponse]:
    """Make the view that gives a door's style sheet."""

    def theme(request: HttpRequest) -> HttpResponse:
        del request
        response = HttpResponse(theme_css(art()), content_type="text/css")
        response.headers["Cache-Control"] = f"public, max-age={DAY_SECONDS}"
        return response

    return theme
