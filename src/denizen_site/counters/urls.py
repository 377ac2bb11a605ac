"""The public door's addresses of this room; `open_pages.urls`, before it, makes the converter `language`."""

from __future__ import annotations

from django.urls import path

from denizen_site.counters import views
from denizen_site.open_pages.views import short

app_name = "counters"
urlpatterns = [
    path("accepts", short, {"name": "counters:accepts"}),
    path("refused", short, {"name": "counters:refused"}),
    path("<language:language>/who-accepts", views.accepts, name="accepts"),
    path("<language:language>/refused", views.refused, name="refused"),
    path("<language:language>/refused/noted", views.noted, name="noted"),
]
