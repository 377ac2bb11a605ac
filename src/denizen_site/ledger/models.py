"""Counts by day, kind and staff member, lengths of visits, and the chain of closed days."""

from __future__ import annotations

from django.db import models

THE_ANCHOR = 1


class DayCount(models.Model):
    """How many acts of one kind one member of staff did on one day; `by` is empty for the machine."""

    pk = models.CompositePrimaryKey("day", "act", "by")
    day = models.DateField()
    act = models.CharField(max_length=40)
    by = models.CharField(max_length=64, default="")
    count = models.PositiveIntegerField()

    class Meta:
        app_label = "ledger"


class VisitMinutes(models.Model):
    """How many of a day's visits took so many whole minutes; whose and when in the day is nowhere."""

    pk = models.CompositePrimaryKey("day", "minutes")
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        app_label = "ledger"


class ClauseCount(models.Model):
    """How often a clause of the charter's policy was applied on a day, and what it answered; not to whom."""

    pk = models.CompositePrimaryKey("day", "clause", "ruling")
    day = models.DateField()
    clause = models.CharField(max_length=80)
    ruling = models.CharField(max_length=12)
    count = models.PositiveIntegerField()

    class Meta:
        app_label = "ledger"


class ClosedDay(models.Model):
    """A day whose counts are final: `chain` hashes them, with `salt`, onto the closed day before it.

    The salt is none on days that were closed before links were published.
    """

    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32, null=True)
    chain = models.BinaryField(max_length=32)

    class Meta:
        app_label = "ledger"


class Anchor(models.Model):
    """The last day that was deleted by schedule, and its link, from which the chain goes on."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ANCHOR)
    day = models.DateField()
    chain = models.BinaryField(max_length=32)

    class Meta:
        app_label = "ledger"
        constraints = [models.CheckConstraint(condition=models.Q(id=THE_ANCHOR), name="one_anchor")]
