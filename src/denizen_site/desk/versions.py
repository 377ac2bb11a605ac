"""Two windows on one visit: a page says which version it was made from, and an older one saves nothing."""

from __future__ import annotations

from denizen_site.desk.visit_page import Place
from denizen_site.enrolment.actions import changed_elsewhere

FIELD = "version"


def require_newest(place: Place) -> None:
    """Refuse what a page sends that was made before the last change; raises `EnrolmentError`."""
    if place.request.POST.get(FIELD, "") != str(place.opened.version):
        raise changed_elsewhere()
