"""Appeals, files, the records key and cards that are stopped with evidence, through the desk's pages."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from tests.site.desk.test_sharing import SHORT

from denizen_site.register.checking import unregistered

PASSPHRASE = "ferry maple anvil tortoise nine"
STORY = "Ask the shelter on Hemlock Terrace, Quetzalina says"
CONTACT = "203-555-0142"
FILING = "0123456789abcdef" * 2


@pytest.fixture
def officer(as_role, programme):
    return as_role("records_officer")


@pytest.fixture
def key(as_role, officer):
    """The records key, made by two people through the pages."""
    assert as_role("director").post("/records-key/leave").status_code == 302
    form = {"act": "make", "new": PASSPHRASE, "again": PASSPHRASE}
    answer = officer.post("/records-key", form)
    assert answer.status_code == 200
    return answer


def appeal_form(**more):
    whole = {
        "about": "refused", "words": STORY, "contact": CONTACT, "language": "es", "filing": FILING,
    }  # fmt: skip
    return {**whole, **more}


@pytest.fixture
def filed(key, as_role):
    """An appeal that a clerk took; gives the answer."""
    return as_role("clerk").post("/appeal", appeal_form())


def enter(client, words=PASSPHRASE):
    return client.post("/cases", {"passphrase": words})


def test_the_recovery_paper_is_shown_once_and_reads_back(key, officer):
    lines = re.findall(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{2}", key.content.decode())
    assert len(lines) == 4
    paper = import_module("denizen_site.adjudication.recovery_paper")
    assert len(paper.read_paper("\n".join(lines))) == 32
    assert lines[0] not in officer.get("/records-key").content.decode()


def test_without_a_directors_leave_there_is_no_key(officer, programme):
    form = {"act": "make", "new": PASSPHRASE, "again": PASSPHRASE}
    answer = officer.post("/records-key", form)
    assert answer.status_code == 409
    assert b"A director has not given leave" in answer.content


@pytest.mark.parametrize(("new", "again"), [("short", "short"), (PASSPHRASE, PASSPHRASE + "x")])
def test_a_short_or_mistyped_passphrase_is_refused(as_role, officer, new, again):
    as_role("director").post("/records-key/leave")
    answer = officer.post("/records-key", {"act": "make", "new": new, "again": again})
    assert answer.status_code == 422


def test_an_appeal_is_sealed_and_gives_a_receipt_that_names_nobody(filed, as_role, counted):
    assert filed.status_code == 302
    assert filed.headers["Location"] == f"/appeal/receipt/{FILING}/es"
    receipt = as_role("clerk").get(filed.headers["Location"])
    assert receipt.status_code == 200
    assert CONTACT not in receipt.content.decode()
    assert counted()["appeal_opened"] == 1


def test_the_appeal_is_in_no_row_log_or_ledger_in_the_clear(filed, caplog):
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found = repr([tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)
                          for row in cursor.fetchall()])  # fmt: skip
            assert "Hemlock" not in found, table
            assert CONTACT not in found, table
    assert "Hemlock" not in caplog.text


def test_an_appeal_sent_twice_is_filed_once(filed, as_role, counted):
    as_role("clerk").post("/appeal", appeal_form())
    assert counted()["appeal_opened"] == 1


@pytest.mark.parametrize(
    "change",
    [{"words": ""}, {"about": "x"}, {"number": "123"}, {"filing": "1; DROP"}, {"language": "xx"},
     {"words": "x" * 4001}, {"done_by": ["nobody"]}],
)  # fmt: skip
def test_a_bad_appeal_is_asked_for_again_and_keeps_what_was_typed(key, as_role, change):
    as_role("supervisor")  # somebody who may have decided, so that the form asks
    answer = as_role("clerk").post("/appeal", appeal_form(**change))
    assert answer.status_code == 422
    assert CONTACT in answer.content.decode()


def test_without_a_key_the_page_says_so_and_nothing_is_lost(programme, as_role):
    answer = as_role("clerk").post("/appeal", appeal_form())
    assert answer.status_code == 409
    assert STORY in answer.content.decode()


def test_the_empty_form_asks_for_nothing_and_comes_in_every_language(programme, as_role):
    clerk = as_role("clerk", station=False)
    for language in ("en", "es", "ar", "vi"):
        page = clerk.get(f"/appeal/form/{language}")
        assert page.status_code == 200
        assert b"<input" not in page.content.replace(b'type="hidden"', b"")
    assert clerk.get("/appeal/form/xx").status_code == 404


def test_a_file_is_read_in_the_open_room_only_and_every_reading_is_counted(filed, as_role, counted):
    supervisor = as_role("supervisor")
    assert supervisor.get(f"/cases/file/{FILING}").status_code == 403
    assert enter(supervisor, "wrong words and more").status_code == 422
    assert enter(supervisor).status_code == 302
    page = supervisor.get(f"/cases/file/{FILING}").content.decode()
    assert STORY in page
    assert CONTACT in page
    assert counted()["file_read"] == 1
    assert STORY not in supervisor.get("/cases").content.decode()


def test_the_room_closes_after_half_an_hour_and_at_once_when_asked(filed, as_role):
    supervisor = as_role("supervisor")
    enter(supervisor)
    supervisor.post("/cases/close")
    assert supervisor.get(f"/cases/file/{FILING}").status_code == 403
    enter(supervisor)
    kept = supervisor.cookies["__Host-records"].value
    other = as_role("supervisor")
    other.cookies["__Host-records"] = kept
    assert other.get(f"/cases/file/{FILING}").status_code == 403
    supervisor.defaults["denizen.at"] += timedelta(minutes=14)  # within the session's own limit
    supervisor.get("/cases")
    supervisor.defaults["denizen.at"] += timedelta(minutes=14)
    supervisor.get("/cases")
    supervisor.defaults["denizen.at"] += timedelta(minutes=3)
    assert supervisor.get(f"/cases/file/{FILING}").status_code == 403


def test_a_clerk_an_auditor_and_a_director_have_no_way_to_the_files(filed, as_role):
    for role in ("clerk", "auditor", "director"):
        assert as_role(role).get("/cases").status_code == 403
        assert as_role(role).get(f"/cases/file/{FILING}").status_code == 403


def verdict(**more):
    whole = {"decide-outcome": "upheld", "decide-ground": "rule_misread",
             "decide-words": "Venga con la carta.", "decide-version": "1"}  # fmt: skip
    return {**whole, **more}


def test_a_supervisor_decides_and_the_notice_says_why_in_the_persons_language(
    filed, as_role, counted
):
    supervisor = as_role("supervisor")
    enter(supervisor)
    assert supervisor.get(f"/cases/file/{FILING}/notice").status_code == 404
    assert supervisor.post(f"/cases/file/{FILING}/decide", verdict()).status_code == 302
    notice = supervisor.get(f"/cases/file/{FILING}/notice").content.decode()
    assert 'lang="es"' in notice
    assert "Venga con la carta." in notice
    assert CONTACT not in notice
    assert counted()["appeal_upheld"] == 1


def test_a_decision_without_a_fitting_reason_is_asked_for_again(filed, as_role):
    supervisor = as_role("supervisor")
    enter(supervisor)
    wrong = verdict(**{"decide-outcome": "dismissed"})
    answer = supervisor.post(f"/cases/file/{FILING}/decide", wrong)
    assert answer.status_code == 422
    assert b"Venga con la carta." in answer.content


def test_the_supervisor_who_decided_in_the_visit_does_not_decide_its_appeal(key, seat_of, as_role):
    first, second = as_role("supervisor"), as_role("supervisor")
    seat = seat_of(papers=SHORT, person={}, photo=b"")
    override = import_module("denizen_site.enrolment.visit").Override
    seat.change(upheld=override(first.staff, "upheld", seat.visit.laid_out()))
    assert seat.client.post("/appeal", appeal_form()).status_code == 302
    for supervisor in (first, second):
        enter(supervisor)
    assert first.post(f"/cases/file/{FILING}/decide", verdict()).status_code == 403
    assert second.post(f"/cases/file/{FILING}/decide", verdict()).status_code == 302


def test_the_records_officer_reads_and_notes_and_decides_nothing(filed, officer):
    enter(officer)
    note = {"note-words": "They called.", "note-version": "1"}
    assert officer.post(f"/cases/file/{FILING}/note", note).status_code == 302
    assert b"They called." in officer.get(f"/cases/file/{FILING}").content
    assert officer.post(f"/cases/file/{FILING}/note", note).status_code == 409
    assert officer.post(f"/cases/file/{FILING}/decide", verdict()).status_code == 403


def test_the_list_leads_each_role_to_what_they_may_do(key, officer, as_role):
    assert b'href="/records-key"' in officer.get("/cases").content
    page = as_role("supervisor").get("/cases").content
    assert b'href="/stop-with-evidence"' in page
    assert b'href="/records-key"' not in page


def test_a_hold_is_shown_in_the_list(filed, officer):
    enter(officer)
    assert officer.post(f"/cases/file/{FILING}/hold", {"hold": "yes"}).status_code == 302
    assert b"On hold" in officer.get("/cases").content


def test_a_file_on_staff_is_decided_by_a_supervisor_who_did_not_file_it(key, as_role):
    first, second = as_role("supervisor"), as_role("supervisor")
    new = {"words": "Cards were handed over without papers.", "filing": FILING}
    assert first.post("/cases/new", new).status_code == 302
    for supervisor in (first, second):
        enter(supervisor)
    form = {"decide-outcome": "dismissed", "decide-words": "", "decide-version": "1"}
    assert first.post(f"/cases/file/{FILING}/decide", form).status_code == 403
    assert second.post(f"/cases/file/{FILING}/decide", form).status_code == 302
    assert second.get(f"/cases/file/{FILING}/notice").status_code == 404


def evidence(of, **more):
    whole = {"number": of, "kind": "wrongly_issued", "evidence": "staff_error",
             "words": "", "language": "es", "filing": FILING}  # fmt: skip
    return {**whole, **more}


def test_a_wrongly_issued_card_is_stopped_with_a_notice_and_a_sealed_file(
    key, issued, as_role, counted
):
    number = issued.visit.held.number
    supervisor = as_role("supervisor")
    notice = supervisor.post("/stop-with-evidence", evidence(number))
    assert notice.status_code == 200
    assert 'lang="es"' in notice.content.decode()
    assert "-".join((number[:4], number[4:8], number[8:])) in notice.content.decode()
    card = import_module("denizen_site.issuance.models").Card.objects.get(number=number)
    assert card.standing == "revoked"
    assert counted()["stopped_wrongly_issued"] == 1
    assert supervisor.post("/stop-with-evidence", evidence(number)).status_code == 409
    enter(supervisor)
    assert supervisor.get(f"/cases/file/{FILING}/notice").status_code == 200


def test_a_card_is_stopped_even_before_there_is_a_key_and_then_no_file_is_kept(issued, as_role):
    files = import_module("denizen_site.adjudication.models").CaseFile.objects
    number = issued.visit.held.number
    supervisor = as_role("supervisor")
    form = evidence(number, kind="found", evidence="handed_in", language="en")
    answer = supervisor.post("/stop-with-evidence", form)
    assert b"We keep no file about this" in answer.content
    assert not files.exists()


@pytest.mark.parametrize(
    "change", [{"number": "7K3M"}, {"evidence": "handed_in"}, {"kind": "given_up"}]
)
def test_evidence_that_does_not_fit_stops_nothing(issued, as_role, counted, change):
    number = issued.visit.held.number
    supervisor = as_role("supervisor")
    assert supervisor.post("/stop-with-evidence", evidence(number, **change)).status_code == 422
    assert "stopped_wrongly_issued" not in counted()


def test_the_card_of_a_test_visit_is_stopped_and_counted_as_a_test(issued, as_role, counted):
    number = issued.visit.held.number
    director = as_role("director", station=False)
    answer = director.post("/test-visit", {"number": number})
    assert b"the test is counted" in answer.content
    assert counted()["test_visit"] == 1
    assert director.post("/test-visit", {"number": number}).status_code == 409


def test_a_card_older_than_a_week_cannot_be_stopped_under_the_name_of_a_test(
    issued, as_role, at, counted
):
    number = issued.visit.held.number
    later = as_role("director", at=at + timedelta(days=8))
    assert later.post("/test-visit", {"number": number}).status_code == 409
    card = import_module("denizen_site.issuance.models").Card.objects.get(number=number)
    assert card.standing == "active"


def test_no_page_of_the_room_sets_or_sends_anything_unregistered(filed, officer):
    answers = [
        enter(officer), officer.get("/cases"), officer.get(f"/cases/file/{FILING}"),
        officer.get("/cases/new"), officer.get("/records-key"), officer.post("/cases/close"),
    ]  # fmt: skip
    assert not unregistered(answers)
    assert all(answer.headers["Cache-Control"] == "no-store" for answer in answers)
