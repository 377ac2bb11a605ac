"""A records key that two people made, and the room opened with its passphrase."""

from __future__ import annotations

from importlib import import_module

import pytest

PASSPHRASE = "ferry maple anvil tortoise nine"
STATION, OTHER_STATION = b"s" * 32, b"o" * 32


@pytest.fixture
def room_actions(programme):
    return import_module("denizen_site.adjudication.actions")


@pytest.fixture
def key(room_actions, at):
    """Make the records key; gives the lines of the recovery paper."""
    room_actions.give_leave(by="director", at=at)
    return room_actions.make_key(PASSPHRASE, by="officer", at=at)


@pytest.fixture
def seat(room_actions):
    return import_module("denizen_site.adjudication.records_room").Seat("officer", STATION)


@pytest.fixture
def room(key, room_actions, seat, at):
    """The room as the records officer holds it open."""
    return room_actions.open_room(room_actions.enter(PASSPHRASE, seat, at=at), seat, at=at)


@pytest.fixture
def content(room_actions):
    """Give a file's content; `content(words=...)`."""
    made = import_module("denizen_site.adjudication.case_content").CaseContent

    def of(**parts):
        facts = {"language": "es", "about": "refused", "words": "Zebulon Quarkenbusch asks again"}
        return made(**{**facts, **parts})

    return of


@pytest.fixture
def counted(at):
    """Give what the ledger counted today, by act."""
    from denizen_site.custody.queries import programme as facts  # noqa: PLC0415
    from denizen_site.ledger.queries import day_facts  # noqa: PLC0415

    return lambda: day_facts(facts().local_day(at)).counts
