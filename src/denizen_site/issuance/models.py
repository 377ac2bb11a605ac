"""The few columns of a card, the places of the status list that are taken, blank stock, and print jobs."""

from __future__ import annotations

from django.db import models

from denizen.credential.crockford import random_code

SHORT_ID = 8


def short_id() -> str:
    """Draw an id that people may read to each other; it says nothing of anybody."""
    return random_code(SHORT_ID)


class PrintState(models.TextChoices):
    """Where the piece of plastic is: in an open visit, waiting for its batch or pick-up, or handed over."""

    AT_DESK = "at_desk"
    WAITING = "waiting"
    HANDED_OVER = "handed_over"


class Standing(models.TextChoices):
    """Whether the card is still good; no reason is kept with it."""

    ACTIVE = "active"
    REVOKED = "revoked"


class Card(models.Model):
    """All that the city keeps of a card: nothing that names or describes its holder."""

    number = models.CharField(max_length=12, primary_key=True)
    status_index = models.PositiveIntegerField(unique=True)
    lineage = models.BinaryField(max_length=16, db_index=True)
    first_day = models.DateField()
    last_day = models.DateField()
    print_state = models.CharField(max_length=12, choices=PrintState.choices)
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.ACTIVE)
    revocation_code_hash = models.BinaryField(max_length=64)

    class Meta:
        app_label = "issuance"


class UsedIndexes(models.Model):
    """One stretch of the bitmap of status indexes that were ever taken; a bit is set and never cleared."""

    segment = models.PositiveIntegerField(primary_key=True)
    bits = models.BinaryField(max_length=1024)

    class Meta:
        app_label = "issuance"


class IndexReservation(models.Model):
    """An index taken by a card that is being made; one left over is published as revoked for good."""

    index = models.PositiveIntegerField(primary_key=True)
    day = models.DateField()
    given_up = models.BooleanField(default=False)

    class Meta:
        app_label = "issuance"


class SerialState(models.TextChoices):
    """What became of one blank card."""

    LEFT = "left"
    USED = "used"
    SPOILT = "spoilt"
    MISSING = "missing"


class StockSerial(models.Model):
    """One blank card by the serial on its edge; which card or visit it went to is nowhere."""

    serial = models.CharField(max_length=16, primary_key=True)
    station = models.CharField(max_length=12)
    state = models.CharField(max_length=7, choices=SerialState.choices, default=SerialState.LEFT)
    day = models.DateField()

    class Meta:
        app_label = "issuance"
        indexes = [models.Index(fields=["station", "state", "serial"], name="stock_by_station")]


class StockCount(models.Model):
    """How many blank cards somebody counted at a station at a day's close."""

    pk = models.CompositePrimaryKey("station", "day")
    station = models.CharField(max_length=12)
    day = models.DateField()
    counted = models.PositiveIntegerField()

    class Meta:
        app_label = "issuance"


class PrintingStation(models.Model):
    """Where cards are printed later: the public half of its key; the private half never comes here."""

    id = models.CharField(max_length=SHORT_ID, primary_key=True, default=short_id)
    public_key = models.BinaryField(max_length=32)
    since = models.DateField()
    retired = models.DateField(null=True)

    class Meta:
        app_label = "issuance"


class BatchState(models.TextChoices):
    """How far a batch is; an accepted one is over."""

    MADE = "made"
    PRINTED = "printed"
    ACCEPTED = "accepted"


class PrintBatch(models.Model):
    """Cards that are printed together."""

    id = models.CharField(max_length=SHORT_ID, primary_key=True, default=short_id)
    station = models.ForeignKey(PrintingStation, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    size = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=BatchState.choices, default=BatchState.MADE)

    class Meta:
        app_label = "issuance"


class JobState(models.TextChoices):
    """Where a print job is; one whose batch was accepted is deleted."""

    WAITING = "waiting"
    BATCHED = "batched"
    PRINTED = "printed"
    SPOILT = "spoilt"


class PrintJob(models.Model):
    """A card to be printed later, sealed to its printing station until its batch is accepted."""

    id = models.BinaryField(max_length=16, primary_key=True)
    card = models.OneToOneField(Card, on_delete=models.CASCADE, related_name="+")
    station = models.ForeignKey(PrintingStation, on_delete=models.CASCADE, related_name="+")
    batch = models.ForeignKey(PrintBatch, null=True, on_delete=models.SET_NULL, related_name="+")
    sealed = models.BinaryField()
    day = models.DateField()
    mailed = models.BooleanField()
    state = models.CharField(max_length=7, choices=JobState.choices, default=JobState.WAITING)

    class Meta:
        app_label = "issuance"


class PickUp(models.Model):
    """A card that somebody will come for with a code; `ready` is the day from which it lies there."""

    code = models.CharField(max_length=SHORT_ID, primary_key=True, default=short_id)
    card = models.OneToOneField(Card, on_delete=models.CASCADE, related_name="+")
    ready = models.DateField(null=True)

    class Meta:
        app_label = "issuance"
