"""The inner door's addresses: what the public door may ask of the desk's database, and nothing else."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("denizen_site.lifecycle.inner_urls")),
    path("", include("denizen_site.refused_cards.inner_urls")),
]
