"""Cards printed later: sealed to the station in the card's own transaction, batched, accepted, picked up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db import transaction

from denizen_press.photo import prepare_photo
from denizen_site.errors import IssuanceError, LifecycleError
from denizen_site.issuance import print_jobs, stock
from denizen_site.issuance.actions import CardOrder, issue_held
from denizen_site.issuance.day_report import reconcile
from denizen_site.issuance.models import Card, PickUp, PrintJob
from denizen_site.issuance.print_seal import (
    PAGE_BYTES,
    PrintedParts,
    SealedJob,
    open_job,
    read_batch,
    seal_job,
    write_batch,
)
from denizen_site.lifecycle import actions as lifecycle

DAY = timedelta(days=1)
ADDRESS = ("Rosalía Ñáñez-Quispe Güemes", "214 Grand Avenue, Apt 3", "New Haven, CT 06513")


@pytest.fixture(scope="module")
def prepared(photo):
    return prepare_photo(photo)


@pytest.fixture
def issue(programme, later, holder, prepared, at):
    """Issue a card that is printed later; gives it with its pick-up code."""

    def issue(mail_to=()):
        codes = []
        held = issue_held(
            CardOrder(later, holder, prepared),
            hold=lambda held: codes.append(print_jobs.queue(held, mail_to=mail_to, at=at)),
            at=at,
        )
        return held, codes[0]

    return issue


def refused(act, *words, **named):
    with pytest.raises((IssuanceError, LifecycleError)) as caught:
        act(*words, **named)
    return caught.value.code


def card(held):
    return Card.objects.get(number=held.number.value)


def test_a_queued_card_opens_at_its_station_and_nowhere_else(station, station_key, issue, home, at):
    held, code = issue(mail_to=ADDRESS)
    assert code == ""
    batch = print_jobs.sealed_batch(print_jobs.make_batch(at=at).id)
    (job,) = batch.jobs
    parts = open_job(job, private_key=station_key, tag=batch.tag)
    assert parts.address == ADDRESS
    assert (parts.card_pdf, parts.slip_pdf) == (held.files["card.pdf"], held.files["slip.pdf"])
    assert "Ñáñez" not in repr((batch, parts))
    shut = [
        (job, X25519PrivateKey.generate(), batch.tag),
        (job, station_key, "another programme"),
        (SealedJob(bytes(16), job.sealed), station_key, batch.tag),
        (SealedJob(job.id, job.sealed[:-1]), station_key, batch.tag),
        (SealedJob(job.id, b""), station_key, batch.tag),
    ]
    for one, key, tag in shut:
        assert refused(open_job, one, private_key=key, tag=tag) == "issuance.job_stays_shut"
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    for secret in (b"214 Grand", "Ñáñez".encode(), b"%PDF", held.revocation_code.value.encode()):
        assert secret not in kept


def test_the_length_of_a_seal_tells_no_two_names_apart(station_key):
    public = station_key.public_key().public_bytes_raw()
    lengths = {
        len(
            seal_job(
                PrintedParts(bytes(100_000), bytes(20_000), ("A" * letters,)),
                public_key=public,
                tag="tag",
                job_id=bytes(16),
            )
        )
        for letters in (1, 80)
    }
    assert len(lengths) == 1
    assert lengths.pop() % PAGE_BYTES < 100


def test_without_a_printing_station_nothing_is_issued(programme, issue):
    assert refused(issue) == "issuance.no_printing_station"
    assert not Card.objects.exists()
    assert not PickUp.objects.exists()


def test_a_card_is_queued_within_its_own_transaction_only(station, issue, at):
    held, _ = issue()
    with pytest.raises(TypeError):
        print_jobs.queue(held, at=at)


def test_cards_are_sealed_to_the_newest_station_that_is_in_use(station, issue, at):
    other = X25519PrivateKey.generate()
    newer = print_jobs.register_station(other.public_key().public_bytes_raw(), at=at + DAY)
    issue()
    assert PrintJob.objects.get().station_id == newer
    print_jobs.retire_station(newer, at=at + DAY)
    issue()
    assert {job.station_id for job in PrintJob.objects.all()} == {station, newer}
    assert refused(print_jobs.retire_station, newer, at=at) == "issuance.no_printing_station"
    assert refused(print_jobs.register_station, b"short", at=at) == "issuance.station_key"
    assert print_jobs.make_batch(station=newer, at=at).size == 1
    assert print_jobs.jobs_waiting() == 1


def test_a_batch_goes_from_made_to_accepted_and_its_card_to_its_holder(station, issue, at):
    held, code = issue()
    assert (card(held).print_state, card(held).standing) == ("waiting", "active")
    assert refused(lifecycle.pick_up, code, at=at) == "lifecycle.not_ready"
    batch = print_jobs.make_batch(at=at)
    assert (batch.size, batch.state, print_jobs.batches()) == (1, "made", (batch,))
    assert refused(print_jobs.make_batch, at=at) == "issuance.no_jobs_waiting"
    assert print_jobs.mark_printed(batch.id, at=at) == 1
    assert print_jobs.mark_printed(batch.id, at=at) == 0
    accepted = lifecycle.accept_batch(batch.id.lower(), at=at)
    assert (accepted.ready, accepted.mailed, accepted.spoilt) == (1, 0, 0)
    assert not PrintJob.objects.exists()
    assert print_jobs.batches() == ()
    assert refused(lifecycle.accept_batch, batch.id, at=at) == "issuance.unknown_batch"
    assert lifecycle.find_pick_up(code.lower()) == held.number
    assert lifecycle.pick_up(code, at=at) == held.number
    assert card(held).print_state == "handed_over"
    assert refused(lifecycle.pick_up, code, at=at) == "lifecycle.unknown_pick_up"


def test_a_mailed_card_is_handed_over_when_its_batch_is_accepted(station, issue, at):
    held, _ = issue(mail_to=ADDRESS)
    batch = print_jobs.make_batch(at=at)
    assert lifecycle.accept_batch(batch.id, at=at).mailed == 1
    assert card(held).print_state == "handed_over"
    assert reconcile(at.date()).printed_later == 1


def test_a_spoilt_card_is_printed_again_in_its_batch_or_the_next(station, issue, at):
    issue()
    issue()
    first = print_jobs.make_batch(at=at)
    jobs = [job.name for job in print_jobs.sealed_batch(first.id).jobs]
    print_jobs.mark_printed(first.id, at=at)
    print_jobs.spoil_job(first.id, jobs[0][:8], at=at)
    assert print_jobs.mark_printed(first.id, at=at) == 1
    print_jobs.spoil_job(first.id, jobs[1].upper(), at=at)
    for wrong in (jobs[1], "ffff", "", "nothing at all"):
        assert refused(print_jobs.spoil_job, first.id, wrong, at=at) == "issuance.unknown_job"
    accepted = lifecycle.accept_batch(first.id, at=at)
    assert (accepted.ready, accepted.spoilt) == (1, 1)
    second = print_jobs.make_batch(at=at)
    assert [job.name for job in print_jobs.sealed_batch(second.id).jobs] == [jobs[1]]
    assert lifecycle.accept_batch(second.id, at=at).ready == 1
    assert reconcile(at.date()).printed_later == 4


def test_a_station_uses_its_own_stock_for_every_print(station, issue, at):
    stock.receive("P001-P003", station=station, at=at)
    for _ in range(2):
        issue()
    batch = print_jobs.make_batch(at=at)
    job = print_jobs.sealed_batch(batch.id).jobs[0].name
    print_jobs.mark_printed(batch.id, at=at)
    print_jobs.spoil_job(batch.id, job, at=at)
    print_jobs.mark_printed(batch.id, at=at)
    stock.count_left(station, 0, at=at)
    report = reconcile(at.date())
    assert (report.issued, report.queued, report.printings, report.used) == (2, 2, 3, 3)
    assert report.is_even
    print_jobs.spoil_job(batch.id, job, at=at)
    assert refused(print_jobs.mark_printed, batch.id, at=at) == "issuance.stock_empty"
    assert lifecycle.accept_batch(batch.id, at=at).spoilt == 1


def test_what_no_batch_was_accepted_for_in_time_is_deleted_and_its_card_stopped(
    station, issue, later, at, monkeypatch
):
    monkeypatch.setattr("denizen_site.lifecycle.sweeping.bound_charter", lambda: later)
    held, code = issue()
    print_jobs.make_batch(at=at)
    assert lifecycle.sweep(at=at + 14 * DAY).not_collected == 0
    assert lifecycle.sweep(at=at + 15 * DAY).not_collected == 1
    assert card(held).standing == "revoked"
    assert not PrintJob.objects.exists()
    assert refused(lifecycle.pick_up, code, at=at) == "lifecycle.unknown_pick_up"
    assert lifecycle.sweep(at=at + 16 * DAY).not_collected == 0


def test_a_card_that_nobody_fetches_is_stopped(station, issue, later, at, monkeypatch):
    monkeypatch.setattr("denizen_site.lifecycle.sweeping.bound_charter", lambda: later)
    held, _ = issue()
    batch = print_jobs.make_batch(at=at)
    lifecycle.accept_batch(batch.id, at=at + 10 * DAY)
    assert lifecycle.sweep(at=at + 24 * DAY).not_collected == 0
    assert lifecycle.sweep(at=at + 25 * DAY).not_collected == 1
    assert card(held).standing == "revoked"
    assert not PickUp.objects.exists()


def test_a_stopped_or_abandoned_card_is_not_printed(station, issue, at):
    stopped, _ = issue()
    abandoned, code = issue()
    lifecycle.revoke_by_code(stopped.number, stopped.revocation_code, at=at)
    lifecycle.abandon(abandoned.number, at=at)
    assert refused(print_jobs.make_batch, at=at) == "issuance.no_jobs_waiting"
    assert refused(lifecycle.pick_up, code, at=at) == "lifecycle.unknown_pick_up"
    with transaction.atomic():
        assert not PrintJob.objects.filter(card_id=abandoned.number.value).exists()


def test_a_card_stopped_after_printing_is_not_mailed(station, issue, at):
    held, _ = issue(mail_to=ADDRESS)
    batch = print_jobs.make_batch(at=at)
    lifecycle.revoke_by_code(held.number, held.revocation_code, at=at)
    accepted = lifecycle.accept_batch(batch.id, at=at)
    assert (accepted.ready, accepted.mailed) == (0, 0)
    assert card(held).print_state == "waiting"


def test_a_batch_is_carried_in_a_file_and_nothing_else_is_read_as_one(station, issue, at):
    issue()
    batch = print_jobs.sealed_batch(print_jobs.make_batch(at=at).id)
    data = write_batch(batch)
    assert read_batch(data) == batch
    for wrong in (b"", b"%PDF", data[:-1], data[:40], data + b"x"):
        assert refused(read_batch, wrong) == "issuance.not_a_batch"
