"""The ledger and the register as they are looked at: every count, whoever did it, and whether it still holds."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from denizen_site.accounts.models import Staff
from denizen_site.desk.act_words import WORDS, act_words
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act
from denizen_site.ledger.models import DayCount
from denizen_site.open_pages.models import LogEntry
from denizen_site.open_pages.publishing import publish_log
from denizen_site.register.entries import ENTRIES

DAY = timedelta(days=1)


@pytest.fixture
def auditor(programme, as_role):
    return as_role("auditor", station=False)


@pytest.fixture
def counted(programme, as_role, at):
    """Two days, one of them closed, with a clerk's acts and the machine's; gives the clerk."""
    clerk = as_role("clerk")
    yesterday = at.date() - DAY
    ledger.count(Act.VISIT_OPENED, day=yesterday, times=7, by=clerk.staff)
    ledger.count(Act.ISSUED, day=yesterday, times=5, by=clerk.staff)
    ledger.count(Act.REFUSED_LEFT, day=yesterday, times=2, by=clerk.staff)
    ledger.count(Act.VISIT_TIMED_OUT, day=yesterday)
    ledger.close_days_before(at.date())
    ledger.count(Act.SERVED, day=at.date(), by=clerk.staff)
    return clerk


def test_a_day_shows_which_clauses_were_applied_and_to_nobody(as_role, programme, at):
    clerk, auditor = as_role("clerk"), as_role("auditor", station=False)
    assert clerk.get("/staff/").status_code == 403
    page = auditor.get(f"/ledger/day/{at.date()}").content.decode()
    rules = page[page.index("Rules that were applied") :]
    assert "Denizen model charter, part P." in rules
    assert "Refused" in rules
    assert clerk.staff not in rules


def test_a_clerk_does_not_read_the_ledger_and_an_auditor_does(programme, as_role, auditor):
    assert as_role("clerk").get("/ledger").status_code == 403
    assert "Nothing was published yet" in auditor.get("/ledger").content.decode()


def test_days_are_listed_with_their_numbers_and_whether_they_are_closed(auditor, counted, at):
    page = auditor.get("/ledger").content.decode()
    for number in (">7<", ">5<", ">2<"):
        assert number in page
    assert f"/ledger/day/{at.date()}" in page
    assert "open</span>" in page


def test_one_day_names_staff_as_they_are_shown_and_the_machine(auditor, counted, at):
    page = auditor.get(f"/ledger/day/{at.date() - DAY}").content.decode()
    assert Staff.objects.get(id=counted.staff).shown_as in page
    assert counted.staff not in page
    assert "The machine" in page
    assert "No card: had to leave" in page
    assert auditor.get("/ledger/day/2001-01-01").status_code == 404
    assert auditor.get("/ledger/day/2001-13-41").status_code == 404


def test_the_chain_is_checked_and_a_changed_number_shows(auditor, counted, at):
    assert b"It holds" in auditor.post("/ledger/check").content
    DayCount.objects.filter(act="issued").update(count=6)
    answer = auditor.post("/ledger/check")
    assert answer.status_code == 409
    assert b"ledger.changed" in answer.content
    assert (at.date() - DAY).isoformat().encode() in answer.content


def test_the_public_log_is_checked_and_a_changed_entry_shows(
    auditor, counted, charter, at, tmp_path
):
    nothing = auditor.post("/ledger/check-log")
    assert nothing.status_code == 409
    publish_log(out=None, at=at, charter=charter)
    assert b"It holds" in auditor.post("/ledger/check-log").content
    row = LogEntry.objects.order_by("index").first()
    row.entry = bytes(row.entry).replace(b'"', b"'", 1)
    row.save()
    answer = auditor.post("/ledger/check-log")
    assert answer.status_code == 409
    assert b"log.changed" in answer.content


def test_the_table_has_every_count_and_runs_no_formula(auditor, counted, at):
    Staff.objects.filter(id=counted.staff).update(shown_as="=cmd()")
    answer = auditor.get("/ledger/ledger.csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    issued = next(row for row in rows if row["act"] == "issued")
    assert (issued["staff"], issued["shown_as"]) == (counted.staff, "'=cmd()")
    assert (issued["count"], issued["closed"]) == ("5", "yes")
    assert len(rows) == DayCount.objects.count()


def test_every_act_has_words_and_an_old_one_keeps_its_name():
    assert set(WORDS) == set(Act)
    assert act_words("an_act_of_old") == "an act of old"


def test_everybody_reads_the_register_and_finds_words_in_it(programme, as_role):
    clerk = as_role("clerk", station=False)
    page = clerk.get("/register").content.decode()
    assert page.count("data-row") == len(ENTRIES)
    found = clerk.post("/register", {"words": "revocation slow"}).content.decode()
    assert "revocation_code_hash" in found
    assert 0 < found.count("data-row") < 5
    nothing = clerk.post("/register", {"words": "immigration"}).content.decode()
    assert "Nothing in the register has these words" in nothing
    assert "data-row" not in nothing
