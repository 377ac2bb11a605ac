"""What the programme does by itself: each task apart, due by what the others left behind."""

from __future__ import annotations

import logging
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest

from denizen_site import __main__ as command
from denizen_site.desk import tasks
from denizen_site.enrolment.models import SealedVisit
from denizen_site.errors import StateError
from denizen_site.issuance.actions import CardOrder, issue_held
from denizen_site.issuance.models import Card
from denizen_site.ledger import actions as ledger
from denizen_site.ledger import queries
from denizen_site.ledger.acts import Act
from denizen_site.lifecycle.models import PublishedStatus
from denizen_site.open_pages.models import DailyTotal, LogHead

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def out(tmp_path):
    return tmp_path / "public"


@pytest.fixture
def minute(programme, at, out):
    """Let a minute pass at an instant."""

    def passed(when=at):
        return tasks.every_minute(at=when, out=out)

    return passed


def only(monkeypatch, name, step):
    """Put another step in the place of a task's own."""
    changed = [
        tasks.Task(each.name, step if each.name == name else each.do, each.is_due)
        for each in tasks.TASKS
    ]
    monkeypatch.setattr(tasks, "TASKS", tuple(changed))


def test_the_first_minute_publishes_lists_and_log(minute, out):
    assert minute() == ()
    assert {"trust.cose", "status.cwt", "log.jsonl", "log-head.jws"} <= {
        p.name for p in out.iterdir()
    }
    assert LogHead.objects.exists()


def test_the_next_minute_publishes_nothing_again(minute, at):
    minute()
    slot = PublishedStatus.objects.get().slot
    counted = queries.day_facts(at.date()).counts
    assert minute(at + timedelta(minutes=1)) == ()
    assert PublishedStatus.objects.get().slot == slot
    assert queries.day_facts(at.date()).counts == counted


def test_lists_go_out_at_the_charters_hour(minute, at):
    minute()
    before = PublishedStatus.objects.get().slot
    minute(at + 24 * HOUR)
    assert PublishedStatus.objects.get().slot > before


def test_a_visit_left_behind_is_deleted_and_counted(minute, as_role, at):
    clerk = as_role("clerk")
    clerk.post("/visit/begin", {"language": "en"})
    assert SealedVisit.objects.count() == 1
    late = at + 5 * HOUR
    minute(late)
    assert not SealedVisit.objects.exists()
    assert queries.day_facts(at.date()).counts["visit_timed_out"] == 1


def test_after_midnight_the_day_is_closed_and_its_totals_are_published(minute, at):
    minute()
    ledger.count(Act.ISSUED, day=at.date(), times=12)
    minute(at + HOUR)
    assert at.date() not in queries.closed_days()
    minute(at + DAY)
    assert at.date() in queries.closed_days()
    assert DailyTotal.objects.get(day=at.date()).table["visits"]["issued"] == 10
    queries.check_chain()


def test_a_card_whose_visit_timed_out_is_stopped_in_the_night(minute, charter, holder, photo, at):
    prepare = import_module("denizen_press.photo").prepare_photo
    issue_held(CardOrder(charter, holder, prepare(photo)), hold=lambda _: None, at=at)
    minute()
    assert Card.objects.get().standing == "active"
    minute(at + DAY)
    assert Card.objects.get().standing == "revoked"
    assert queries.day_facts((at + DAY).date()).counts["abandoned_after_issue"] == 1


@pytest.mark.parametrize("name", ["visits", "sessions", "cases", "night"])
@pytest.mark.parametrize("fault", [StateError("state.disk", "secret words"), ValueError("secret")])
def test_a_task_that_fails_stops_no_other(minute, monkeypatch, caplog, out, name, fault):
    def fails(_moment):
        raise fault

    only(monkeypatch, name, fails)
    with caplog.at_level(logging.ERROR):
        assert minute() == (name,)
    assert (out / "status.cwt").is_file()
    assert LogHead.objects.exists()
    assert name in caplog.text
    assert "secret" not in caplog.text


def test_lists_that_cannot_be_written_leave_the_rest_done_and_are_tried_again(
    programme, as_role, at, tmp_path
):
    as_role("clerk").post("/visit/begin", {"language": "en"})
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    failed = tasks.every_minute(at=at + 5 * HOUR, out=blocked)
    assert "lists" in failed
    assert not SealedVisit.objects.exists()
    blocked.unlink()
    assert tasks.every_minute(at=at + 5 * HOUR, out=blocked) == ()


def test_a_log_that_was_not_published_is_due_until_it_is(minute, monkeypatch, at):
    minute()
    ledger.count(Act.ISSUED, day=at.date(), times=12)

    def fails(_moment):
        raise StateError("state.disk", "full")

    with monkeypatch.context() as broken:
        only(broken, "log", fails)
        assert minute(at + DAY) == ("log",)
    assert not DailyTotal.objects.filter(day=at.date()).exists()
    assert minute(at + DAY + timedelta(minutes=1)) == ()
    assert DailyTotal.objects.filter(day=at.date()).exists()


def test_the_night_does_everything_but_the_lists(programme, at, out):
    ledger.count(Act.ISSUED, day=at.date(), times=12)
    out.mkdir()
    assert tasks.every_night(at=at + DAY, out=out) == ()
    assert at.date() in queries.closed_days()
    assert not (out / "status.cwt").exists()


def test_the_commands_for_cron(programme, home, monkeypatch, capsys):
    monkeypatch.setenv("DENIZEN_HOME", str(home))
    for name in ("minute", "sweep"):
        assert command.main([name]) == 0
        assert "done" in capsys.readouterr().out
    assert (Path(home) / "public" / "status.cwt").is_file()
    assert command.main(["hour"]) == 64
    assert "minute|sweep|migrate" in capsys.readouterr().err
    monkeypatch.setattr(tasks, "every_minute", lambda **_: ("lists", "log"))
    assert command.main(["minute"]) == 70
    assert "lists, log" in capsys.readouterr().err
