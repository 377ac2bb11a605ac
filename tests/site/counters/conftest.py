"""The public door's pages and the desk's, over one home."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings

from denizen_site.config import boot
from denizen_site.config.doors import DoorName, door_settings
from denizen_site.config.environment import read_environment

OF_THE_DOOR = ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "ALLOWED_HOSTS", "SECRET_KEY")


@pytest.fixture
def told(programme, at):
    """Note reports: `told(times=6, service="bank", what="not_known", place="", weeks_back=0)`."""
    actions = import_module("denizen_site.refused_cards.actions")
    reports = import_module("denizen_site.refused_cards.reports")

    def tell(*, times=1, at=at, what="not_known", **parts):
        report = reports.Report(what=reports.What(what), **{"service": "bank", **parts})
        for _ in range(times):
            actions.note(report, at=at)

    return tell


@pytest.fixture
def public(home, programme, monkeypatch):
    """Give a browser at the public door, whose language is in the address."""
    variables = {"DENIZEN_CHARTER": "new-haven"}
    chosen = door_settings(read_environment(variables, home=Path(home)), DoorName.PUBLIC)
    boot.configure(read_environment(variables, home=Path(home)))
    own = {name: chosen[name] for name in OF_THE_DOOR}
    apps = [*settings.INSTALLED_APPS, "denizen_site.counters"]
    with override_settings(**own, INSTALLED_APPS=apps):
        yield Client(SERVER_NAME="localhost")
