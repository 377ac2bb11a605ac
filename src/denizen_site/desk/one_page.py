"""What is read once for a page of the desk, however often the page asks for it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from denizen_site.custody.queries import remembered


class OnePage:
    """Lets the programme's facts be read once for each page."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what comes next."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer within one reading."""
        with remembered():
            return self.answer(request)
