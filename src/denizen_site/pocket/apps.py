"""How Django calls this room."""

from django.apps import AppConfig


class Room(AppConfig):
    """The room `pocket`."""

    name = "denizen_site.pocket"
    label = "pocket"
