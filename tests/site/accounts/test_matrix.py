"""Every address of the desk's door, asked as every role, answers as the golden table says.

`matrix.toml` is read by people: who may what is decided there, not here.  After an address is added:

    WRITE_MATRIX=1 .venv/bin/python -m pytest -n0 tests/site/accounts/test_matrix.py

and then read what changed.  The real routes, middlewares and gate answer; only the views themselves do not run.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from denizen_site.accounts import gate
from denizen_site.accounts.models import Session
from denizen_site.accounts.roles import Role

GOLDEN = Path(__file__).with_name("matrix.toml")
HEAD = """# Who may open which address of the desk's door.  Written by tests/site/accounts/test_matrix.py (see there); reviewed.
# `station` says that the address answers only at a registered station; whoever is not signed in is always sent to sign in.

"""
# What stands before the gate: signing in and out, taking up an invitation, the seats of a demonstration (refused in
# a live programme by the view itself), and the city's colours.
BEFORE_THE_GATE = frozenset(
    {
        "/sign-in/",
        "/sign-in/code/",
        "/sign-in/passkey/question/",
        "/sign-in/passkey/answer/",
        "/sign-out/",
        "/join/",
        "/join/password/",
        "/join/factor/",
        "/join/factor/picture.svg",
        "/join/passkey/question/",
        "/join/passkey/answer/",
        "/demonstration/<str:secret>",
        "/theme.css",
    }
)
SAMPLES = {
    "day": "2026-11-22",
    "int": "7",
    "slug": "some-id",
    "str": "some-id",
    "uuid": "0" * 8 + "-0000" * 3 + "-" + "0" * 12,
}


def addresses() -> dict[str, URLPattern]:
    """Walk the desk's URLconf: route -> pattern."""

    def walk(patterns, before):
        for pattern in patterns:
            route = before + str(pattern.pattern).lstrip("^")
            if isinstance(pattern, URLPattern):
                yield route, pattern
            else:
                yield from walk(pattern.url_patterns, route)

    return dict(walk(get_resolver(settings.ROOT_URLCONF).url_patterns, "/"))


def behind_the_gate() -> dict[str, URLPattern]:
    return {route: one for route, one in addresses().items() if route not in BEFORE_THE_GATE}


def filled(route: str) -> str:
    """Put samples into a route's places; the views never see them."""
    return re.sub(
        r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", "some-id"), route
    )


@pytest.fixture
def only_the_gate(monkeypatch):
    monkeypatch.setattr(gate, "answered", lambda *_, **__: HttpResponse("reached"))


def asked(client: Client, route: str, view: gate.Page) -> str:
    answer = client.generic(view.methods[0], filled(route))
    if answer.content == b"reached":
        return "may"
    if answer.status_code == 302:
        return "sign in" if answer.headers["Location"].startswith("/sign-in/") else "prove"
    return {403: "refused"}.get(answer.status_code, str(answer.status_code))


def observed(as_role) -> dict[str, dict[str, object]]:
    """Ask every address as every role, at a station and away from one."""
    at_station = {role: as_role(role) for role in Role}
    away = {role: as_role(role, station=False) for role in Role}
    table: dict[str, dict[str, object]] = {}
    for route, pattern in sorted(behind_the_gate().items()):
        view = pattern.callback
        may = [role.value for role in Role if asked(at_station[role], route, view) == "may"]
        may_away = [role.value for role in Role if asked(away[role], route, view) == "may"]
        assert may_away in ([], may), route
        table[route] = {"action": view.action.value, "station": may_away != may, "may": may}
    return table


def written(table: dict[str, dict[str, object]]) -> str:
    lines = []
    for route, row in table.items():
        may = ", ".join(f'"{role}"' for role in row["may"])
        station = str(row["station"]).lower()
        lines.append(
            f'"{route}" = {{ action = "{row["action"]}", station = {station}, may = [{may}] }}'
        )
    return HEAD + "\n".join(lines) + "\n"


def test_every_address_says_which_action_it_is_or_is_one_of_the_few_before_the_gate(home):
    undeclared = [
        route for route, one in behind_the_gate().items() if not hasattr(one.callback, "action")
    ]
    assert not undeclared


def test_every_address_before_the_gate_is_there_and_asks_for_no_action(home):
    found = addresses()
    assert set(found) >= BEFORE_THE_GATE
    assert not [r for r in BEFORE_THE_GATE & set(found) if hasattr(found[r].callback, "action")]


def test_every_address_answers_every_role_as_the_golden_table_says(as_role, only_the_gate):
    table = observed(as_role)
    if os.environ.get("WRITE_MATRIX"):
        GOLDEN.write_text(written(table), encoding="utf-8")
    assert table == tomllib.loads(GOLDEN.read_text(encoding="utf-8"))


def test_whoever_is_not_signed_in_is_sent_to_sign_in_from_everywhere(home, only_the_gate, browser):
    answers = {
        route: asked(browser, route, one.callback) for route, one in behind_the_gate().items()
    }
    assert set(answers.values()) == {"sign in"}, answers


@pytest.mark.parametrize("stage", ["half", "joining"])
def test_whoever_is_half_way_is_sent_to_sign_in_from_everywhere(as_role, only_the_gate, stage):
    director = as_role("director")
    Session.objects.update(stage=stage)
    answers = {
        route: asked(director, route, one.callback) for route, one in behind_the_gate().items()
    }
    assert set(answers.values()) == {"sign in"}, answers


def test_every_role_may_do_something_and_nobody_everything(as_role, only_the_gate):
    table = tomllib.loads(GOLDEN.read_text(encoding="utf-8"))
    for role in Role:
        mine = [route for route, row in table.items() if role.value in row["may"]]
        assert mine
        assert len(mine) < len(table)
