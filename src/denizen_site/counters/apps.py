"""How Django calls this room."""

from django.apps import AppConfig


class Room(AppConfig):
    """The room `counters`."""

    name = "denizen_site.counters"
    label = "counters"
