"""How Django calls this room."""

from django.apps import AppConfig


class Room(AppConfig):
    """The room `demands`."""

    name = "denizen_site.demands"
    label = "demands"
