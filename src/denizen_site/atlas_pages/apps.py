"""How Django calls this room."""

from django.apps import AppConfig


class Room(AppConfig):
    """The room `atlas_pages`; it has no tables."""

    name = "denizen_site.atlas_pages"
    label = "atlas_pages"
