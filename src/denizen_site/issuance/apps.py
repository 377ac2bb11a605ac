"""How Django calls this room."""

from django.apps import AppConfig


class Room(AppConfig):
    """The room `issuance`."""

    name = "denizen_site.issuance"
    label = "issuance"
