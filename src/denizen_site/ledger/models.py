"""Counts by day and kind, and the chain of closed days."""

from __future__ import annotations

from django.db import models


class DayCount(models.Model):
    """How many acts of one kind one day saw."""

    pk = models.CompositePrimaryKey("day", "act")
    day = models.DateField()
    act = models.CharField(max_length=32)
    count = models.PositiveIntegerField()

    class Meta:
        app_label = "ledger"


class ClosedDay(models.Model):
    """A day whose counts are final: `chain` hashes them together with the closed day before it."""

    day = models.DateField(primary_key=True)
    chain = models.BinaryField(max_length=32)

    class Meta:
        app_label = "ledger"
