"""A card's later life: stopped, replaced, renewed, handed over, shown, forgotten."""

from __future__ import annotations

import dataclasses
import statistics
import time
from datetime import date, timedelta

import pytest

from denizen.charter import ModeOfIssue
from denizen.credential import CardNumber, RevocationCode
from denizen_site.errors import LifecycleError
from denizen_site.issuance.actions import issue_card
from denizen_site.issuance.models import Card, UsedIndexes
from denizen_site.ledger import queries as ledger
from denizen_site.lifecycle import actions, queries

DAY = timedelta(days=1)


@pytest.fixture
def issued(programme, order, at):
    return issue_card(order, at=at)


def standing(card) -> str:
    return Card.objects.get(number=card.number.value).standing


def counts() -> dict[str, int]:
    total: dict[str, int] = {}
    for day in ledger.days():
        for act, number in day.counts.items():
            total[act] = total.get(act, 0) + number
    return total


def refused(act) -> LifecycleError:
    with pytest.raises(LifecycleError) as caught:
        act()
    return caught.value


def test_the_loss_slip_stops_its_card_and_does_so_again_without_a_word(issued, at):
    for _ in range(2):
        actions.revoke_by_code(issued.number, issued.revocation_code, at=at)
    assert standing(issued) == "revoked"
    assert counts()["stopped_by_code"] == 1


def test_a_wrong_code_and_an_unknown_number_are_refused_in_the_same_words(issued, at):
    wrong = RevocationCode.new()
    unknown = CardNumber.new()
    errors = [
        refused(lambda number=number: actions.revoke_by_code(number, wrong, at=at))
        for number in (issued.number, unknown)
    ]
    assert str(errors[0]) == str(errors[1])
    assert standing(issued) == "active"
    assert "stopped_by_code" not in counts()


def test_a_wrong_code_and_an_unknown_number_cost_the_same(issued, at):
    def seconds(number):
        begin = time.perf_counter()
        refused(lambda: actions.revoke_by_code(number, RevocationCode.new(), at=at))
        return time.perf_counter() - begin

    known = statistics.median(seconds(issued.number) for _ in range(7))
    unknown = statistics.median(seconds(CardNumber.new()) for _ in range(7))
    assert 0.5 < known / unknown < 2


@pytest.mark.parametrize("reason", list(actions.StaffReason))
def test_staff_stop_a_card_and_only_a_count_knows_why(issued, at, reason):
    actions.revoke_by_staff(issued.number, reason, at=at)
    assert standing(issued) == "revoked"
    assert counts()[reason.value] == 1
    held = queries.show(issued.number)
    assert reason.word not in str(held)
    assert refused(lambda: actions.revoke_by_staff(issued.number, reason, at=at)).code == (
        "lifecycle.already_stopped"
    )


def test_staff_are_told_of_a_number_that_no_card_has(programme, at):
    unknown = CardNumber.new()
    for act in (
        lambda: actions.revoke_by_staff(unknown, actions.StaffReason.FOUND, at=at),
        lambda: queries.show(unknown),
        lambda: actions.hand_over(unknown, at=at),
    ):
        assert refused(act).code == "lifecycle.unknown_card"


def test_a_replacement_has_all_new_and_the_same_lineage_and_stops_the_old(issued, order, at):
    new = actions.replace(issued.number, order, at=at + DAY)
    old_row, new_row = (Card.objects.get(number=each.number.value) for each in (issued, new))
    assert (old_row.standing, new_row.standing) == ("revoked", "active")
    assert bytes(old_row.lineage) == bytes(new_row.lineage)
    assert old_row.status_index != new_row.status_index
    assert counts()["replaced"] == 1
    assert "stopped_by_code" not in counts()


def test_a_card_that_was_stopped_can_be_replaced_once(issued, order, at):
    actions.revoke_by_code(issued.number, issued.revocation_code, at=at)
    new = actions.replace(issued.number, order, at=at)
    again = refused(lambda: actions.replace(issued.number, order, at=at))
    assert again.code == "lifecycle.already_followed"
    assert standing(actions.replace(new.number, order, at=at)) == "active"


def test_a_replacement_that_cannot_be_pressed_leaves_the_old_card_good(issued, order, at):
    with pytest.raises(Exception, match="press"):
        actions.replace(issued.number, dataclasses.replace(order, photo=b"no picture"), at=at)
    assert standing(issued) == "active"
    assert Card.objects.count() == 1


def let_end(issued, day):
    """Let a card end on a day, as if it had been issued years ago."""
    Card.objects.filter(number=issued.number.value).update(last_day=day)


def test_a_card_is_renewed_near_its_end_and_not_before(issued, order, at):
    opens = at.date() + DAY
    let_end(issued, opens + actions.RENEWAL_DAYS * DAY)
    error = refused(lambda: actions.renew(issued.number, order, at=at))
    assert error.code == "lifecycle.too_early"
    assert opens.isoformat() in error.summary
    new = actions.renew(issued.number, order, at=at + DAY)
    assert (new.first_day, standing(issued)) == (opens, "revoked")
    again = refused(lambda: actions.renew(issued.number, order, at=at + DAY))
    assert again.code == "lifecycle.stopped"


def test_a_renewal_printed_later_leaves_the_old_card_good_until_it_is_handed_over(
    issued, order, charter, at
):
    let_end(issued, at.date() + 10 * DAY)
    later = dataclasses.replace(charter.issue, mode=ModeOfIssue.LATER, max_days=14)
    posted = dataclasses.replace(order, charter=dataclasses.replace(charter, issue=later))
    new = actions.renew(issued.number, posted, at=at)
    assert queries.show(new.number)["print_state"] == "waiting"
    assert (standing(issued), standing(new)) == ("active", "active")
    again = refused(lambda: actions.renew(issued.number, posted, at=at))
    assert again.code == "lifecycle.already_followed"
    actions.hand_over(new.number, at=at)
    assert (standing(issued), standing(new)) == ("revoked", "active")
    again = refused(lambda: actions.hand_over(new.number, at=at))
    assert again.code == "lifecycle.already_handed_over"


def test_what_the_city_holds_about_a_card_is_shown_and_is_almost_nothing(issued):
    held = queries.show(issued.number)
    columns = {field.name for field in Card._meta.get_fields()}
    renamed = {"number": "card_number", "revocation_code_hash": "revocation_code"}
    assert set(held) == {renamed.get(column, column) for column in columns}
    assert "Rosalía" not in str(held)


def test_the_sweep_forgets_cards_that_are_over_and_keeps_their_indexes_taken(home, issued, at):
    taken = [bytes(row.bits) for row in UsedIndexes.objects.all()]
    code_hash = bytes(Card.objects.get().revocation_code_hash)
    last = at + (issued.last_day - at.date())
    assert actions.sweep(at=last + 2 * DAY).cards == 0
    assert actions.sweep(at=last + 3 * DAY).cards == 1
    assert not Card.objects.exists()
    assert [bytes(row.bits) for row in UsedIndexes.objects.all()] == taken
    kept = b"".join(path.read_bytes() for path in home.glob("denizen.sqlite3*"))
    assert issued.number.value.encode() not in kept
    assert code_hash not in kept
    ledger.check_chain()


def test_the_day_of_a_card_is_the_citys_own(programme, order, at):
    late_evening = at.replace(hour=2)
    assert issue_card(order, at=late_evening).first_day == date(2026, 11, 21)
