"""A page of the public door: its language is in its address, and it sets no cookie and reads none."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils import translation

View = Callable[..., HttpResponse]


class LanguageInAddress:
    """Takes the first part of an address for a language, if it is one that we have."""

    regex = "|".join(tag for tag, _ in settings.LANGUAGES)

    def to_python(self, value: str) -> str:
        """Give the language's tag."""
        return value

    def to_url(self, value: str) -> str:
        """Write the language's tag."""
        return value


def public_page(*, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Declare a page; the view is told the request only, its language being the one in force."""

    def declare(view: View) -> View:
        @functools.wraps(view)
        def answer(request: HttpRequest, language: str, **arguments: Any) -> HttpResponse:
            if request.method not in methods and request.method != "HEAD":
                return HttpResponseNotAllowed(methods)
            with translation.override(language):
                return view(request, **arguments)

        return answer

    return declare


def languages_of(request: HttpRequest) -> list[dict[str, Any]]:
    """List this page in every language, for the menu."""
    here = request.resolver_match
    if here is None or "language" not in here.kwargs:
        return []
    return [
        {
            "tag": tag,
            "name": name,
            "address": reverse(here.view_name, kwargs={**here.kwargs, "language": tag}),
            "is_here": tag == here.kwargs["language"],
        }
        for tag, name in settings.LANGUAGES
    ]
