"""How Django calls this room."""

from django.apps import AppConfig


class Room(AppConfig):
    """The room `accounts`."""

    name = "denizen_site.accounts"
    label = "accounts"
