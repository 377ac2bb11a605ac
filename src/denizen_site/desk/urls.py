"""The desk's addresses; none of them ever carries a name, a number or a code."""

from __future__ import annotations

from django.urls import path

from denizen_site.desk.views import home

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("demonstration/<str:secret>", home.take_a_seat, name="take-a-seat"),
    path("visit/begin", home.begin, name="begin"),
    path("visit/", home.go_on, name="go-on"),
    path("visit/end", home.end, name="end"),
]
