"""Many processes at once never share a number or an index, and lose no count."""

from __future__ import annotations

from denizen_site.issuance.models import Card, IndexReservation, UsedIndexes
from denizen_site.ledger import queries as ledger

PROCESSES, EACH, LIST = 3, 60, 256


def start_together(place, script, *words):
    """Start processes, wait until each is ready, and let all go at the same moment."""
    processes = [place.run(script, *words) for _ in range(PROCESSES)]
    for process in processes:
        line = process.stdout.readline()
        assert line == "ready\n", process.stderr.read()
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    return processes


def lines_of(process):
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return out.splitlines()


def test_processes_at_once_share_no_number_and_no_index(place, initialise):
    initialise()
    processes = start_together(place, "record_many.py", EACH, LIST)
    cards = [line.split() for process in processes for line in lines_of(process)]
    assert len(cards) == PROCESSES * EACH
    numbers = {number for number, _ in cards}
    indexes = {int(index) for _, index in cards}
    assert len(numbers) == len(indexes) == len(cards)
    assert set(Card.objects.values_list("number", flat=True)) == numbers
    assert set(Card.objects.values_list("status_index", flat=True)) == indexes
    assert not IndexReservation.objects.exists()
    (bitmap,) = UsedIndexes.objects.all()
    assert sum(byte.bit_count() for byte in bytes(bitmap.bits)) == len(cards)
    assert [day.counts["issued"] for day in ledger.days()] == [len(cards)]


def test_homes_that_are_started_at_once_are_set_up_once(place, tmp_path):
    fresh = type(place)(tmp_path / "fresh", place.variables)
    processes = [fresh.run("start_home.py") for _ in range(PROCESSES)]
    assert {tuple(lines_of(process)) for process in processes} == {("started",)}
