"""What every template of the atlas door knows besides its own view's context; no city stands behind it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from denizen_site.open_pages.public_page import languages_of


def page(request: HttpRequest) -> dict[str, Any]:
    """Give the publisher's name, and this page in every language."""
    return {"programme_name": _("Rules compared"), "languages": languages_of(request)}
