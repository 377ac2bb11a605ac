"""What every template of the public door knows besides its own view's context."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from denizen_site.config.charter_folder import rules_of, today_in
from denizen_site.config.policy_folder import community_once
from denizen_site.open_pages.city import city
from denizen_site.open_pages.public_page import languages_of


def page(request: HttpRequest) -> dict[str, Any]:
    """Give the programme, its charter, and this page's address in every language."""
    found = city()
    return {
        "charter": found.charter,
        "programme_name": found.charter.place.programme_name,
        "is_specimen": found.is_demonstration,
        "languages": languages_of(request),
        "weakened": community_once(rules_of(found.charter.id)).weakened_on(today_in(found.charter)),
    }
