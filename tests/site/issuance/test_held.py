"""A card issued within a visit: no file, one transaction with whatever holds it, or nothing at all."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from denizen.credential import CardNumber, RevocationCode
from denizen_press.photo import prepare_photo
from denizen_press.raster import encode_png, rasterise
from denizen_press.read import read_codes
from denizen_site.errors import EnrolmentError, LifecycleError
from denizen_site.issuance.actions import CardOrder, Step, issue_held
from denizen_site.issuance.code_hash import fits
from denizen_site.issuance.models import Card, IndexReservation, PrintState, UsedIndexes
from denizen_site.ledger import queries as ledger
from denizen_site.lifecycle import actions as lifecycle
from denizen_site.lifecycle.actions import Replaced, ReplacementReason

DAY = timedelta(days=1)


@pytest.fixture(scope="session")
def prepared(photo):
    return prepare_photo(photo)


@pytest.fixture
def card_order(programme, charter, holder, prepared):
    return CardOrder(charter, holder, prepared, by="clerk0001")


def no_place(held):
    """Hold nothing: the test looks at what is returned."""


def row(held):
    return Card.objects.get(number=held.number.value)


def counts():
    total: dict[str, int] = {}
    for day in ledger.days():
        for act, number in day.counts.items():
            total[act] = total.get(act, 0) + number
    return total


def refused(act):
    with pytest.raises(LifecycleError) as caught:
        act()
    return caught.value.code


def test_a_held_card_is_recorded_with_its_place_and_touches_no_disk(card_order, home, tmp_path, at):
    before = {path for path in tmp_path.rglob("*") if path.suffix in {".pdf", ".png"}}
    steps, seen = [], []

    def hold(held):
        seen.append((held, Card.objects.filter(number=held.number.value).exists()))

    held = issue_held(card_order, hold=hold, at=at, observer=steps.append)
    assert seen == [(held, True)]
    assert steps == [step for step in Step if step is not Step.WRITE]
    assert set(held.files) == {"card.pdf", "slip.pdf"}
    assert all(content.startswith(b"%PDF") for content in held.files.values())
    assert {path for path in tmp_path.rglob("*") if path.suffix in {".pdf", ".png"}} == before
    assert row(held).print_state == PrintState.AT_DESK
    assert fits(bytes(row(held).revocation_code_hash), held.revocation_code)
    assert not IndexReservation.objects.exists()
    assert counts()["issued"] == 1
    assert ledger.staff_facts(held.first_day)["clerk0001"]["issued"] == 1


def test_the_code_of_a_held_card_reads(card_order, at):
    held = issue_held(card_order, hold=no_place, at=at)
    back = list(rasterise(held.files["card.pdf"]))[1]
    assert len(read_codes(encode_png(back))) == 1


def test_nothing_personal_shows_in_what_is_printed_of_orders_and_held_cards(card_order, at):
    held = issue_held(card_order, hold=no_place, at=at)
    shown = repr((card_order, held, Replaced(held.number, ReplacementReason.LOST)))
    for secret in ("Ñáñez", "Grand Avenue", "1987", "%PDF", held.check_code.value):
        assert secret not in shown
    assert held.revocation_code.value not in shown


def test_a_place_that_refuses_undoes_the_card_and_burns_its_index(card_order, at):
    def taken(held):
        raise EnrolmentError("visit.changed_elsewhere", "changed meanwhile")

    with pytest.raises(EnrolmentError, match=r"visit\.changed_elsewhere"):
        issue_held(card_order, hold=taken, at=at)
    assert not Card.objects.exists()
    assert "issued" not in counts()
    assert IndexReservation.objects.count() == 1
    assert sum(byte.bit_count() for r in UsedIndexes.objects.all() for byte in bytes(r.bits)) == 1


def test_a_held_card_is_handed_over_once(card_order, at):
    held = issue_held(card_order, hold=no_place, at=at)
    lifecycle.hand_over(held.number, at=at, by="clerk0001")
    assert row(held).print_state == PrintState.HANDED_OVER
    assert refused(lambda: lifecycle.hand_over(held.number, at=at)) == (
        "lifecycle.already_handed_over"
    )
    assert ledger.staff_facts(held.first_day)["clerk0001"]["handed_over"] == 1


def test_an_abandoned_card_is_stopped_and_never_handed_over(card_order, at):
    held = issue_held(card_order, hold=no_place, at=at)
    for _ in range(2):
        lifecycle.abandon(held.number, at=at, by="clerk0001")
    assert row(held).standing == "revoked"
    assert counts()["abandoned_after_issue"] == 1
    assert refused(lambda: lifecycle.hand_over(held.number, at=at)) == (
        "lifecycle.stopped_before_hand_over"
    )


def test_a_card_that_was_handed_over_is_not_abandoned(card_order, at):
    held = issue_held(card_order, hold=no_place, at=at)
    lifecycle.hand_over(held.number, at=at)
    assert refused(lambda: lifecycle.abandon(held.number, at=at)) == "lifecycle.already_handed_over"
    assert refused(lambda: lifecycle.abandon(CardNumber.new(), at=at)) == "lifecycle.unknown_card"
    assert row(held).standing == "active"


def test_the_night_stops_cards_whose_visits_ended_unread(card_order, at):
    held, given = (issue_held(card_order, hold=no_place, at=at) for _ in range(2))
    lifecycle.hand_over(given.number, at=at)
    assert lifecycle.sweep(at=at + timedelta(hours=12)).abandoned == 0
    assert lifecycle.sweep(at=at + DAY).abandoned == 1
    assert lifecycle.sweep(at=at + DAY).abandoned == 0
    assert (row(held).standing, row(given).standing) == ("revoked", "active")
    assert counts()["abandoned_after_issue"] == 1


@pytest.mark.parametrize("reason", list(ReplacementReason))
def test_a_card_that_may_be_in_wrong_hands_stops_at_once_and_another_at_the_hand_over(
    card_order, at, reason
):
    old = issue_held(card_order, hold=no_place, at=at)
    lifecycle.hand_over(old.number, at=at)
    lost = reason in {
        ReplacementReason.LOST,
        ReplacementReason.STOLEN,
        ReplacementReason.SECOND_CARD,
    }
    new = lifecycle.replace_held(Replaced(old.number, reason), card_order, hold=no_place, at=at)
    assert bytes(row(new).lineage) == bytes(row(old).lineage)
    assert row(old).standing == ("revoked" if lost else "active")
    assert counts()[reason.value] == 1
    assert "replaced" not in counts()
    lifecycle.hand_over(new.number, at=at)
    assert (row(old).standing, row(new).standing) == ("revoked", "active")


def test_after_an_abandoned_replacement_the_card_can_be_replaced_again(card_order, at):
    old = issue_held(card_order, hold=no_place, at=at)
    lifecycle.hand_over(old.number, at=at)
    worn = Replaced(old.number, ReplacementReason.DAMAGED)
    first = lifecycle.replace_held(worn, card_order, hold=no_place, at=at)
    again = refused(lambda: lifecycle.replace_held(worn, card_order, hold=no_place, at=at))
    assert again == "lifecycle.already_followed"
    lifecycle.abandon(first.number, at=at)
    assert row(old).standing == "active"
    second = lifecycle.replace_held(worn, card_order, hold=no_place, at=at)
    lifecycle.hand_over(second.number, at=at)
    assert [row(each).standing for each in (old, first, second)] == ["revoked", "revoked", "active"]


def test_a_place_that_refuses_leaves_the_replaced_card_good(card_order, at):
    old = issue_held(card_order, hold=no_place, at=at)
    lost = Replaced(old.number, ReplacementReason.LOST)

    def taken(held):
        raise EnrolmentError("visit.gone", "over")

    with pytest.raises(EnrolmentError):
        lifecycle.replace_held(lost, card_order, hold=taken, at=at)
    assert row(old).standing == "active"


def test_a_renewal_within_a_visit_leaves_the_old_card_good_until_the_hand_over(card_order, at):
    old = issue_held(card_order, hold=no_place, at=at)
    lifecycle.hand_over(old.number, at=at)
    Card.objects.filter(number=old.number.value).update(last_day=at.date() + 10 * DAY)
    new = lifecycle.renew_held(old.number, card_order, hold=no_place, at=at)
    assert (row(old).standing, row(new).standing) == ("active", "active")
    lifecycle.hand_over(new.number, at=at)
    assert (row(old).standing, row(new).standing) == ("revoked", "active")
    assert counts()["renewed"] == 1


def test_the_loss_slip_stops_a_card_that_is_still_at_the_desk(card_order, at):
    held = issue_held(card_order, hold=no_place, at=at)
    lifecycle.revoke_by_code(held.number, held.revocation_code, at=at)
    assert row(held).standing == "revoked"
    with pytest.raises(LifecycleError):
        lifecycle.revoke_by_code(held.number, RevocationCode.new(), at=at)


def test_what_the_charter_refuses_costs_a_held_card_no_index(card_order, at):
    wrong = dataclasses.replace(
        card_order, holder=dataclasses.replace(card_order.holder, gender="X")
    )
    with pytest.raises(Exception, match=r"issuance\.field_not_printed"):
        issue_held(wrong, hold=no_place, at=at)
    assert not IndexReservation.objects.exists()
