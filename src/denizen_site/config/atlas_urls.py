"""The atlas door's addresses."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("denizen_site.atlas_pages.urls"))]
