"""A waiting child rehearses for nobody, reads nobody's row, and is not stopped by what goes wrong in it."""

from __future__ import annotations

import os
import socket
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from denizen_site.config.forgetting import serve_once

WENT_WRONG = 1


@pytest.fixture
def rehearsing():
    return import_module("denizen_site.desk.rehearsing")


def test_a_rehearsal_asks_for_a_session_a_station_and_a_visit_that_nobody_has(
    programme, at, rehearsing
):
    with CaptureQueriesContext(connection) as captured:
        rehearsing.ask_for_nobody(at)
    told = [each["sql"] for each in captured.captured_queries]
    assert len(told) == 3
    assert all(each.startswith("SELECT") for each in told)


def test_the_page_that_is_set_is_a_clerks_and_writes_nothing(programme, at, rehearsing):
    with CaptureQueriesContext(connection) as captured:
        page = rehearsing.show_nobody(at).decode()
    assert 'name="name"' in page
    assert 'name="zip"' in page
    assert all(each["sql"].startswith("SELECT") for each in captured.captured_queries)


class Failing:
    """A worker whose rehearsal finds no database."""

    wsgi = None

    def __init__(self, listener):
        self.sockets = [listener]

    def rehearse(self, _application):
        raise ConnectionError("the database is away")


def test_a_rehearsal_that_fails_keeps_no_child_from_waiting():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        child = os.fork()
        if child == 0:
            ended = WENT_WRONG
            try:
                serve_once(Failing(listener), -1)  # a parent that is gone: it waits for nobody
                ended = 0
            finally:
                os._exit(ended)  # never back into pytest, of which this is a copy
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
