"""A card issued with real keys, a real press and a real read-back, and every way of not issuing one."""

from __future__ import annotations

import dataclasses
import resource
import stat
from datetime import timedelta

import pytest
from django.db import connection

from denizen.charter import FaceField
from denizen.credential import CardNumber
from denizen.credential.holder import AddressMode, EmergencyContact, PrintedAddress
from denizen.documents import PrintedAddress as PrintEffect
from denizen.errors import DenizenError, InputError
from denizen.formats import qr
from denizen.trust import KeyPurpose, ProgrammeMode
from denizen_press.read import read_codes
from denizen_site.config import boot
from denizen_site.custody import actions as custody
from denizen_site.custody.signing import signer_for
from denizen_site.errors import IssuanceError, StateError
from denizen_site.issuance.actions import Step, issue_card, recover
from denizen_site.issuance.code_hash import fits
from denizen_site.issuance.commit import (
    give_up_reservations_before,
    nobody_watches,
    reserve,
)
from denizen_site.issuance.models import Card, IndexReservation, UsedIndexes
from denizen_site.ledger import queries as ledger

FILES = {"card.pdf", "front.png", "back.png", "slip.pdf"}


def indexes_taken() -> int:
    return sum(byte.bit_count() for row in UsedIndexes.objects.all() for byte in bytes(row.bits))


def test_an_issued_card_is_signed_pressed_recorded_and_counted(programme, order, at):
    steps = []
    issued = issue_card(order, at=at, observer=steps.append)
    assert steps == list(Step)
    assert {path.name for path in issued.folder.iterdir()} == FILES
    assert issued.folder == order.out / issued.number.value
    received = qr.decode(issued.qr_text)
    received.envelope.verify(signer_for(KeyPurpose.CARD, at=at).public_key)
    assert received.claims.number == issued.number
    assert received.claims.status.index == issued.status_index
    assert received.claims.name is None
    assert issued.qr_text in read_codes(issued.files["back_png"].read_bytes())
    card = Card.objects.get()
    assert (card.number, card.status_index) == (issued.number.value, issued.status_index)
    assert fits(bytes(card.revocation_code_hash), issued.revocation_code)
    assert not IndexReservation.objects.exists()
    assert [day.counts["issued"] for day in ledger.days()] == [1]
    assert issued.specimen


def test_what_is_written_is_the_owners_alone_and_what_is_kept_names_nobody(
    home, programme, order, at
):
    issued = issue_card(order, at=at)
    assert stat.S_IMODE(issued.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in issued.files.values()} == {0o600}
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    for secret in ("Ñáñez", "Grand Avenue", "1987-03-14", issued.check_code.value):
        assert secret.encode() not in kept
    assert issued.revocation_code.value.encode() not in kept
    shown = repr((order, issued))
    assert "Ñáñez" not in shown
    assert issued.revocation_code.value not in shown


def test_two_cards_of_one_holder_have_nothing_in_common(programme, order, at):
    first, second = (issue_card(order, at=at) for _ in range(2))
    rows = [Card.objects.get(number=each.number.value) for each in (first, second)]
    assert first.number != second.number
    assert first.status_index != second.status_index
    assert bytes(rows[0].lineage) != bytes(rows[1].lineage)


def holder_with(order, **changes):
    return dataclasses.replace(order, holder=dataclasses.replace(order.holder, **changes))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"gender": "X"}, "issuance.field_not_printed"),
        ({"height_cm": 170}, "issuance.field_not_printed"),
        ({"languages": ("es",)}, "issuance.field_not_printed"),
        (
            {"emergency_contact": EmergencyContact("Ana", "203 555 0100")},
            "issuance.field_not_printed",
        ),
    ],
)
def test_what_the_city_does_not_print_is_told_and_costs_no_index(
    programme, order, at, changes, code
):
    with pytest.raises(IssuanceError) as caught:
        issue_card(holder_with(order, **changes), at=at)
    assert caught.value.code == code
    assert indexes_taken() == 0
    assert not order.out.exists()


def test_a_name_longer_than_the_city_prints_in_full_is_told(programme, order, charter, at):
    long_name = "A" * (charter.face.name_max_characters + 1)
    with pytest.raises(IssuanceError, match=r"issuance\.name_too_long"):
        issue_card(holder_with(order, name=long_name), at=at)


def test_a_birth_date_in_the_future_is_refused(programme, order, at):
    with pytest.raises(IssuanceError, match=r"issuance\.birth_date"):
        issue_card(holder_with(order, birth_date=at.date() + timedelta(days=1)), at=at)


