"""How Django calls this room."""

from django.apps import AppConfig


class Room(AppConfig):
    """The room `refused_cards`."""

    name = "denizen_site.refused_cards"
    label = "refused_cards"
