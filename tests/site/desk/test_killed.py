"""SIGKILL while the button Issue is being answered: the visit is then confirmed or issued, and nothing between."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection

from denizen_site.issuance.commit import Step

SCRIPT = Path(__file__).with_name("press_issue.py")
LONG = [
    pytest.param(step, marks=pytest.mark.long) for step in (Step.RESERVE, Step.SIGN, Step.PRESS)
]
BEFORE = [*LONG, Step.COMMIT]


def press(seat, home, stop_at):
    """Start a worker that answers the button and stops at a step."""
    confirmed = seat.visit.confirmed.hex()
    connection.close()
    cookies = {name: each.value for name, each in seat.client.cookies.items()}
    own = {k: v for k, v in os.environ.items() if not k.startswith(("DENIZEN", "DATABASE"))}
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(home), stop_at, json.dumps(cookies), confirmed],
        env=own,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def kill_at(seat, home, step):
    process = press(seat, home, step)
    line = process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    _, errors = process.communicate()
    assert line == f"at {step}\n", errors
    assert process.returncode == -signal.SIGKILL


@pytest.fixture
def cards(home):
    return import_module("denizen_site.issuance.models").Card.objects


@pytest.mark.parametrize("step", BEFORE)
def test_killed_before_the_commit_the_visit_is_confirmed_and_issues_one_card(
    confirmed, home, cards, counted, step
):
    kill_at(confirmed, home, step)
    assert cards.count() == 0
    assert confirmed.visit.held is None
    assert confirmed.visit.is_confirmed
    assert confirmed.issue().status_code == 302
    assert cards.get().number == confirmed.visit.held.number
    assert counted()["issued"] == counted()["fee_taken"] == 1


def test_killed_after_the_commit_the_visit_holds_its_card_and_issues_no_other(
    confirmed, home, cards, counted
):
    kill_at(confirmed, home, Step.REVEAL)
    held = confirmed.visit.held
    assert cards.get().number == held.number
    assert held.files["card.pdf"].startswith(b"%PDF")
    assert confirmed.issue().status_code == 302
    assert cards.count() == 1
    assert counted()["issued"] == counted()["fee_taken"] == 1


def test_a_worker_that_is_left_alone_answers_with_the_card(confirmed, home, cards):
    answer, errors = press(confirmed, home, "never").communicate(timeout=90)
    assert answer == "302 /visit/issue\n", errors
    assert cards.count() == 1
