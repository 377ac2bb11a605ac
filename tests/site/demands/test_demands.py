"""A demand from receipt to letter: two people sign, the number searched for is nowhere, an advice is stopped."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.urls import reverse

from denizen.charter import DemandKind
from denizen.credential import CardNumber
from denizen_site.errors import DemandError
from denizen_site.holds.actions import Side

ASKED = {"kind": "administrative_subpoena", "sender": "federal_agent", "office": "ICE, Hartford",
         "asked": ["cardholders", "status"], "received_month": "11", "received_day": "20",
         "received_year": "2026"}  # fmt: skip


@pytest.fixture
def officer(programme, as_role):
    return as_role("records_officer", station=False)


@pytest.fixture
def open_id(demands, receipt, at):
    return demands.receive(receipt(), at=at, by="officer")


def address(name, id_, **more):
    return reverse(f"desk:{name}", kwargs={"demand": id_, **more})


def everything_kept():
    """Give all that the desk's database holds, as one text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_a_public_records_request_is_due_after_four_business_days(
    demands, queries, receipt, kinds, at
):
    request = receipt(
        kind=DemandKind.PUBLIC_RECORDS,
        sender=kinds.Sender.PRESS,
        office="",
        received=date(2026, 11, 20),
    )
    found = queries.find(demands.receive(request, at=at, by="officer"))
    assert found.due == date(2026, 11, 27)


def test_a_demand_that_names_a_resident_or_comes_tomorrow_is_refused(demands, receipt, kinds, at):
    with pytest.raises(DemandError, match="no name is kept"):
        demands.receive(receipt(sender=kinds.Sender.RESIDENT), at=at, by="officer")
    with pytest.raises(DemandError, match="today or before"):
        demands.receive(receipt(received=at.date() + timedelta(days=1)), at=at, by="officer")


def test_a_reply_goes_out_only_when_two_others_have_signed_it(demands, queries, kinds, open_id, at):
    refuse = kinds.Reply.REFUSED
    demands.propose(open_id, refuse, at=at, by="officer")
    with pytest.raises(DemandError, match="two others"):
        demands.sign(open_id, Side.LAWYER, reply=refuse, at=at, by="officer")
    demands.sign(open_id, Side.LAWYER, reply=refuse, at=at, by="lawyer")
    with pytest.raises(DemandError, match="two others"):
        demands.sign(open_id, Side.DIRECTOR, reply=refuse, at=at, by="lawyer")
    with pytest.raises(DemandError, match="two people"):
        demands.close(open_id, at=at, by="officer")
    demands.sign(open_id, Side.DIRECTOR, reply=refuse, at=at, by="director")
    demands.close(open_id, at=at, by="officer")
    found = queries.find(open_id)
    assert (found.state, found.delete_on) == ("closed", date(2029, 11, 22))


def test_another_reply_has_to_be_signed_anew(demands, queries, kinds, open_id, at):
    demands.propose(open_id, kinds.Reply.REFUSED, at=at, by="officer")
    demands.sign(open_id, Side.LAWYER, reply=kinds.Reply.REFUSED, at=at, by="lawyer")
    demands.propose(open_id, kinds.Reply.RELEASED, at=at, by="officer")
    assert queries.find(open_id).lawyer == ""
    with pytest.raises(DemandError, match="changed"):
        demands.sign(open_id, Side.DIRECTOR, reply=kinds.Reply.REFUSED, at=at, by="director")


def test_a_search_is_counted_and_its_number_is_nowhere(officer, open_id, queries, counted):
    number = CardNumber.new()
    sent = officer.post(address("demand-search", open_id), {"number": number.display})
    assert sent.status_code == 302
    assert queries.find(open_id).searched == "nothing"
    assert counted()["demand_searched_nothing"] == 1
    kept = everything_kept()
    assert "demand_searched_nothing" in kept
    assert number.value not in kept
    assert number.display not in kept


