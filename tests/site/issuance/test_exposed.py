"""What the seizure drill says of a running programme: who can be named while cards wait, and when it must not look."""

from __future__ import annotations

from datetime import timedelta

import pytest

from denizen_cli.drills import running_seizure
from denizen_cli.output import ExitCode
from denizen_cli.programme_home import programme_charter
from denizen_press.photo import prepare_photo
from denizen_site.enrolment.models import SealedVisit
from denizen_site.issuance import print_jobs
from denizen_site.issuance.actions import CardOrder, issue_held


@pytest.fixture
def waiting(station, later, holder, photo, at):
    """Issue a card that waits for its printing station."""
    order = CardOrder(later, holder, prepare_photo(photo))
    return issue_held(order, hold=lambda held: print_jobs.queue(held, mail_to=(), at=at), at=at)


def test_who_waits_for_a_printed_card_is_counted_with_the_key_and_the_last_day(
    station, waiting, at
):
    (said,) = running_seizure.exposed_by_printing_later(at)
    assert "one person enrolled on" in said
    assert f"key of printing station {station}" in said
    days = programme_charter(None).issue.max_days
    last = "the charter names no last day" if days is None else str(at.date() + timedelta(days))
    assert last in said


def test_nobody_is_exposed_where_no_card_waits(programme, at):
    (said,) = running_seizure.exposed_by_printing_later(at)
    assert said.endswith("no card was waiting to be printed; nobody is exposed by that.")


def test_the_drill_does_not_look_while_somebody_is_being_served(programme, at):
    SealedVisit.objects.create(id=bytes(16), version=1, sealed=b"x", ends=at + timedelta(hours=1))
    with pytest.raises(running_seizure.VisitOpenError) as caught:
        running_seizure.insist_that_no_visit_is_open()
    assert caught.value.code == "drill.visit_open"
    assert caught.value.exit_code == ExitCode.CANNOT_TELL
