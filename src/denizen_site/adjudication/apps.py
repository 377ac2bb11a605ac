"""How Django calls this room."""

from django.apps import AppConfig


class Room(AppConfig):
    """The room `adjudication`."""

    name = "denizen_site.adjudication"
    label = "adjudication"
