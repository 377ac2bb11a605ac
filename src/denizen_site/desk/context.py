"""What every template of the desk knows besides its own view's context."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from denizen_site.accounts.days import city_day
from denizen_site.accounts.sessions import IDLE
from denizen_site.accounts.stations import station_of
from denizen_site.config.policy_folder import community_once
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.custody.queries import programme
from denizen_site.desk import visit_cookie
from denizen_site.desk.menu import menu_of


def page(request: HttpRequest) -> dict[str, Any]:
    """Give the programme, the charter, whoever is signed in, where they sit, and what they may go to."""
    facts, charter = programme(), bound_charter()
    actor = vars(request).get("actor")
    return {
        "charter": charter,
        "programme_name": charter.place.programme_name,
        "weakened": community_once(settings.CITY_RULES).weakened_on(city_day(vars(request)["at"])),
        "is_specimen": facts.prints_specimens,
        "actor": actor,
        "idle_seconds": int(IDLE.total_seconds()),
        "station": station_of(request),
        "has_visit": visit_cookie.has_visit(request),
        "menu": menu_of(actor, request.path) if actor else (),
    }
