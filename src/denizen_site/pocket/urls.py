"""The public door's addresses of this room; `open_pages.urls`, before it, makes the converter `language`."""

from __future__ import annotations

from django.urls import path

from denizen_site.open_pages.views import short
from denizen_site.pocket import views

app_name = "pocket"
urlpatterns = [
    path("rules", short, {"name": "pocket:rules"}),
    path("<language:language>/rules/", views.rules, name="rules"),
    path("<language:language>/rules/sheet", views.sheet, name="sheet"),
    path("<language:language>/rules/worker.js", views.worker, name="worker"),
]
