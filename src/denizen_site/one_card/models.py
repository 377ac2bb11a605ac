"""The blind index: rows that say nothing of a person or of each other, and what waits to become rows."""

from __future__ import annotations

from django.db import models

from denizen.credential.crockford import random_code

ID_LENGTH = 12
THE_DAY = 1


def new_name() -> str:
    """Draw a random name."""
    return random_code(ID_LENGTH).lower()


class BlindRow(models.Model):
    """One label of somebody, as noise; laid down by night, in the order of the keys."""

    pk = models.CompositePrimaryKey("epoch", "row_key")
    epoch = models.PositiveSmallIntegerField()
    row_key = models.BinaryField(max_length=16)
    value = models.BinaryField(max_length=44)

    class Meta:
        app_label = "one_card"


class WaitingRow(models.Model):
    """A row of today under today's key; which row of the index it becomes cannot be told without that key."""

    place = models.BinaryField(max_length=16, primary_key=True)
    sealed = models.BinaryField(max_length=90)

    class Meta:
        app_label = "one_card"


class WaitingCheck(models.Model):
    """A check that waits for custodians, sealed to their key; the card was issued all the same."""

    id = models.BinaryField(max_length=16, primary_key=True)
    epoch = models.PositiveSmallIntegerField()
    day = models.DateField()
    sealed = models.BinaryField(max_length=2200)

    class Meta:
        app_label = "one_card"


class IndexDay(models.Model):
    """The name of the day key in use; whoever adds or lays down rows locks this row first."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_DAY)
    key_file = models.CharField(max_length=ID_LENGTH, default=new_name)
    since = models.DateField()

    class Meta:
        app_label = "one_card"
        constraints = [models.CheckConstraint(condition=models.Q(id=THE_DAY), name="one_index_day")]


class EpochBurn(models.Model):
    """An epoch whose key nobody can use any more, with what the custodians signed about it."""

    epoch = models.PositiveSmallIntegerField(primary_key=True)
    called = models.CharField(max_length=7)
    day = models.DateField()
    records = models.TextField()

    class Meta:
        app_label = "one_card"


class HeldCustodian(models.Model):
    """A custodian that was told of a legal hold and said that it keeps its share."""

    index = models.PositiveSmallIntegerField(primary_key=True)
    since = models.DateField()

    class Meta:
        app_label = "one_card"
