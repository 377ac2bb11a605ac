"""Blank cards: received, used one by one, spoilt, counted, and held against the day's cards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from denizen_press.photo import prepare_photo
from denizen_site.errors import IssuanceError
from denizen_site.issuance import stock
from denizen_site.issuance.actions import CardOrder, issue_held
from denizen_site.issuance.day_report import blanks_left, reconcile
from denizen_site.issuance.models import StockSerial
from denizen_site.issuance.stock import NOT_TRACKED, SpoiltReason
from denizen_site.lifecycle import actions as lifecycle

DESK, OTHER = "desk0001", "desk0002"


@pytest.fixture(scope="module")
def prepared(photo):
    return prepare_photo(photo)


@pytest.fixture
def box(programme, at):
    """A box of three blank cards at one desk."""
    assert stock.receive("A000123-A000125", station=DESK, at=at, by="super0001") == 3


def refused(act, *words, **named):
    with pytest.raises(IssuanceError) as caught:
        act(*words, **named)
    return caught.value.code


def take(station, at):
    with transaction.atomic():
        return stock.take_next(station, at=at, by="clerk0001")


@pytest.mark.parametrize(
    ("text", "serials"),
    [
        ("A000123-A000125", ["A000123", "A000124", "A000125"]),
        ("0098-0101", ["0098", "0099", "0100", "0101"]),
        (" NH7-NH7 ", ["NH7"]),
        ("A99", ["A99"]),
    ],
)
def test_a_range_of_serials_is_read(text, serials):
    assert stock.serials_in(text) == serials


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "A1-",
        "A5-A4",
        "A1-B9",
        "A9-A10",
        "a1-a2",
        "A1 - A2",
        "A1-A2-A3",
        "A00000-A10000",
        "٣-٤",
        "A-1",
        "A1;DROP",
    ],
)
def test_what_is_no_range_is_refused(text):
    assert refused(stock.serials_in, text) == "issuance.stock_range"


def test_stock_is_received_once(box, at):
    assert refused(stock.receive, "A000125-A000130", station=DESK, at=at) == "issuance.stock_known"
    assert StockSerial.objects.count() == blanks_left() == 3
    assert reconcile(at.date()).stations[0].left == 3


def test_blank_cards_are_taken_in_order_until_none_is_left(box, at):
    assert [take(DESK, at) for _ in range(3)] == ["A000123", "A000124", "A000125"]
    assert refused(take, DESK, at) == "issuance.stock_empty"


def test_a_station_that_never_received_any_is_not_tracked(box, at):
    assert take(OTHER, at) == NOT_TRACKED
    assert reconcile(at.date()).used == 0


def test_a_blank_card_is_taken_within_a_transaction_only(box, at):
    with pytest.raises(TypeError):
        stock.take_next(DESK, at=at)


def test_a_spoilt_or_missing_card_stays_so(box, at):
    stock.spoil("A000124", SpoiltReason.FAULTY, at=at)
    stock.miss("A000123", at=at)
    assert take(DESK, at) == "A000125"
    for act in (
        lambda: stock.spoil("A000124", SpoiltReason.JAM, at=at),
        lambda: stock.miss("A000124", at=at),
        lambda: stock.spoil("B1", SpoiltReason.JAM, at=at),
    ):
        assert refused(act) == "issuance.stock_unknown"


def test_a_count_that_is_no_number_of_cards_is_refused(box, at):
    assert refused(stock.count_left, DESK, -1, at=at) == "issuance.stock_count"


def issue(order, at, station=DESK):
    serials = []
    held = issue_held(order, hold=lambda _: serials.append(stock.take_next(station, at=at)), at=at)
    return held, serials[0]


def test_an_even_day_is_told_from_an_uneven_one(box, charter, holder, prepared, at):
    order = CardOrder(charter, holder, prepared)
    held, serial = issue(order, at)
    lifecycle.hand_over(held.number, at=at)
    assert stock.take_another(serial, SpoiltReason.MISPRINT, station=DESK, at=at) == "A000124"
    report = reconcile(at.date())
    assert (report.issued, report.handed_over, report.reprinted) == (1, 1, 1)
    assert (report.printings, report.used, report.untraced) == (2, 2, 0)
    (desk,) = report.stations
    assert (desk.used, desk.spoilt, desk.missing, desk.left) == (1, 1, 0, 1)
    assert desk.difference is None
    assert not report.is_even
    stock.count_left(DESK, 0, at=at)
    assert reconcile(at.date()).stations[0].difference == -1
    stock.count_left(DESK, 1, at=at)
    assert reconcile(at.date()).is_even
    stock.miss("A000125", at=at)
    assert reconcile(at.date()).stations[0].difference == 1


def test_a_card_made_without_a_blank_shows_at_the_days_close(box, charter, holder, prepared, at):
    issue_held(CardOrder(charter, holder, prepared), hold=lambda _: None, at=at)
    stock.count_left(DESK, 3, at=at)
    report = reconcile(at.date())
    assert report.untraced == 1
    assert not report.is_even
    assert reconcile(at.date() + timedelta(days=1)).untraced == 0


def test_a_programme_without_stock_is_always_even(charter, holder, prepared, programme, at):
    issue_held(CardOrder(charter, holder, prepared), hold=lambda _: None, at=at)
    assert reconcile(at.date()).is_even
    assert blanks_left() is None


def test_a_card_is_not_issued_without_a_blank_and_takes_none_when_it_fails(
    box, charter, holder, prepared, at
):
    order = CardOrder(charter, holder, prepared)

    def hold(_):
        stock.take_next(DESK, at=at)
        raise IssuanceError("issuance.test", "the visit was saved elsewhere")

    assert refused(issue_held, order, hold=hold, at=at) == "issuance.test"
    assert reconcile(at.date()).stations[0].left == 3
    for _ in range(3):
        take(DESK, at)
    assert refused(issue, order, at) == "issuance.stock_empty"
    assert reconcile(at.date()).issued == 0


def test_no_serial_is_kept_beside_a_card(box, charter, holder, prepared, at):
    held, serial = issue(CardOrder(charter, holder, prepared), at)
    columns = {field.name for field in StockSerial._meta.get_fields()}
    assert columns == {"serial", "station", "state", "day"}
    assert held.number.value not in str(StockSerial.objects.filter(serial=serial).values())


def test_old_stock_is_forgotten_by_schedule_and_what_is_left_is_kept(box, at):
    take(DESK, at)
    stock.count_left(DESK, 2, at=at)
    assert stock.forget_before(at.date()) == 0
    assert stock.forget_before(at.date() + timedelta(days=1)) == 1
    assert blanks_left() == 2
    assert reconcile(at.date()).stations[0].counted is None
