"""The public door's pages with this room's, over one home."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings

from denizen_site.config import boot
from denizen_site.config.doors import DoorName, door_settings
from denizen_site.config.environment import read_environment

OF_THE_DOOR = ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "ALLOWED_HOSTS", "SECRET_KEY")


@pytest.fixture
def public_of(home, programme):
    """Give a browser at a city's public door: `public_of("hartford")`."""
    opened = []

    def door(charter):
        variables = {"DENIZEN_CHARTER": charter}
        chosen = door_settings(read_environment(variables, home=Path(home)), DoorName.PUBLIC)
        boot.configure(read_environment(variables, home=Path(home)))
        own = {name: chosen[name] for name in OF_THE_DOOR}
        rooms = ("denizen_site.counters", "denizen_site.pocket")
        apps = list(dict.fromkeys([*settings.INSTALLED_APPS, *rooms]))
        changed = override_settings(**own, INSTALLED_APPS=apps)
        changed.enable()
        opened.append(changed)
        return Client(SERVER_NAME="localhost")

    yield door
    for changed in reversed(opened):
        changed.disable()


@pytest.fixture
def public(public_of):
    """Give a browser at New Haven's public door."""
    return public_of("new-haven")
