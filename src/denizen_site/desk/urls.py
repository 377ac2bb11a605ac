"""The desk's addresses; none of them ever carries a name, a number or a code."""

from __future__ import annotations

from django.urls import path

from denizen_site.custody.bound_charter import bound_charter
from denizen_site.desk.views import home, papers, person, sheet
from denizen_site.ui.theme import theme_view

app_name = "desk"
urlpatterns = [
    path("theme.css", theme_view(lambda: bound_charter().art), name="theme"),
    path("", home.home, name="home"),
    path("demonstration/<str:secret>", home.take_a_seat, name="take-a-seat"),
    path("visit/begin", home.begin, name="begin"),
    path("visit/", home.go_on, name="go-on"),
    path("visit/end", home.end, name="end"),
    path("visit/papers", papers.papers, name="papers"),
    path("visit/sheet", sheet.sheet, name="sheet"),
    path("visit/person", person.person, name="person"),
    path("visit/person/keep", person.keep, name="keep"),
    path("what-to-bring/<slug:language>", sheet.what_to_bring, name="what-to-bring"),
]