def test_a_status_asked_for_on_advice_is_stopped_and_seen_the_same_day(
    officer, as_role, open_id, counted
):
    answer = officer.post(address("demand-share", open_id), {"basis": "advice"})
    assert answer.status_code == 403
    assert counted()["disclosure_stopped"] == 1
    director = as_role("director", station=False)
    page = director.get(reverse("desk:day")).content.decode()
    assert "was stopped" in page
    assert address("demand", open_id) in page


def test_the_pages_take_a_demand_from_receipt_to_letter(officer, as_role, queries):
    taken = officer.post(reverse("desk:demand-new"), ASKED)
    assert taken.status_code == 302
    (found,) = queries.open_demands()
    assert taken.headers["Location"] == address("demand", found.id)
    page = officer.get(address("demand", found.id)).content.decode()
    assert "There is no list of people" in page
    assert officer.post(address("demand-reply", found.id), {"reply": "refused"}).status_code == 302
    for role in ("city_lawyer", "director"):
        signer = as_role(role, station=False)
        signed = signer.post(address("demand-sign", found.id), {"reply": "refused"})
        assert signed.status_code == 302
    letter = officer.get(address("demand-letter", found.id, language="ar"))
    assert letter.headers["Content-Type"] == "application/pdf"
    assert letter.content.startswith(b"%PDF")
    assert officer.post(address("demand-close", found.id)).status_code == 302
    assert queries.open_demands() == ()


def test_a_form_with_a_residents_name_and_one_with_nothing_are_told_what_is_wrong(officer, queries):
    named = officer.post(reverse("desk:demand-new"), {**ASKED, "sender": "resident"})
    assert named.status_code == 422
    assert "no name is kept" in named.content.decode()
    assert officer.post(reverse("desk:demand-new"), {}).status_code == 422
    assert queries.open_demands() == ()


def test_the_calendar_holds_the_days_and_no_office(officer, open_id):
    text = officer.get(reverse("desk:deadlines")).content.decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert f"UID:{open_id}@" in text
    assert "DTSTART;VALUE=DATE:20261125" in text
    assert "Hartford" not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_a_demand_that_is_gone_is_no_page(officer):
    assert officer.get(address("demand", "nothing")).status_code == 404


def test_a_demand_is_deleted_when_its_years_are_over_and_not_before(
    demands, queries, kinds, open_id, at
):
    demands.propose(open_id, kinds.Reply.REFUSED, at=at, by="officer")
    demands.sign(open_id, Side.LAWYER, reply=kinds.Reply.REFUSED, at=at, by="lawyer")
    demands.sign(open_id, Side.DIRECTOR, reply=kinds.Reply.REFUSED, at=at, by="director")
    demands.close(open_id, at=at, by="officer")
    assert demands.sweep(at=at.replace(year=2029, month=11, day=21)) == 0
    assert demands.sweep(at=at.replace(year=2029, month=11, day=23)) == 1


@pytest.mark.parametrize(("sender", "is_told"), [("police", True), ("federal_agent", False)])
def test_the_police_are_told_one_word_about_a_card_and_a_federal_agency_nothing(
    officer, demands, receipt, kinds, counted, sender, is_told, at
):
    call = receipt(
        kind=DemandKind.POLICE_CALL, sender=kinds.Sender(sender), asked=(kinds.Asked.CARD_CHECK,)
    )
    id_ = demands.receive(call, at=at, by="officer")
    sent = officer.post(address("demand-search", id_), {"number": CardNumber.new().display})
    assert ("Not good" in sent.content.decode()) is is_told
    assert ("card_confirmed" in counted()) is is_told


def test_a_card_of_ours_is_good_and_a_stopped_one_is_not(programme, at):
    holdings = import_module("denizen_site.demands.holdings")
    models = import_module("denizen_site.issuance.models")
    number, day = CardNumber.new(), at.date()
    card = models.Card.objects.create(
        number=number.value, status_index=7, lineage=b"l" * 16, first_day=day,
        last_day=day + timedelta(days=9), print_state="handed_over", standing="active",
        revocation_code_hash=b"x",
    )  # fmt: skip
    assert holdings.is_good(number, on=day)
    assert not holdings.is_good(number, on=day + timedelta(days=10))
    card.standing = "revoked"
    card.save()
    assert not holdings.is_good(number, on=day)
