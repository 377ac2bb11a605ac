"""The inner door's address for reports of refused cards."""

from __future__ import annotations

from django.urls import path

from denizen_site.refused_cards import inner_views

urlpatterns = [path("refused", inner_views.refused)]
