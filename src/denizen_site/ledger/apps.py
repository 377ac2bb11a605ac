"""How Django calls this room."""

from django.apps import AppConfig


class Room(AppConfig):
    """The room `ledger`."""

    name = "denizen_site.ledger"
    label = "ledger"
