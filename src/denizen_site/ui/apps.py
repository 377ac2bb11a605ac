"""How Django calls this room."""

from django.apps import AppConfig


class Room(AppConfig):
    """The room `ui`: no tables."""

    name = "denizen_site.ui"
    label = "ui"
