"""The desk door's addresses."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("denizen_site.desk.urls")),
    path("", include("denizen_site.accounts.urls")),
]
