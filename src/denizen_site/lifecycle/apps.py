"""How Django calls this room."""

from django.apps import AppConfig


class Room(AppConfig):
    """The room `lifecycle`."""

    name = "denizen_site.lifecycle"
    label = "lifecycle"
