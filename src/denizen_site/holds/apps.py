"""How Django calls this room."""

from django.apps import AppConfig


class Room(AppConfig):
    """The room `holds`."""

    name = "denizen_site.holds"
    label = "holds"
