"""How Django calls this room."""

from django.apps import AppConfig


class Room(AppConfig):
    """The room `enrolment`."""

    name = "denizen_site.enrolment"
    label = "enrolment"
