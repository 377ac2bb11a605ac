"""The public door's addresses."""

from __future__ import annotations

from django.urls import path, register_converter

from denizen_site.open_pages import views
from denizen_site.open_pages.city import city
from denizen_site.open_pages.public_page import LanguageInAddress
from denizen_site.ui.theme import theme_view

register_converter(LanguageInAddress, "language")

app_name = "open"
urlpatterns = [
    path("theme.css", theme_view(lambda: city().charter.art), name="theme"),
    path("", views.first),
    path("stop", views.short, {"name": "open:stop"}),
    path("status", views.status_list),
    path("<language:language>/", views.home, name="home"),
    path("<language:language>/what-to-bring", views.bring, name="bring"),
    path("<language:language>/stop", views.stop, name="stop"),
    path("<language:language>/what-the-city-holds", views.held, name="held"),
    path("<language:language>/promise", views.promise, name="promise"),
    path("<language:language>/figures", views.figures, name="figures"),
    path("<language:language>/demands", views.demands, name="demands"),
    path("<language:language>/log", views.log, name="log"),
    *(path(name, views.published_file, {"name": name}) for name in views.FILES),
]
