"""The inner door's one address."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("denizen_site.lifecycle.inner_urls"))]
