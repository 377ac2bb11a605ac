"""The atlas door's addresses."""

from __future__ import annotations

from django.urls import path, register_converter

from denizen.charter.programme import Art
from denizen_site.atlas_pages import views
from denizen_site.open_pages.public_page import LanguageInAddress
from denizen_site.ui.theme import theme_view

register_converter(LanguageInAddress, "language")

# No city's colours: the atlas takes nobody's side.
NEUTRAL = Art(primary="#2e4a62", secondary="#b8c4ce", ink="#1b2733", motif="elms")

app_name = "atlas"
urlpatterns = [
    path("theme.css", theme_view(lambda: NEUTRAL), name="theme"),
    path("", views.first),
    path("<language:language>/", views.compare, name="compare"),
    path("<language:language>/compare.csv", views.as_csv, name="csv"),
]
