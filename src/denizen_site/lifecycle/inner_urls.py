"""The inner door's one address: the public door asks it to stop a card."""

from __future__ import annotations

from django.urls import path

from denizen_site.lifecycle import inner_views

urlpatterns = [path("stop", inner_views.stop)]
