"""How Django calls this room."""

from django.apps import AppConfig


class Room(AppConfig):
    """The room `custody`."""

    name = "denizen_site.custody"
    label = "custody"
