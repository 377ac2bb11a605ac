"""How Django calls this room."""

from django.apps import AppConfig


class Room(AppConfig):
    """The room `one_card`."""

    name = "denizen_site.one_card"
    label = "one_card"
