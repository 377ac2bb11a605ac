"""The public door's addresses."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("denizen_site.open_pages.urls")),
    path("", include("denizen_site.counters.urls")),
    path("", include("denizen_site.pocket.urls")),
]
