"""How Django calls this room."""

from django.apps import AppConfig


class Room(AppConfig):
    """The room `desk`: pages, no tables."""

    name = "denizen_site.desk"
    label = "desk"
