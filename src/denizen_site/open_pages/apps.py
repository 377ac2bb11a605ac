"""How Django calls this room."""

from django.apps import AppConfig


class Room(AppConfig):
    """The room `open_pages`."""

    name = "denizen_site.open_pages"
    label = "open_pages"