def test_a_script_without_a_font_and_a_photo_that_is_none_cost_no_index(programme, order, at):
    for wrong in (
        holder_with(order, name="ᠮᠣᠩᠭᠣᠯ"),
        dataclasses.replace(order, photo=b"not a picture"),
    ):
        with pytest.raises(InputError) as caught:
            issue_card(wrong, at=at)
        assert "ᠮᠣᠩᠭᠣᠯ" not in str(caught.value)
    assert indexes_taken() == 0


def test_papers_that_protect_an_address_are_obeyed(programme, order, at):
    protected = dataclasses.replace(order, print_effect=PrintEffect.CONFIDENTIAL)
    with pytest.raises(IssuanceError, match=r"issuance\.address_protected"):
        issue_card(protected, at=at)
    stricter = holder_with(protected, address=PrintedAddress(AddressMode.NONE))
    assert issue_card(stricter, at=at).number


def test_a_childs_card_names_whom_to_call_where_the_charter_says_so(programme, order, at, charter):
    face = dataclasses.replace(
        charter.face,
        fields=charter.face.fields | {FaceField.EMERGENCY_CONTACT},
        emergency_contact_required_below_age=14,
    )
    child = dataclasses.replace(
        holder_with(order, birth_date=at.date() - timedelta(days=9 * 365)),
        charter=dataclasses.replace(charter, face=face),
    )
    with pytest.raises(IssuanceError, match=r"issuance\.emergency_contact_needed"):
        issue_card(child, at=at)
    with_contact = holder_with(child, emergency_contact=EmergencyContact("Ana", "203 555 0100"))
    assert issue_card(with_contact, at=at).number


def test_a_live_programme_issues_nothing_before_its_launch_and_no_specimen_after(
    home, order, charter, at
):
    variables = {"DENIZEN_KEY_PASSPHRASE": "one", "DENIZEN_ROOT_PASSPHRASE": "two"}
    boot.start(home, variables=variables)
    custody.initialise(mode=ProgrammeMode.LIVE, charter=charter, at=at, list_size=2**13)
    with pytest.raises(IssuanceError, match=r"issuance\.not_live"):
        issue_card(order, at=at)
    custody.go_live(typed=charter.issuer, at=at)
    assert issue_card(order, at=at).specimen is False


def test_a_full_disk_issues_nothing_and_loses_nothing(programme, order, at):
    first = issue_card(order, at=at)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def disk_fills(step):
        if step is Step.WRITE:
            resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))

    try:
        with pytest.raises(DenizenError) as caught:
            issue_card(order, at=at, observer=disk_fills)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.code == "issuance.out_of_space"
    assert [card.number for card in Card.objects.all()] == [first.number.value]
    assert [path.name for path in order.out.iterdir()] == [first.number.value]
    assert indexes_taken() == 2
    again = issue_card(order, at=at)
    assert {path.name for path in again.folder.iterdir()} == FILES


def test_a_disk_that_fills_in_the_middle_of_the_commit_issues_nothing(programme, order, at):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def disk_fills(step):
        if step is Step.COMMIT:
            resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))

    try:
        with pytest.raises(StateError) as caught:
            issue_card(order, at=at, observer=disk_fills)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.code in {"state.out_of_space", "state.database_unavailable"}
    assert not Card.objects.exists()
    again = issue_card(order, at=at)
    assert [path.name for path in order.out.iterdir()] == [again.number.value]


def reserve_until_full(day):
    while True:
        reserve(2**13, day=day, observer=nobody_watches)


def test_a_full_disk_under_the_database_is_said_so_and_no_index_is_lost(programme, at):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count={cursor.fetchone()[0]}")
    with pytest.raises(StateError) as caught:
        reserve_until_full(at.date())
    assert caught.value.code == "state.out_of_space"
    assert indexes_taken() == IndexReservation.objects.count() > 0


def test_a_reservation_given_up_meanwhile_is_not_issued(programme, order, at):
    def midnight(step):
        if step is Step.PRESS:
            give_up_reservations_before(at.date() + timedelta(days=1))

    with pytest.raises(IssuanceError, match=r"issuance\.reservation_lapsed"):
        issue_card(order, at=at, observer=midnight)
    assert not Card.objects.exists()
    assert list(order.out.iterdir()) == []


def test_recovery_reveals_what_was_committed_and_removes_the_rest(programme, order, at):
    class PowerCut(BaseException):
        pass

    def cut_at(where):
        def observer(step):
            if step is where:
                raise PowerCut

        return observer

    for where in (Step.WRITE, Step.COMMIT, Step.REVEAL):
        with pytest.raises(PowerCut):
            issue_card(order, at=at, observer=cut_at(where))
        assert Card.objects.count() == (where is Step.REVEAL)
        if where is not Step.REVEAL:
            assert recover(order.out).removed == 1
    (path,) = recover(order.out).revealed
    assert {file.name for file in path.iterdir()} == FILES
    assert CardNumber(path.name).value == Card.objects.get().number
    assert recover(order.out) == recover(order.out)
